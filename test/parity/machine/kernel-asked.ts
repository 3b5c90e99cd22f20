/** What is asked of the kernel itself and not of files: the clock, TCP sockets, queuing disciplines. */
import type { MachinePart } from '../machine-part.ts';
import { within } from '../compare.ts';

const QDISCS = [
  { IfaceName: 'eth7', Bytes: 18_446_744_073_709, Packets: 4_294_967_295, Requeues: 3, Kind: 'fq_codel' },
  { IfaceName: 'eth7', Parent: 5, Bytes: 1, Packets: 1, Kind: 'pfifo' },
  { IfaceName: 'tun-a', Bytes: 9, Packets: 1, Drops: 2, Overlimits: 5, Qlen: 4, Backlog: 6000, Kind: 'tbf' },
  { IfaceName: 'veth0', Kind: 'noqueue' },
];

/** The real machine is asked, a made-up one has the file of node_exporter's own tests. */
const fixtures = (root: string, folder: string) => (root === '/' ? '' : folder);

export default {
  files: { 'qdisc/results.json': JSON.stringify(QDISCS) },
  // 1.5.0 takes its --collector.qdisk.device-exclude for an include: nothing is left out.
  peerArgs: (root) => [`--collector.qdisc.fixtures=${fixtures(root, `${root}/qdisc`)}`],
  config: (root) => ({ qdisc: { fixtures: fixtures(root, '/qdisc') } }),
  tolerance(family) {
    // Queued bytes are among the states: a request of the comparison itself may be waiting to be read.
    if (family === 'node_tcp_connection_states') return within(512, 0.1);
    if (/^node_timex_(offset|maxerror|estimated_error)_seconds$/.test(family)) return within(0.01);
    if (/^node_timex_(frequency_adjustment_ratio|tick_seconds)$/.test(family)) return within(1e-4);
    return family === 'node_qdisc_backlog' ? within(1e6) : null;
  },
} satisfies MachinePart;
