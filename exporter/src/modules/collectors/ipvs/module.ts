import { z } from 'zod';
import { counter, gauge } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import { BACKEND_LABELS, backendLabels, sumBackends } from './backend-labels.ts';
import { parseBackends } from './backends.ts';
import { parseIpvsStats } from './stats.ts';

const Config = z.object({
  backendLabels: backendLabels().describe(
    'Labels of the statistics by backend, separated by commas; backends that these do not tell apart are summed.',
  ),
});

export default defineCollector({
  id: 'ipvs',
  summary: "Traffic of the kernel's load balancer (IPVS), and connections by backend.",
  config: Config,
  metrics: {
    node_ipvs_connections_total: counter('The total number of connections made.'),
    node_ipvs_incoming_packets_total: counter('The total number of incoming packets.'),
    node_ipvs_outgoing_packets_total: counter('The total number of outgoing packets.'),
    node_ipvs_incoming_bytes_total: counter('The total amount of incoming data.'),
    node_ipvs_outgoing_bytes_total: counter('The total amount of outgoing data.'),
    node_ipvs_backend_connections_active: gauge(
      'The current active connections by local and remote address.',
      BACKEND_LABELS,
    ),
    node_ipvs_backend_connections_inactive: gauge(
      'The current inactive connections by local and remote address.',
      BACKEND_LABELS,
    ),
    node_ipvs_backend_weight: gauge(
      'The current backend weight by local and remote address.',
      BACKEND_LABELS,
    ),
  },
  needs: ['procfs'],
  collect({ procfs }, config, out) {
    const bytes = procfs.readIfPresent('net/ip_vs_stats');
    if (bytes === null) throw new ModuleError('unsupported', 'IPVS is not loaded: no net/ip_vs_stats');
    const stats = parseIpvsStats(bytes);
    out.node_ipvs_connections_total(stats.connections);
    out.node_ipvs_incoming_packets_total(stats.incomingPackets);
    out.node_ipvs_outgoing_packets_total(stats.outgoingPackets);
    out.node_ipvs_incoming_bytes_total(stats.incomingBytes);
    out.node_ipvs_outgoing_bytes_total(stats.outgoingBytes);
    const backends = parseBackends(procfs.read('net/ip_vs'));
    for (const { labels, active, inactive, weight } of sumBackends(backends, config.backendLabels)) {
      out.node_ipvs_backend_connections_active(active, ...labels);
      out.node_ipvs_backend_connections_inactive(inactive, ...labels);
      out.node_ipvs_backend_weight(weight, ...labels);
    }
  },
});
