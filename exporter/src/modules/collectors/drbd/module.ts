import { z } from 'zod';
import { counter, gauge, type Out } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import { malformed, readDrbd } from './proc-drbd.ts';

const BYTES_PER_KIB = 1024;

const metrics = {
  node_drbd_network_sent_bytes_total: counter('Total number of bytes sent via the network.', ['device']),
  node_drbd_network_received_bytes_total: counter('Total number of bytes received via the network.', [
    'device',
  ]),
  node_drbd_disk_written_bytes_total: counter('Net data written on local hard disk; in bytes.', ['device']),
  node_drbd_disk_read_bytes_total: counter('Net data read from local hard disk; in bytes.', ['device']),
  node_drbd_activitylog_writes_total: counter(
    'Number of updates of the activity log area of the meta data.',
    ['device'],
  ),
  node_drbd_bitmap_writes_total: counter('Number of updates of the bitmap area of the meta data.', [
    'device',
  ]),
  node_drbd_local_pending: gauge('Number of open requests to the local I/O sub-system.', ['device']),
  node_drbd_remote_pending: gauge(
    'Number of requests sent to the peer, but that have not yet been answered by the latter.',
    ['device'],
  ),
  node_drbd_remote_unacknowledged: gauge(
    'Number of requests received by the peer via the network connection, but that have not yet been answered.',
    ['device'],
  ),
  node_drbd_application_pending: gauge(
    'Number of block I/O requests forwarded to DRBD, but not yet answered by DRBD.',
    ['device'],
  ),
  node_drbd_epochs: gauge('Number of Epochs currently on the fly.', ['device']),
  node_drbd_out_of_sync_bytes: gauge('Amount of data known to be out of sync; in bytes.', ['device']),
  node_drbd_node_role_is_primary: gauge('Whether the role of the node is in the primary state.', [
    'device',
    'node',
  ]),
  node_drbd_disk_state_is_up_to_date: gauge('Whether the disk of the node is up to date.', [
    'device',
    'node',
  ]),
  node_drbd_connected: gauge('Whether DRBD is connected to the peer.', ['device']),
};

/** Keys of /proc/drbd with a number: family and unit. */
const NUMBERS = {
  ns: ['node_drbd_network_sent_bytes_total', BYTES_PER_KIB],
  // In KiB too, but node_exporter takes it for bytes, and so does what was made for it.
  nr: ['node_drbd_network_received_bytes_total', 1],
  dw: ['node_drbd_disk_written_bytes_total', BYTES_PER_KIB],
  dr: ['node_drbd_disk_read_bytes_total', BYTES_PER_KIB],
  al: ['node_drbd_activitylog_writes_total', 1],
  bm: ['node_drbd_bitmap_writes_total', 1],
  lo: ['node_drbd_local_pending', 1],
  pe: ['node_drbd_remote_pending', 1],
  ua: ['node_drbd_remote_unacknowledged', 1],
  ap: ['node_drbd_application_pending', 1],
  ep: ['node_drbd_epochs', 1],
  oos: ['node_drbd_out_of_sync_bytes', BYTES_PER_KIB],
} as const;
/** Keys with `local/remote`: family, and the word that counts as yes. */
const PAIRS = {
  ro: ['node_drbd_node_role_is_primary', 'Primary'],
  ds: ['node_drbd_disk_state_is_up_to_date', 'UpToDate'],
} as const;
const CONNECTION = 'cs';
const WANTED = new Set([...Object.keys(NUMBERS), ...Object.keys(PAIRS), CONNECTION]);

export default defineCollector({
  id: 'drbd',
  summary: 'DRBD 8: traffic, pending requests, roles and disk states of each replicated block device.',
  config: z.object({}),
  defaultEnabled: false,
  metrics,
  needs: ['procfs'],
  collect({ procfs }, _config, out) {
    const bytes = procfs.readIfPresent('drbd');
    if (bytes === null) throw new ModuleError('unsupported', 'drbd: the kernel has no DRBD');
    readDrbd(bytes, WANTED, (device, key, value) => {
      if (key === CONNECTION) out.node_drbd_connected(value === 'Connected' ? 1 : 0, device);
      else if (key in PAIRS) writePair(out, key as keyof typeof PAIRS, device, value);
      else writeNumber(out, key as keyof typeof NUMBERS, device, value);
    });
  },
});

function writeNumber(
  out: Out<typeof metrics>,
  key: keyof typeof NUMBERS,
  device: string,
  value: string,
): void {
  if (!/^\d{1,20}$/.test(value)) throw malformed(`${device}: ${key} is not a number`);
  const [family, unit] = NUMBERS[key];
  out[family](Number(value) * unit, device);
}

function writePair(out: Out<typeof metrics>, key: keyof typeof PAIRS, device: string, value: string): void {
  const [local, remote] = value.split('/');
  if (remote === undefined) throw malformed(`${device}: ${key} is not local/remote`);
  const [family, yes] = PAIRS[key];
  out[family](local === yes ? 1 : 0, device, 'local');
  out[family](remote === yes ? 1 : 0, device, 'remote');
}
