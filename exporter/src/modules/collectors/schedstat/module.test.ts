import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import schedstat from './module.ts';
import { readSchedstat } from './parse.ts';

const HEAD = 'version 15\ntimestamp 4295000000\n';
const DOMAIN = 'domain0 00000000,00000003 212499247 210112015 1861015 1860405436 536440 369895\n';
const run = (text: string) => collect(schedstat, { procfs: fileTree({ schedstat: text }) });

describe('schedstat', () => {
  it('shows seconds and timeslices of each CPU', async () => {
    const text = `${HEAD}cpu0 1 0 2 3 4 5 2500000000 1000000 77\n${DOMAIN}cpu12 1 0 2 3 4 5 18446744073709551615 0 0\n`;
    expect((await run(text)).lines).toEqual([
      'node_schedstat_running_seconds_total{cpu="0"} 2.5',
      'node_schedstat_running_seconds_total{cpu="12"} 18446744073.709553',
      'node_schedstat_timeslices_total{cpu="0"} 77',
      'node_schedstat_timeslices_total{cpu="12"} 0',
      'node_schedstat_waiting_seconds_total{cpu="0"} 0.001',
      'node_schedstat_waiting_seconds_total{cpu="12"} 0',
    ]);
  });

  it.each(['', HEAD, DOMAIN, 'version'])('finds no CPU in %j', async (text) =>
    expect((await run(text)).lines).toEqual([]),
  );

  it('does without when there is no such file', () =>
    expect(collect(schedstat, { procfs: fileTree({}) })).rejects.toMatchObject({ code: 'unsupported' }));

  it.each([
    'cpu0 1 0 2 3 4 5 6 7\n',
    'cpu0',
    'cpux 1 0 2 3 4 5 6 7 8\n',
    'cpu0 1 0 2 3 4 5 6 7 eight\n',
    `cpu0 1 0 2 3 4 5 ${'6'.repeat(30)} 7 8\n`,
    'cpu0 1 0 2 3 4 5 6 7 \xff\n',
    'cpu1 1 0 2 3 4 5 6 7 8\ncpu1 1 0 2 3 4 5 6 7 8\n',
  ])('refuses %j', (text) => expect(run(text)).rejects.toMatchObject({ code: 'malformed_reply' }));

  it('fuzz: any bytes give numbers or malformed_reply', () => {
    const line = fc
      .tuple(fc.nat(3), fc.array(fc.nat(), { minLength: 8, maxLength: 10 }))
      .map(([cpu, values]) => `cpu${cpu} ${values.join(' ')}\n`);
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.array(line).map((lines) => Buffer.from(lines.join(''))),
    );
    fc.assert(
      fc.property(bytes, (each) => {
        const seen = new Set<number>();
        try {
          readSchedstat(each, (cpu, ...values) => {
            expect(seen.has(cpu)).toBe(false);
            seen.add(cpu);
            expect(values.every((value) => value >= 0)).toBe(true);
          });
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed_reply' });
        }
      }),
    );
  });
});
