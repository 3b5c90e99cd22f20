import { z } from 'zod';
import { counter, gauge, type Out, pattern } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { textOf } from '../../../protocols/kernel-value.ts';
import { parseHumanNumber } from './human-number.ts';
import {
  parseCounter,
  readBtreeWrites,
  readCompression,
  readErrors,
  readIoDone,
  readIoErrors,
} from './tables.ts';

const FOLDER = 'fs/bcachefs';
/** Some 170 series each, and 30 for each device. */
const MAX_FILESYSTEMS = 64;
const MAX_DEVICES = 512;
/** There are some 130. */
const MAX_COUNTERS = 512;
const DEVICE = 'dev-';
/** Names that, with `_total`, are families which are no counters of the file system. */
const OTHER_FAMILIES = ['errors', 'btree_writes', 'device_io_errors', 'device_io_done_bytes'];

const metrics = {
  node_bcachefs_info: gauge('Filesystem information.', ['uuid']),
  node_bcachefs_btree_cache_size_bytes: gauge('Btree cache memory usage in bytes.', ['uuid']),
  node_bcachefs_compression_compressed_bytes: gauge('Compressed size by algorithm.', ['uuid', 'algorithm']),
  node_bcachefs_compression_uncompressed_bytes: gauge('Uncompressed size by algorithm.', [
    'uuid',
    'algorithm',
  ]),
  node_bcachefs_errors_total: counter('Error count by error type.', ['uuid', 'error_type']),
  counters: pattern({
    prefix: 'node_bcachefs_',
    variable: 'counter',
    suffix: '_total',
    type: 'counter',
    help: (name) => `Bcachefs counter ${name} since filesystem creation.`,
    labels: ['uuid'],
  }),
  node_bcachefs_btree_writes_total: counter('Number of btree writes by type.', ['uuid', 'type']),
  node_bcachefs_btree_write_average_size_bytes: gauge('Average btree write size by type.', ['uuid', 'type']),
  node_bcachefs_device_info: gauge('Device information.', ['uuid', 'device', 'label', 'state']),
  node_bcachefs_device_bucket_size_bytes: gauge('Bucket size in bytes.', ['uuid', 'device']),
  node_bcachefs_device_buckets: gauge('Total number of buckets.', ['uuid', 'device']),
  node_bcachefs_device_durability: gauge('Device durability setting.', ['uuid', 'device']),
  node_bcachefs_device_io_done_bytes_total: counter('IO bytes by operation type and data type.', [
    'uuid',
    'device',
    'operation',
    'data_type',
  ]),
  node_bcachefs_device_io_errors_total: counter('IO errors by error type.', ['uuid', 'device', 'type']),
};

/** One file system: its folder, and the label by which it is shown. */
interface Filesystem {
  readonly sysfs: FileTree;
  readonly out: Out<typeof metrics>;
  readonly uuid: string;
  readonly folder: string;
}

export default defineCollector({
  id: 'bcachefs',
  summary: 'Bcachefs file systems: counters, compression, errors and devices.',
  config: z.object({}),
  metrics,
  needs: ['sysfs'],
  collect({ sysfs }, _config, out) {
    const uuids = sysfs.listIfPresent(FOLDER);
    if (uuids.length === 0)
      throw new ModuleError('unsupported', `${FOLDER}: no bcachefs file system is mounted`);
    if (uuids.length > MAX_FILESYSTEMS)
      throw new ModuleError('limit_exceeded', `${FOLDER}: more than ${MAX_FILESYSTEMS} file systems`);
    for (const uuid of uuids) writeFilesystem({ sysfs, out, uuid, folder: `${FOLDER}/${uuid}` });
  },
});

function writeFilesystem(filesystem: Filesystem): void {
  const { sysfs, out, uuid, folder } = filesystem;
  out.node_bcachefs_info(1, uuid);
  out.node_bcachefs_btree_cache_size_bytes(numberIn(sysfs, `${folder}/btree_cache_size`), uuid);
  const compression = sysfs.readIfPresent(`${folder}/compression_stats`);
  if (compression !== null)
    readCompression(compression, (algorithm, compressed, uncompressed) => {
      out.node_bcachefs_compression_compressed_bytes(compressed, uuid, algorithm);
      out.node_bcachefs_compression_uncompressed_bytes(uncompressed, uuid, algorithm);
    });
  const errors = sysfs.readIfPresent(`${folder}/errors`);
  if (errors !== null) readErrors(errors, (type, count) => out.node_bcachefs_errors_total(count, uuid, type));
  writeCounters(filesystem);
  const writes = sysfs.readIfPresent(`${folder}/btree_write_stats`);
  if (writes !== null)
    readBtreeWrites(writes, (type, count, size) => {
      out.node_bcachefs_btree_writes_total(count, uuid, type);
      out.node_bcachefs_btree_write_average_size_bytes(size, uuid, type);
    });
  const devices = sysfs.listIfPresent(folder).filter((name) => name.startsWith(DEVICE));
  if (devices.length > MAX_DEVICES)
    throw new ModuleError('limit_exceeded', `${folder}: more than ${MAX_DEVICES} devices`);
  for (const name of devices) writeDevice(filesystem, `${folder}/${name}`, name.slice(DEVICE.length));
}

function writeCounters({ sysfs, out, uuid, folder }: Filesystem): void {
  const seen = new Set(OTHER_FAMILIES);
  for (const file of sysfs.listIfPresent(`${folder}/counters`)) {
    const name = file.replace(/[^A-Za-z0-9_]/g, '_');
    const bytes = seen.has(name) ? null : sysfs.readIfPresent(`${folder}/counters/${file}`);
    if (bytes !== null) out.counters(name, parseCounter(bytes), uuid);
    seen.add(name);
  }
  if (seen.size > MAX_COUNTERS)
    throw new ModuleError('limit_exceeded', `${folder}: more than ${MAX_COUNTERS} counters`);
}

function writeDevice({ sysfs, out, uuid }: Filesystem, folder: string, device: string): void {
  const state = textIn(sysfs, `${folder}/state`); // with all states there are: `[rw] ro evacuating spare`
  out.node_bcachefs_device_info(1, uuid, device, textIn(sysfs, `${folder}/label`), state);
  out.node_bcachefs_device_bucket_size_bytes(numberIn(sysfs, `${folder}/bucket_size`), uuid, device);
  out.node_bcachefs_device_buckets(numberIn(sysfs, `${folder}/nbuckets`), uuid, device);
  out.node_bcachefs_device_durability(numberIn(sysfs, `${folder}/durability`), uuid, device);
  const done = sysfs.readIfPresent(`${folder}/io_done`);
  if (done !== null)
    readIoDone(done, (operation, dataType, bytes) =>
      out.node_bcachefs_device_io_done_bytes_total(bytes, uuid, device, operation, dataType),
    );
  const errors = sysfs.readIfPresent(`${folder}/io_errors`);
  if (errors !== null)
    readIoErrors(errors, (type, count) =>
      out.node_bcachefs_device_io_errors_total(count, uuid, device, type),
    );
}

function textIn(sysfs: FileTree, path: string): string {
  const bytes = sysfs.readIfPresent(path);
  return bytes === null ? '' : textOf(bytes);
}

/** 0 when it is missing or empty, as with node_exporter. */
function numberIn(sysfs: FileTree, path: string): number {
  const text = textIn(sysfs, path);
  return text === '' ? 0 : parseHumanNumber(text);
}
