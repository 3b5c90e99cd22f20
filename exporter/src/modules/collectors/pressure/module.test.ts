import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import pressure from './module.ts';
import { parsePressure } from './parse.ts';

const some = (total: number | string) => `some avg10=0.11 avg60=2.22 avg300=33.33 total=${total}\n`;
const full = (total: number | string) => some(total).replace('some', 'full');
const tree = (files: Record<string, string>) => ({
  procfs: fileTree(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`pressure/${name}`, text])),
  ),
});

describe('pressure', () => {
  it('shows seconds', async () => {
    const { lines } = await collect(
      pressure,
      tree({
        cpu: some(20000075) + full(0),
        io: some(71234500) + full(61234500),
        memory: some(1) + full(2_500_000),
        irq: full(7000),
      }),
    );
    expect(lines).toEqual([
      'node_pressure_cpu_waiting_seconds_total 20.000075000000002',
      'node_pressure_io_stalled_seconds_total 61.2345',
      'node_pressure_io_waiting_seconds_total 71.2345',
      'node_pressure_irq_stalled_seconds_total 0.007',
      'node_pressure_memory_stalled_seconds_total 2.5',
      'node_pressure_memory_waiting_seconds_total 0.000001',
    ]);
  });

  it.each([
    ['cpu has no "full" before Linux 5.13', { cpu: some(1e6) }, 'cpu_waiting_seconds_total 1'],
    [
      'lines of later kernels are passed over',
      { cpu: `most total=7\n${some(1e6)}` },
      'cpu_waiting_seconds_total 1',
    ],
    ['what is missing is left out', { irq: full(2e6) }, 'irq_stalled_seconds_total 2'],
  ])('%s', async (_name, files, line) =>
    expect((await collect(pressure, tree(files))).lines).toEqual([`node_pressure_${line}`]),
  );

  it.each([
    ['nothing is there', {}, [], 'unsupported'],
    ['there is no "some"', { cpu: full(1) }, [], 'unsupported'],
    ['the file is empty', { cpu: '' }, [], 'unsupported'],
    [
      'there is no "full"',
      { cpu: some(3e6), io: some(1e6), memory: some(1) + full(1) },
      ['node_pressure_cpu_waiting_seconds_total 3', 'node_pressure_io_waiting_seconds_total 1'],
      'unsupported',
    ],
    ['it is cut off', { cpu: some(1).slice(0, 30) }, [], 'malformed_reply'],
    ['the total is none', { cpu: some('much') }, [], 'malformed_reply'],
    ['the total is absurd', { cpu: some('9'.repeat(40)) }, [], 'malformed_reply'],
    ['it is not text', { cpu: 'some \xff\xfe\xfd\n' }, [], 'malformed_reply'],
  ])('when %s: %j', async (_name, files, lines, code) => {
    const attempt = await collectorOf(pressure, tree(files)).attempt();
    expect(attempt).toMatchObject({ lines, error: { code } });
  });

  it('fuzz: any bytes give totals or malformed_reply', () => {
    const line = fc
      .tuple(
        fc.constantFrom('some ', 'full ', ''),
        fc.constantFrom('avg10=1 avg60=2 avg300=3 ', ''),
        fc.nat(),
      )
      .map(([kind, averages, total]) => `${kind}${averages}total=${total}\n`);
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 100 }),
      fc.array(line).map((lines) => Buffer.from(lines.join(''))),
    );
    fc.assert(
      fc.property(bytes, (each) => {
        try {
          const { some: part, full: all } = parsePressure(each, 'cpu');
          expect((part ?? 0) >= 0 && (all ?? 0) >= 0).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed_reply' });
        }
      }),
    );
  });
});
