import { z } from 'zod';
import { counter, gauge } from '../../../contract/metrics.ts';
import { defineCollector } from '../../../contract/module.ts';
import { readSoftnet } from './parse.ts';

export default defineCollector({
  id: 'softnet',
  summary: 'Network packets as each CPU processed them.',
  config: z.object({}),
  metrics: {
    node_softnet_processed_total: counter('Number of processed packets', ['cpu']),
    node_softnet_dropped_total: counter('Number of dropped packets', ['cpu']),
    node_softnet_times_squeezed_total: counter('Number of times processing packets ran out of quota', [
      'cpu',
    ]),
    node_softnet_cpu_collision_total: counter(
      'Number of collision occur while obtaining device lock while transmitting',
      ['cpu'],
    ),
    node_softnet_received_rps_total: counter('Number of times cpu woken up received_rps', ['cpu']),
    node_softnet_flow_limit_count_total: counter('Number of times flow limit has been reached', ['cpu']),
    node_softnet_backlog_len: gauge('Softnet backlog status', ['cpu']),
  },
  needs: ['procfs'],
  collect({ procfs }, _config, out) {
    readSoftnet(procfs.read('net/softnet_stat'), (columns) => {
      const cpu = String(columns.cpu);
      out.node_softnet_processed_total(columns.processed, cpu);
      out.node_softnet_dropped_total(columns.dropped, cpu);
      out.node_softnet_times_squeezed_total(columns.timesSqueezed, cpu);
      out.node_softnet_cpu_collision_total(columns.collisions, cpu);
      out.node_softnet_received_rps_total(columns.receivedRps, cpu);
      out.node_softnet_flow_limit_count_total(columns.flowLimitCount, cpu);
      out.node_softnet_backlog_len(columns.backlog, cpu);
    });
  },
});
