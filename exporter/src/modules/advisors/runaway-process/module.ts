import { z } from 'zod';
import { duration } from '../../../contract/config.ts';
import { defineAdvisor } from '../../../contract/module.ts';
import { confidenceOf, evidenceOf, explain, stepsFor } from './advice.ts';
import { behaviours, type Behaviour } from './behaviour.ts';
import { chartOf } from './chart.ts';

export default defineAdvisor({
  id: 'runaway-process',
  summary: 'A process keeps the CPU busy, for long or in a suspicious way: what it is and how to stop it.',
  config: z.object({
    cpuPercent: z
      .number()
      .min(0)
      .default(80)
      .describe('CPU use that counts as high, in per cent of one core.'),
    suspiciousCpuPercent: z
      .number()
      .min(0)
      .default(25)
      .describe('The same for a suspicious process: on a busy machine it gets less than it asks for.'),
    sustained: duration('2m', { min: '1s' }).describe(
      'How long the CPU use must have been high. A suspicious process is reported at once.',
    ),
    quiet: duration('3m', { min: '10s' }).describe(
      'Without news of it for so long, a process counts as calm again.',
    ),
  }),
  facts: ['process.cpu_high', 'process.suspicious', 'process.started', 'process.terminated'],
  series: [],
  advise({ events, nowMs }, config) {
    return behaviours(events, config)
      .filter((process) => isRunaway(process, nowMs, config))
      .map((process) => {
        const chart = chartOf(process, config);
        return {
          subject: `pid ${process.pid}${process.startedMs === null ? '' : ` since ${new Date(process.startedMs).toISOString()}`}`,
          severity: process.suspicious === null ? ('medium' as const) : ('high' as const),
          confidence: confidenceOf(process, config.sustained),
          title: `Process ${process.pid} (${process.name}) keeps the CPU busy`,
          explanation: explain(process),
          evidence: evidenceOf(process),
          charts: chart === null ? [] : [chart],
          steps: stepsFor(process),
          runbook: 'docs/runbooks/runaway-process.md',
        };
      });
  },
});

function isRunaway(process: Behaviour, nowMs: number, config: { sustained: number; quiet: number }): boolean {
  if (process.busy === null || process.terminated) return false;
  if (nowMs - process.lastMs > config.quiet) return false;
  return process.suspicious !== null || process.busy.toMs - process.busy.fromMs >= config.sustained;
}
