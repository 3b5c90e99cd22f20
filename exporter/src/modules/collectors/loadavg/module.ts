import { z } from 'zod';
import { gauge } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';

/** proc_loadavg(5): "0.21 0.37 0.39 1/719 19737". */
export function parseLoadavg(text: string): [number, number, number] {
  const match = /^(\d{1,9}\.\d{1,6}) (\d{1,9}\.\d{1,6}) (\d{1,9}\.\d{1,6}) /.exec(text);
  if (!match) throw new ModuleError('malformed_reply', 'loadavg: not three numbers');
  return [Number(match[1]), Number(match[2]), Number(match[3])];
}

export default defineCollector({
  id: 'loadavg',
  summary: 'System load averages.',
  config: z.object({}),
  metrics: {
    node_load1: gauge('1m load average.'),
    node_load5: gauge('5m load average.'),
    node_load15: gauge('15m load average.'),
  },
  needs: ['procfs'],
  collect({ procfs }, _config, out) {
    const [load1, load5, load15] = parseLoadavg(procfs.read('loadavg').toString('latin1'));
    out.node_load1(load1);
    out.node_load5(load5);
    out.node_load15(load15);
  },
});
