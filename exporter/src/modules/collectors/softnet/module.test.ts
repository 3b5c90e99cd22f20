import { describe, expect, it } from 'vitest';
import { collect } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import { fuzzBytes, linesOf } from '../../../../../test/support/fuzz-bytes.ts';
import softnet from './module.ts';
import { readSoftnet, type SoftnetColumns } from './parse.ts';

const run = (text: string) => collect(softnet, { procfs: fileTree({ 'net/softnet_stat': text }) });
const row = (...columns: number[]) =>
  `${columns.map((each) => each.toString(16).padStart(8, '0')).join(' ')}\n`;
const read = (text: string) => {
  const rows: SoftnetColumns[] = [];
  readSoftnet(Buffer.from(text, 'latin1'), (columns) => rows.push(columns));
  return rows;
};

describe('softnet', () => {
  it('shows the columns of each CPU', async () => {
    const { lines, families } = await run(row(0xffffffff, 2, 3, 0, 0, 0, 0, 0, 9, 10, 11, 12, 7, 0, 0));
    expect(lines).toEqual([
      'node_softnet_backlog_len{cpu="7"} 12',
      'node_softnet_cpu_collision_total{cpu="7"} 9',
      'node_softnet_dropped_total{cpu="7"} 2',
      'node_softnet_flow_limit_count_total{cpu="7"} 11',
      'node_softnet_processed_total{cpu="7"} 4294967295',
      'node_softnet_received_rps_total{cpu="7"} 10',
      'node_softnet_times_squeezed_total{cpu="7"} 3',
    ]);
    expect(families[0]).toMatchObject({ type: 'gauge', help: 'Softnet backlog status' });
    expect(families[1]).toMatchObject({ type: 'counter' });
  });

  it.each([
    [
      '9 columns (Linux 2.6)',
      row(1, 0, 0, 0, 0, 0, 0, 0, 9),
      { receivedRps: 0, flowLimitCount: 0, backlog: 0 },
    ],
    ['10 columns', row(1, 0, 0, 0, 0, 0, 0, 0, 9, 8), { receivedRps: 8, flowLimitCount: 0, backlog: 0 }],
    ['11 columns', row(1, 0, 0, 0, 0, 0, 0, 0, 9, 8, 7), { receivedRps: 8, flowLimitCount: 7, backlog: 0 }],
  ])('counts the lines for CPUs where there are %s', (_name, text, expected) => {
    expect(read(text + text)).toMatchObject([
      { cpu: 0, processed: 1, collisions: 9, ...expected },
      { cpu: 1, processed: 1, collisions: 9, ...expected },
    ]);
  });

  it('takes the number of the CPU from the line: others are offline', () => {
    const of = (cpu: number) => row(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, cpu);
    expect(read(of(0) + of(4) + of(200)).map(({ cpu }) => cpu)).toEqual([0, 4, 200]);
    expect(() => read(of(1) + of(1))).toThrow('softnet_stat');
  });

  it.each([
    '',
    '\n',
    row(1, 2, 3, 4, 5, 6, 7, 8),
    `${row(1, 2, 3, 4, 5, 6, 7, 8, 9)}\n`,
    '0 0 0 0 0 0 0 0 x\n',
    '0 0 0 0 0 0 0 0 -1\n',
    `0 0 0 0 0 0 0 0 ${'f'.repeat(17)}\n`,
    '\0'.repeat(100),
    '\xff\xff',
  ])('refuses %j', (text) => expect(run(text)).rejects.toMatchObject({ code: 'malformed_reply' }));

  it('refuses a file without end', () =>
    expect(() => read(row(1, 2, 3, 4, 5, 6, 7, 8, 9).repeat(9000))).toThrow());

  it('is not supported where there is no file', () =>
    expect(collect(softnet, { procfs: fileTree({}) })).rejects.toMatchObject({ code: 'unsupported' }));

  it('fuzz', () => {
    fuzzBytes(
      (bytes) => read(bytes.toString('latin1')),
      linesOf(['00000000', 'ffffffff', '1'], { maxWords: 15 }),
    );
  });
});
