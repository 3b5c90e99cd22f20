import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import meminfoNuma from './module.ts';
import { readNodeMeminfo, readNumastat } from './parse.ts';

const node = (number: number, meminfo: string, numastat: string) => ({
  [`devices/system/node/node${number}/meminfo`]: meminfo,
  [`devices/system/node/node${number}/numastat`]: numastat,
});
const attempt = (files: Record<string, string>) =>
  collectorOf(meminfoNuma, { sysfs: fileTree(files) }).attempt();

describe('meminfo_numa', () => {
  it('shows each node', async () => {
    const { lines, families } = await collect(meminfoNuma, {
      sysfs: fileTree({
        'devices/system/node/online': '0,2\n',
        ...node(0, '\nNode 0 MemTotal:       16 kB\nNode 0 Active(anon):   3 kB\n', 'numa_hit 7\n'),
        ...node(
          2,
          'Node 2 MemTotal:       0 kB\nNode 2 HugePages_Total:     5\n',
          'numa_hit 18446744073709551615\n',
        ),
      }),
    });
    expect(lines).toEqual([
      'node_memory_numa_Active_anon{node="0"} 3072',
      'node_memory_numa_HugePages_Total{node="2"} 5',
      'node_memory_numa_MemTotal{node="0"} 16384',
      'node_memory_numa_MemTotal{node="2"} 0',
      'node_memory_numa_numa_hit_total{node="0"} 7',
      'node_memory_numa_numa_hit_total{node="2"} 18446744073709552000',
    ]);
    expect(families.map(({ type }) => type)).toEqual(['gauge', 'gauge', 'gauge', 'counter']);
    expect(families[0]?.help).toBe('Memory information field Active_anon.');
  });

  it('shows nothing on a machine without nodes', async () =>
    expect(await attempt({})).toMatchObject({ lines: [], error: null }));

  it.each([
    ['Node 0 MemTotal: 1 kB\n', null, 'unsupported', 1],
    ['Node 0 MemTotal: 1 kB\n', 'numa_hit\n', 'malformed_reply', 1],
    ['Node 0 MemTotal: 1 kB\n', 'numa_hit 1 2\n', 'malformed_reply', 1],
    ['Node 0 MemTotal: 1 kB\n', 'numa-hit 1\n', 'malformed_reply', 1],
    ['Node 0 MemTotal: 1 MB\n', '', 'malformed_reply', 0],
    ['Node 0 MemTotal: x kB\n', '', 'malformed_reply', 0],
    ['Node x MemTotal: 1 kB\n', '', 'malformed_reply', 0],
    ['Node 0 MemTotal 1 kB\n', '', 'malformed_reply', 0],
    ['Node 0 Mem', '', 'malformed_reply', 0],
    [`Node 0 MemTotal: ${'9'.repeat(30)} kB\n`, '', 'malformed_reply', 0],
    ['Node 0 Mem\xff: 1 kB\n', '', 'malformed_reply', 0],
    ['Node 0 A: 1 kB\nNode 0 A: 1 kB\n', '', 'malformed_reply', 1],
    [Array.from({ length: 300 }, (_, i) => `Node 0 F${i}: 1\n`).join(''), '', 'limit_exceeded', 256],
  ])('of %.40j and %j it says %s after %d samples', async (meminfo, numastat, code, count) => {
    const files = node(0, meminfo, numastat ?? '');
    if (numastat === null) delete files['devices/system/node/node0/numastat'];
    const { lines, error } = await attempt(files);
    expect(lines).toHaveLength(count);
    expect(error).toMatchObject({ code });
  });

  it('fuzz: any bytes give fields or malformed_reply', () => {
    const line = fc
      .tuple(
        fc.constantFrom('Node 0 ', 'numa_', ''),
        fc.constantFrom('a: ', 'b(c): ', 'hit '),
        fc.nat(),
        fc.constantFrom('', ' kB'),
      )
      .map((parts) => `${parts.join('')}\n`);
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 100 }),
      fc.array(line).map((lines) => Buffer.from(lines.join(''))),
    );
    fc.assert(
      fc.property(bytes, fc.constantFrom(readNodeMeminfo, readNumastat), (each, read) => {
        const seen = new Set<string>();
        try {
          read(each, (field, value) => {
            expect(seen.has(field)).toBe(false);
            seen.add(field);
            expect(value).toBeGreaterThanOrEqual(0);
          });
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed_reply' });
        }
      }),
    );
  });
});
