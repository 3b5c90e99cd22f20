import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import filefd, { parseFileNr } from './module.ts';

const run = (text: string) => collect(filefd, { procfs: fileTree({ 'sys/fs/file-nr': text }) });

describe('filefd', () => {
  it.each([
    ['1024\t0\t1631329\n', 1024, 1631329],
    ['832\t0\t9223372036854775807\n', 832, 2 ** 63],
    ['1 0 2', 1, 2],
  ])('reads %j', async (text, allocated, maximum) => {
    const { lines } = await run(text);
    expect(lines).toEqual([`node_filefd_allocated ${allocated}`, `node_filefd_maximum ${maximum}`]);
  });

  it.each([
    '',
    '1024\n',
    '1024\t0\n',
    '1024\t0\tall\n',
    '-1\t0\t1\n',
    '\xff\t0\t1\n',
    `${'9'.repeat(99)}\t0\t1\n`,
  ])('refuses %j', (text) => expect(run(text)).rejects.toThrow('file-nr: not three numbers'));

  it('does without when there is no such file', () =>
    expect(collect(filefd, { procfs: fileTree({}) })).rejects.toMatchObject({ code: 'unsupported' }));

  it('fuzz: any bytes give numbers or malformed_reply', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          expect(parseFileNr(bytes).maximum).toBeGreaterThanOrEqual(0);
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed_reply' });
        }
      }),
    );
  });
});
