import { z } from 'zod';
import { gauge } from '../../../contract/metrics.ts';
import { defineCollector } from '../../../contract/module.ts';

/** The collector `ports` and a second Prometheus, which ask at about the same time, share the pass. */
const MAX_AGE_MS = 1000;

export default defineCollector({
  id: 'tcpstat',
  summary: 'TCP sockets by state, and the bytes that wait in them.',
  defaultEnabled: false,
  config: z.object({}),
  metrics: {
    node_tcp_connection_states: gauge('Number of connection states.', ['state']),
  },
  needs: ['sockets'],
  async collect({ sockets }, _config, out) {
    const { byState, queued } = await sockets.tcp(MAX_AGE_MS);
    for (const [state, count] of byState) out.node_tcp_connection_states(count, state);
    // Without any socket the peer has no sum either.
    if (byState.size === 0) return;
    out.node_tcp_connection_states(queued.receive, 'rx_queued_bytes');
    out.node_tcp_connection_states(queued.send, 'tx_queued_bytes');
  },
});
