import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import zoneinfo from './module.ts';
import { readZoneinfo } from './parse.ts';

const run = (text: string) => collect(zoneinfo, { procfs: fileTree({ zoneinfo: text }) });
const DMA = `Node 0, zone      DMA
  per-node stats
      nr_anon_pages 11
      nr_mapped    12
      nr_dirtied   13
      workingset_nodes 0
  pages free     21
        boost    0
        min      8
        high     14
        protection: (0, 2039)
      nr_free_pages 21
      nr_kernel_stack 3
      numa_hit     18446744073709551615
  pagesets
    cpu: 0
              count: 99
              high:  98
      nr_free_pages 97
  node_unreclaimable:  0
`;

describe('zoneinfo', () => {
  it('shows each zone', async () => {
    const { lines, families } = await run(
      `${DMA}Node 1, zone   Normal\n  pages free 5\n      nr_free_pages 5\n`,
    );
    expect(lines).toEqual([
      'node_zoneinfo_high_pages{node="0",zone="DMA"} 14',
      'node_zoneinfo_min_pages{node="0",zone="DMA"} 8',
      'node_zoneinfo_nr_anon_pages{node="0",zone="DMA"} 11',
      'node_zoneinfo_nr_dirtied_total{node="0",zone="DMA"} 13',
      'node_zoneinfo_nr_free_pages{node="0",zone="DMA"} 21',
      'node_zoneinfo_nr_free_pages{node="1",zone="Normal"} 5',
      'node_zoneinfo_nr_kernel_stacks{node="0",zone="DMA"} 3',
      'node_zoneinfo_nr_mapped_pages{node="0",zone="DMA"} 12',
      'node_zoneinfo_numa_hit_total{node="0",zone="DMA"} 18446744073709552000',
      'node_zoneinfo_protection_0{node="0",zone="DMA"} 0',
      'node_zoneinfo_protection_1{node="0",zone="DMA"} 2039',
    ]);
    expect(families.find(({ name }) => name === 'node_zoneinfo_protection_1')).toMatchObject({
      type: 'gauge',
      help: 'Protection array 1. field',
    });
  });

  it('takes the last of a word that comes twice', async () =>
    expect((await run('Node 0, zone DMA\n min 1\n min 2\n')).lines).toEqual([
      'node_zoneinfo_min_pages{node="0",zone="DMA"} 2',
    ]));

  it.each(['', '\n', 'min 5\n', 'Node 0, zone DMA\n', 'Node 0, zone DMA\n  pages free'])(
    'finds none in %j',
    async (text) => expect((await run(text)).lines).toEqual([]),
  );

  it.each([
    'Node 0\n',
    'Node x, zone DMA\n',
    'Node 0, zone\n',
    'Node 0, zone D\xff\n',
    'Node 0, zone DMA\n min\n',
    'Node 0, zone DMA\n min -1\n',
    'Node 0, zone DMA\n min five\n',
    `Node 0, zone DMA\n min ${'9'.repeat(30)}\n`,
    'Node 0, zone DMA\n protection: 0, 1\n',
    'Node 0, zone DMA\n protection: (0, x)\n',
    'Node 0, zone DMA\n protection: ()\n',
    'Node 0, zone DMA\nNode 0, zone DMA\n',
  ])('refuses %j', (text) => expect(run(text)).rejects.toMatchObject({ code: 'malformed_reply' }));

  it('refuses a file without end', () =>
    expect(
      run(Array.from({ length: 7000 }, (_, i) => `Node ${i}, zone DMA\n`).join('')),
    ).rejects.toMatchObject({ code: 'limit_exceeded' }));

  it('does without when there is no such file', () =>
    expect(collect(zoneinfo, { procfs: fileTree({}) })).rejects.toMatchObject({ code: 'unsupported' }));

  it('fuzz: any bytes give zones or malformed_reply', () => {
    const line = fc.constantFrom(
      'Node 0, zone DMA',
      'Node 1, zone DMA',
      'Node',
      ' min 5',
      ' min x',
      ' low 3 4',
      ' protection: (1, 2)',
      ' protection: (1',
      'pagesets',
    );
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 100 }),
      fc.array(line, { maxLength: 12 }).map((lines) => Buffer.from(lines.join('\n'))),
    );
    fc.assert(
      fc.property(bytes, (each) => {
        const seen = new Set<string>();
        try {
          readZoneinfo(each, new Set(['min', 'low']), ({ node, zone, values, protection }) => {
            expect(seen.has(`${node} ${zone}`)).toBe(false);
            seen.add(`${node} ${zone}`);
            expect([...values.values(), ...protection].every((value) => value >= 0)).toBe(true);
          });
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed_reply' });
        }
      }),
    );
  });
});
