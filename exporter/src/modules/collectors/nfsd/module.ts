import { z } from 'zod';
import { counter, gauge, type Out } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import {
  callsOfLine,
  NFS2_PROCEDURES,
  NFS3_PROCEDURES,
  numbersOfLine,
  parseRpcStatistics,
  type RpcStatistics,
} from '../../../protocols/procfs/rpc-statistics.ts';
import { LEAST_NFS4_OPERATIONS, NFS4_OPERATIONS } from './operations.ts';

const metrics = {
  node_nfsd_reply_cache_hits_total: counter(
    'Total number of NFSd Reply Cache hits (client lost server response).',
  ),
  node_nfsd_reply_cache_misses_total: counter(
    'Total number of NFSd Reply Cache an operation that requires caching (idempotent).',
  ),
  node_nfsd_reply_cache_nocache_total: counter(
    'Total number of NFSd Reply Cache non-idempotent operations (rename/delete/…).',
  ),
  node_nfsd_file_handles_stale_total: counter('Total number of NFSd stale file handles'),
  node_nfsd_disk_bytes_read_total: counter('Total NFSd bytes read.'),
  node_nfsd_disk_bytes_written_total: counter('Total NFSd bytes written.'),
  node_nfsd_server_threads: gauge('Total number of NFSd kernel threads that are running.'),
  node_nfsd_read_ahead_cache_size_blocks: gauge('How large the read ahead cache is in blocks.'),
  node_nfsd_read_ahead_cache_not_found_total: counter('Total number of NFSd read ahead cache not found.'),
  node_nfsd_packets_total: counter('Total NFSd network packets (sent+received) by protocol type.', ['proto']),
  node_nfsd_connections_total: counter('Total number of NFSd TCP connections.'),
  node_nfsd_rpc_errors_total: counter('Total number of NFSd RPC errors by error type.', ['error']),
  node_nfsd_server_rpcs_total: counter('Total number of NFSd RPCs.'),
  node_nfsd_requests_total: counter('Total number NFSd Requests by method and protocol.', [
    'proto',
    'method',
  ]),
};

const LINES: ReadonlySet<string> = new Set(
  'rc fh io th ra net rpc proc2 proc3 proc4ops wdeleg_getattr'.split(' '),
);

export default defineCollector({
  id: 'nfsd',
  summary: 'Requests to the NFS server of the kernel.',
  config: z.object({}),
  metrics,
  needs: ['procfs'],
  collect({ procfs }, _config, out) {
    const bytes = procfs.readIfPresent('net/rpc/nfsd');
    if (bytes === null) throw new ModuleError('unsupported', 'the kernel runs no NFS server');
    const lines = parseRpcStatistics(bytes, LINES);
    emitCaches(lines, out);
    emitTraffic(lines, out);
    emitRequests(out, '2', NFS2_PROCEDURES, callsOfLine(lines, 'proc2', NFS2_PROCEDURES.length));
    emitRequests(out, '3', NFS3_PROCEDURES, callsOfLine(lines, 'proc3', NFS3_PROCEDURES.length));
    emitRequests(out, '4', NFS4_OPERATIONS, callsOfLine(lines, 'proc4ops', LEAST_NFS4_OPERATIONS));
    const [delegatedGetAttr = 0] = numbersOfLine(lines, 'wdeleg_getattr', 1);
    out.node_nfsd_requests_total(delegatedGetAttr, '4', 'WdelegGetattr');
  },
});

function emitCaches(lines: RpcStatistics, out: Out<typeof metrics>): void {
  const [hits = 0, misses = 0, nocache = 0] = numbersOfLine(lines, 'rc', 3);
  out.node_nfsd_reply_cache_hits_total(hits);
  out.node_nfsd_reply_cache_misses_total(misses);
  out.node_nfsd_reply_cache_nocache_total(nocache);
  const [stale = 0] = numbersOfLine(lines, 'fh', 5);
  out.node_nfsd_file_handles_stale_total(stale);
  const readAhead = numbersOfLine(lines, 'ra', 12);
  out.node_nfsd_read_ahead_cache_size_blocks(readAhead[0] ?? 0);
  out.node_nfsd_read_ahead_cache_not_found_total(readAhead[11] ?? 0);
}

function emitTraffic(lines: RpcStatistics, out: Out<typeof metrics>): void {
  const [read = 0, written = 0] = numbersOfLine(lines, 'io', 2);
  out.node_nfsd_disk_bytes_read_total(read);
  out.node_nfsd_disk_bytes_written_total(written);
  const [threads = 0] = numbersOfLine(lines, 'th', 2);
  out.node_nfsd_server_threads(threads);
  const [, udp = 0, tcp = 0, connections = 0] = numbersOfLine(lines, 'net', 4);
  out.node_nfsd_packets_total(udp, 'udp');
  out.node_nfsd_packets_total(tcp, 'tcp');
  out.node_nfsd_connections_total(connections);
  const [rpcs = 0, , badFormat = 0, badAuth = 0, badClient = 0] = numbersOfLine(lines, 'rpc', 5);
  out.node_nfsd_rpc_errors_total(badFormat, 'fmt');
  out.node_nfsd_rpc_errors_total(badAuth, 'auth');
  out.node_nfsd_rpc_errors_total(badClient, 'cInt');
  out.node_nfsd_server_rpcs_total(rpcs);
}

/** Null, and what has no name, does not count as a request. */
function emitRequests(
  out: Out<typeof metrics>,
  proto: string,
  methods: readonly (string | null)[],
  calls: readonly number[],
): void {
  for (let i = 0; i < methods.length; i += 1) {
    const method = methods[i];
    if (method && method !== 'Null') out.node_nfsd_requests_total(calls[i] ?? 0, proto, method);
  }
}
