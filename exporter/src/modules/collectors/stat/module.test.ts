import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import stat, { parseStat } from './module.ts';

const TEXT = `cpu  301854 612 111922 8979004 3552 2 3944 0 44 36
cpu0 44490 19 21045 1087069 220 1 3410 0 2 1
intr 8885917 17 0 0 0
ctxt 38014093
btime 1418183276
processes 26442
procs_running 2
procs_blocked 1
softirq 5057579 250191 1481983 1647 211099 186066 0 1783454 622196 12499 508444
`;
const run = (text: string, config: object = {}) =>
  collect(stat, { procfs: fileTree({ stat: text }) }, config);

describe('stat', () => {
  it('shows the totals', async () => {
    expect((await run(TEXT)).lines).toEqual([
      'node_boot_time_seconds 1418183276',
      'node_context_switches_total 38014093',
      'node_forks_total 26442',
      'node_intr_total 8885917',
      'node_procs_blocked 1',
      'node_procs_running 2',
    ]);
  });

  it('shows softirqs on request', async () => {
    const { lines } = await run(TEXT, { softirq: true });
    expect(lines.filter((line) => line.startsWith('node_softirqs_total'))).toEqual([
      'node_softirqs_total{vector="hi"} 250191',
      'node_softirqs_total{vector="timer"} 1481983',
      'node_softirqs_total{vector="net_tx"} 1647',
      'node_softirqs_total{vector="net_rx"} 211099',
      'node_softirqs_total{vector="block"} 186066',
      'node_softirqs_total{vector="block_iopoll"} 0',
      'node_softirqs_total{vector="tasklet"} 1783454',
      'node_softirqs_total{vector="sched"} 622196',
      'node_softirqs_total{vector="hrtimer"} 12499',
      'node_softirqs_total{vector="rcu"} 508444',
    ]);
  });

  it('leaves out what the kernel does not have', async () => {
    expect((await run('ctxt 5\nsoftirq 9 1 2\n', { softirq: true })).lines).toEqual([
      'node_context_switches_total 5',
      'node_softirqs_total{vector="hi"} 1',
      'node_softirqs_total{vector="timer"} 2',
    ]);
  });

  it.each([
    ['', 'stat: none of its totals'],
    ['cpu0 1 2 3 4\n', 'stat: none of its totals'],
    ['ctxt', 'stat: none of its totals'],
    ['ctxt \n', 'stat: not a number'],
    ['ctxt x\n', 'stat: not a number'],
    ['intr -1 2\n', 'stat: not a number'],
    [`btime ${'9'.repeat(100)}\n`, 'stat: not a number'],
    ['softirq 1 2 three\n', 'stat: not a number'],
    ['ctxt \xff\xfe\n', 'stat: not a number'],
  ])('refuses %j', (text, message) => {
    expect(() => parseStat(Buffer.from(text, 'latin1'))).toThrow(message);
  });

  it('fuzz: any bytes give totals or malformed_reply', () => {
    const line = fc
      .tuple(fc.constantFrom('intr', 'ctxt', 'softirq', 'cpu0'), fc.array(fc.integer()))
      .map(([k, v]) => `${k} ${v.join(' ')}`);
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 500 }),
      fc.array(line).map((lines) => Buffer.from(lines.join('\n'))),
    );
    fc.assert(
      fc.property(bytes, (each) => {
        try {
          const { softirqs, ...totals } = parseStat(each);
          expect(Object.values(totals).every((value) => value >= 0)).toBe(true);
          expect(softirqs.length).toBeLessThanOrEqual(10);
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed_reply' });
        }
      }),
    );
  });
});
