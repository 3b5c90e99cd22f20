import { z } from 'zod';
import { counter } from '../../../contract/metrics.ts';
import { defineCollector } from '../../../contract/module.ts';
import { readSoftirqs } from './parse.ts';

export default defineCollector({
  id: 'softirqs',
  summary: 'Softirq calls by type and CPU.',
  defaultEnabled: false,
  config: z.object({}),
  metrics: {
    node_softirqs_functions_total: counter('Softirq counts per CPU.', ['cpu', 'type']),
  },
  needs: ['procfs'],
  collect({ procfs }, _config, out) {
    readSoftirqs(procfs.read('softirqs'), (type, cpu, calls) =>
      out.node_softirqs_functions_total(calls, String(cpu), type),
    );
  },
});
