import { z } from 'zod';
import { counter } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import { readSchedstat } from './parse.ts';

const NANOSECONDS_PER_SECOND = 1e9;

export default defineCollector({
  id: 'schedstat',
  summary: 'How long tasks ran on each CPU and waited for it.',
  config: z.object({}),
  metrics: {
    node_schedstat_running_seconds_total: counter('Number of seconds CPU spent running a process.', ['cpu']),
    node_schedstat_waiting_seconds_total: counter(
      'Number of seconds spent by processing waiting for this CPU.',
      ['cpu'],
    ),
    node_schedstat_timeslices_total: counter('Number of timeslices executed by CPU.', ['cpu']),
  },
  needs: ['procfs'],
  collect({ procfs }, _config, out) {
    const bytes = procfs.readIfPresent('schedstat');
    if (bytes === null)
      throw new ModuleError('unsupported', 'the kernel has no /proc/schedstat (CONFIG_SCHEDSTATS)');
    readSchedstat(bytes, (number, runningNs, waitingNs, timeslices) => {
      const cpu = String(number);
      out.node_schedstat_running_seconds_total(runningNs / NANOSECONDS_PER_SECOND, cpu);
      out.node_schedstat_waiting_seconds_total(waitingNs / NANOSECONDS_PER_SECOND, cpu);
      out.node_schedstat_timeslices_total(timeslices, cpu);
    });
  },
});
