import { z } from 'zod';
import { counter, type Out } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import {
  callsOfLine,
  NFS2_PROCEDURES,
  NFS3_PROCEDURES,
  numbersOfLine,
  parseRpcStatistics,
} from '../../../protocols/procfs/rpc-statistics.ts';
import { NFS4_PROCEDURES } from './procedures.ts';

const metrics = {
  node_nfs_packets_total: counter('Total NFSd network packets (sent+received) by protocol type.', [
    'protocol',
  ]),
  node_nfs_connections_total: counter('Total number of NFSd TCP connections.'),
  node_nfs_rpcs_total: counter('Total number of RPCs performed.'),
  node_nfs_rpc_retransmissions_total: counter('Number of RPC transmissions performed.'),
  node_nfs_rpc_authentication_refreshes_total: counter('Number of RPC authentication refreshes performed.'),
  node_nfs_requests_total: counter('Number of NFS procedures invoked.', ['proto', 'method']),
};

const LINES: ReadonlySet<string> = new Set(['net', 'rpc', 'proc2', 'proc3', 'proc4']);

export default defineCollector({
  id: 'nfs',
  summary: 'Requests of the NFS client of the kernel.',
  config: z.object({}),
  metrics,
  needs: ['procfs'],
  collect({ procfs }, _config, out) {
    const bytes = procfs.readIfPresent('net/rpc/nfs');
    if (bytes === null) throw new ModuleError('unsupported', 'the kernel runs no NFS client');
    const lines = parseRpcStatistics(bytes, LINES);
    const [, udp = 0, tcp = 0, connections = 0] = numbersOfLine(lines, 'net', 4);
    const [rpcs = 0, retransmissions = 0, refreshes = 0] = numbersOfLine(lines, 'rpc', 3);
    const calls2 = callsOfLine(lines, 'proc2', NFS2_PROCEDURES.length);
    const calls3 = callsOfLine(lines, 'proc3', NFS3_PROCEDURES.length);
    const calls4 = callsOfLine(lines, 'proc4');
    out.node_nfs_packets_total(udp, 'udp');
    out.node_nfs_packets_total(tcp, 'tcp');
    out.node_nfs_connections_total(connections);
    out.node_nfs_rpcs_total(rpcs);
    out.node_nfs_rpc_retransmissions_total(retransmissions);
    out.node_nfs_rpc_authentication_refreshes_total(refreshes);
    emitRequests(out, '2', NFS2_PROCEDURES, calls2);
    emitRequests(out, '3', NFS3_PROCEDURES, calls3);
    emitRequests(out, '4', NFS4_PROCEDURES, calls4);
  },
});

/** Older kernels have fewer procedures: what is not counted was not called. */
function emitRequests(
  out: Out<typeof metrics>,
  proto: string,
  methods: readonly string[],
  calls: readonly number[],
): void {
  for (let i = 0; i < methods.length; i += 1)
    out.node_nfs_requests_total(calls[i] ?? 0, proto, methods[i] as string);
}
