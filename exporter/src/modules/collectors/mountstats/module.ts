import { z } from 'zod';
import type { Out } from '../../../contract/metrics.ts';
import { defineCollector } from '../../../contract/module.ts';
import { type Mount, parseMountinfo, unescapePath } from '../../../protocols/procfs/mountinfo.ts';
import {
  BYTE_METRICS,
  EVENT_METRICS,
  metrics,
  OPERATION_METRICS,
  OPERATION_TIME_METRICS,
} from './metrics.ts';
import { type NfsMount, type Operation, parseMountstats, type Transport } from './parse.ts';

/** export, protocol, address of the server */
type MountLabels = readonly [string, string, string];

export default defineCollector({
  id: 'mountstats',
  summary: 'What the NFS client counts for each mount: bytes, events, operations, connections.',
  config: z.object({}),
  defaultEnabled: false,
  metrics,
  needs: ['procfs'],
  collect({ procfs }, _config, out) {
    const nfs = parseMountstats(procfs.read('self/mountstats'));
    if (nfs.length === 0) return;
    const mounts = parseMountinfo(procfs.read('self/mountinfo'));
    const shown = new Set<string>();
    const isNew = (...key: readonly string[]) => {
      const text = key.join('\n');
      return !shown.has(text) && Boolean(shown.add(text));
    };
    for (const mount of nfs) {
      const address = addressOf(mount, mounts);
      for (const { protocol } of mount.transports) {
        const labels = [mount.export, protocol, address] as const;
        if (isNew(...labels, mount.mountpoint))
          out.node_mountstats_nfs_mountpoint_info(1, ...labels, mount.mountpoint);
        if (isNew(...labels)) emitMount(mount, labels, out);
      }
    }
  },
});

/** The address of the server, which only mountinfo has; both files list the same mounts in the same order. */
function addressOf({ index, mountpoint }: NfsMount, mounts: readonly Mount[]): string {
  const mount = mounts[index];
  if (mount?.mountpoint !== unescapePath(mountpoint)) return ''; // a mount came or went in between
  const option = mount.superOptions.split(',').find((each) => each.startsWith('addr='));
  return option?.slice('addr='.length) ?? '';
}

/** Mounts of one export over one protocol share their statistics. */
function emitMount(mount: NfsMount, labels: MountLabels, out: Out<typeof metrics>): void {
  out.node_mountstats_nfs_age_seconds_total(mount.age, ...labels);
  for (let i = 0; i < BYTE_METRICS.length; i += 1)
    out[BYTE_METRICS[i] as (typeof BYTE_METRICS)[number]](mount.bytes[i] ?? 0, ...labels);
  for (let i = 0; i < EVENT_METRICS.length; i += 1) {
    const metric = EVENT_METRICS[i];
    if (metric) out[metric](mount.events[i] ?? 0, ...labels);
  }
  mount.transports.forEach((transport, i) => emitTransport(transport, labels, String(i), out));
  for (const operation of mount.operations) emitOperation(operation, labels, out);
}

function emitTransport(
  transport: Transport,
  labels: MountLabels,
  number: string,
  out: Out<typeof metrics>,
): void {
  const { bind, connect, idleSeconds, sends, receives, badTransactionIds, backlog } = transport;
  out.node_mountstats_nfs_transport_bind_total(bind, ...labels, number);
  out.node_mountstats_nfs_transport_connect_total(connect, ...labels, number);
  out.node_mountstats_nfs_transport_idle_time_seconds(idleSeconds, ...labels, number);
  out.node_mountstats_nfs_transport_sends_total(sends, ...labels, number);
  out.node_mountstats_nfs_transport_receives_total(receives, ...labels, number);
  out.node_mountstats_nfs_transport_bad_transaction_ids_total(badTransactionIds, ...labels, number);
  out.node_mountstats_nfs_transport_backlog_queue_total(backlog, ...labels, number);
  out.node_mountstats_nfs_transport_maximum_rpc_slots(transport.maximumSlots, ...labels, number);
  out.node_mountstats_nfs_transport_sending_queue_total(transport.sending, ...labels, number);
  out.node_mountstats_nfs_transport_pending_queue_total(transport.pending, ...labels, number);
}

function emitOperation(
  { name, counts, times }: Operation,
  labels: MountLabels,
  out: Out<typeof metrics>,
): void {
  for (let i = 0; i < OPERATION_METRICS.length; i += 1)
    out[OPERATION_METRICS[i] as (typeof OPERATION_METRICS)[number]](counts[i] ?? 0, ...labels, name);
  for (let i = 0; i < OPERATION_TIME_METRICS.length; i += 1) {
    const metric = OPERATION_TIME_METRICS[i] as (typeof OPERATION_TIME_METRICS)[number];
    out[metric]((times[i] ?? 0) / 1000, ...labels, name);
  }
}
