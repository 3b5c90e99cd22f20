import { describe, expect, it } from 'vitest';
import { collect } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import { fuzzBytes, linesOf } from '../../../../../test/support/fuzz-bytes.ts';
import sockstat from './module.ts';
import { readSockstat } from './parse.ts';

const V4 = `sockets: used 229
TCP: inuse 4 orphan 1 tw 5 alloc 17 mem 3
FRAG: inuse 0 memory 512
`;
const run = (files: Record<string, string | Buffer>) => collect(sockstat, { procfs: fileTree(files) });
const read = (bytes: Uint8Array) => {
  const values: number[] = [];
  readSockstat(
    bytes,
    4096,
    new Set(),
    (used) => values.push(used),
    (variable, value) => {
      expect(variable).toMatch(/^[A-Za-z0-9]+_[a-z_]+$/);
      values.push(value);
    },
  );
  return values;
};

describe('sockstat', () => {
  it('shows what each protocol has', async () => {
    const { lines, families } = await run({ 'net/sockstat': V4, 'net/sockstat6': 'TCP6: inuse 17\n' });
    expect(lines).toEqual([
      'node_sockstat_FRAG_inuse 0',
      'node_sockstat_FRAG_memory 512',
      'node_sockstat_TCP6_inuse 17',
      'node_sockstat_TCP_alloc 17',
      'node_sockstat_TCP_inuse 4',
      'node_sockstat_TCP_mem 3',
      'node_sockstat_TCP_mem_bytes 12288',
      'node_sockstat_TCP_orphan 1',
      'node_sockstat_TCP_tw 5',
      'node_sockstat_sockets_used 229',
    ]);
    const helpOf = (name: string) => families.find((family) => family.name === name)?.help;
    expect(helpOf('node_sockstat_TCP_mem_bytes')).toBe('Number of TCP sockets in state mem_bytes.');
    expect(helpOf('node_sockstat_sockets_used')).toBe('Number of IPv4 sockets in use.');
  });

  it('asks for the size of a page', async () => {
    const vector = Buffer.alloc(32);
    vector.writeBigUInt64LE(6n, 0);
    vector.writeBigUInt64LE(65536n, 8);
    const { lines } = await run({ 'net/sockstat': V4, 'self/auxv': vector });
    expect(lines).toContain('node_sockstat_TCP_mem_bytes 196608');
  });

  it.each([
    ['without IPv4', { 'net/sockstat6': 'TCP6: inuse 17\n' }, ['node_sockstat_TCP6_inuse 17']],
    ['without both', {}, ['']],
    ['for an empty file', { 'net/sockstat': '' }, ['']],
    ['for states that it does not know', { 'net/sockstat': 'TCP: fast 3\n' }, ['node_sockstat_TCP_inuse 0']],
    ['where `used` is missing', { 'net/sockstat': 'sockets: idle 3\n' }, ['node_sockstat_sockets_used 0']],
  ])('%s it shows %j', async (_name, files, expected) => {
    expect((await run(files as Record<string, string>)).lines.join('\n')).toBe(expected.join('\n'));
  });

  it.each([
    '\n',
    'TCP\n',
    'TCP:\n',
    'TCP: inuse\n',
    'TCP: inuse x\n',
    'TCP: inuse 1 orphan\n',
    'TCP: inuse 1.5\n',
    `TCP: inuse ${'9'.repeat(30)}\n`,
    'TCP: inuse 1\nTCP: inuse 2\n',
    'TCP: mem 1 mem 2\n',
    'sockets: used 1\nsockets: used 2\n',
    'T-P: inuse 1\n',
    `${'T'.repeat(51)}: inuse 1\n`,
    V4.slice(0, -5),
    '\xff\xfe: inuse 1\n',
    '\0'.repeat(50),
  ])('refuses %j', (text) =>
    expect(run({ 'net/sockstat': text })).rejects.toMatchObject({ code: 'malformed_reply' }),
  );

  it('refuses a protocol that both files have', () =>
    expect(run({ 'net/sockstat': V4, 'net/sockstat6': V4 })).rejects.toMatchObject({
      code: 'malformed_reply',
    }));

  it('fuzz', () => {
    fuzzBytes(read, linesOf(['TCP:', 'sockets:', 'used', 'inuse', 'mem', '5'], { maxWords: 7 }));
  });
});
