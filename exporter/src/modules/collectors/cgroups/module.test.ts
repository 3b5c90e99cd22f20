import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import cgroups, { readCgroups } from './module.ts';

const run = (text: string) => collect(cgroups, { procfs: fileTree({ cgroups: text }) });

describe('cgroups', () => {
  it('shows number and state of each controller', async () => {
    const text = '#subsys_name\thierarchy\tnum_cgroups\tenabled\ncpu\t3\t17\t1\nmemory\t0\t1\t0\n';
    expect((await run(text)).lines).toEqual([
      'node_cgroups_cgroups{subsys_name="cpu"} 17',
      'node_cgroups_cgroups{subsys_name="memory"} 1',
      'node_cgroups_enabled{subsys_name="cpu"} 1',
      'node_cgroups_enabled{subsys_name="memory"} 0',
    ]);
  });

  it('finds none in an empty file', async () => expect((await run('')).lines).toEqual([]));

  it.each([
    'cpu\t3\t17\n',
    'cpu\t3\tmany\t1\n',
    '\n',
    'cpu\t3\t17\t1\ncpu\t3\t17\t1\n',
    `cpu\t3\t${'9'.repeat(30)}\t1\n`,
    '\xff\xfe\n',
  ])('refuses %j', (text) => expect(run(text)).rejects.toMatchObject({ code: 'malformed_reply' }));

  it('refuses a file without end', () =>
    expect(run(Array.from({ length: 2000 }, (_, i) => `c${i} 1 1 1\n`).join(''))).rejects.toMatchObject({
      code: 'limit_exceeded',
    }));

  it('does without when there is no such file', () =>
    expect(collect(cgroups, { procfs: fileTree({}) })).rejects.toMatchObject({ code: 'unsupported' }));

  it('fuzz: any bytes give numbers or malformed_reply', () => {
    const line = fc
      .tuple(fc.constantFrom('cpu', '#', 'io', ''), fc.array(fc.nat(), { maxLength: 4 }))
      .map(([name, values]) => `${name}\t${values.join('\t')}\n`);
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 100 }),
      fc.array(line).map((lines) => Buffer.from(lines.join(''))),
    );
    fc.assert(
      fc.property(bytes, (each) => {
        try {
          readCgroups(each, (_name, ...values) => {
            expect(values.every((value) => value >= 0)).toBe(true);
          });
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed_reply' });
        }
      }),
    );
  });
});
