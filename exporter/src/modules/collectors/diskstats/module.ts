import { z } from 'zod';
import { regex } from '../../../contract/config.ts';
import { exclusive, passes } from '../../../contract/filter.ts';
import { counter, gauge, type Out } from '../../../contract/metrics.ts';
import { defineCollector } from '../../../contract/module.ts';
import { type DiskFacts, DiskFactsCache } from './facts.ts';
import { readDiskstats } from './parse.ts';

const DEFAULT_EXCLUDE = String.raw`^(z?ram|loop|fd|(h|s|v|xv)d[a-z]|nvme\d+n\d+p)\d+$`;
/** /proc/diskstats counts in sectors of 512 bytes whatever the device's are. */
const SECTOR = 512;
const MILLISECOND = 0.001;

const Config = z
  .object({
    deviceInclude: regex('').describe('Devices to look at; excludes `deviceExclude`.'),
    deviceExclude: regex(DEFAULT_EXCLUDE)
      .describe('Devices to leave out; the default leaves out partitions.')
      .meta({ flags: ['--collector.diskstats.ignored-devices'] }),
  })
  .superRefine(exclusive('device', DEFAULT_EXCLUDE));

const metrics = {
  node_disk_info: gauge('Info of /sys/block/<block_device>.', [
    'device',
    'major',
    'minor',
    'path',
    'wwn',
    'model',
    'serial',
    'revision',
    'rotational',
  ]),
  node_disk_reads_completed_total: counter('The total number of reads completed successfully.', ['device']),
  node_disk_reads_merged_total: counter('The total number of reads merged.', ['device']),
  node_disk_read_bytes_total: counter('The total number of bytes read successfully.', ['device']),
  node_disk_read_time_seconds_total: counter('The total number of seconds spent by all reads.', ['device']),
  node_disk_writes_completed_total: counter('The total number of writes completed successfully.', ['device']),
  node_disk_writes_merged_total: counter('The number of writes merged.', ['device']),
  node_disk_written_bytes_total: counter('The total number of bytes written successfully.', ['device']),
  node_disk_write_time_seconds_total: counter('This is the total number of seconds spent by all writes.', [
    'device',
  ]),
  node_disk_io_now: gauge('The number of I/Os currently in progress.', ['device']),
  node_disk_io_time_seconds_total: counter('Total seconds spent doing I/Os.', ['device']),
  node_disk_io_time_weighted_seconds_total: counter('The weighted # of seconds spent doing I/Os.', [
    'device',
  ]),
  node_disk_discards_completed_total: counter('The total number of discards completed successfully.', [
    'device',
  ]),
  node_disk_discards_merged_total: counter('The total number of discards merged.', ['device']),
  node_disk_discarded_sectors_total: counter('The total number of sectors discarded successfully.', [
    'device',
  ]),
  node_disk_discard_time_seconds_total: counter(
    'This is the total number of seconds spent by all discards.',
    ['device'],
  ),
  node_disk_flush_requests_total: counter('The total number of flush requests completed successfully', [
    'device',
  ]),
  node_disk_flush_requests_time_seconds_total: counter(
    'This is the total number of seconds spent by all flush requests.',
    ['device'],
  ),
  node_disk_filesystem_info: gauge('Info about disk filesystem.', [
    'device',
    'type',
    'usage',
    'uuid',
    'version',
  ]),
  node_disk_device_mapper_info: gauge('Info about disk device mapper.', [
    'device',
    'name',
    'uuid',
    'vg_name',
    'lv_name',
    'lv_layer',
  ]),
  node_disk_device_mapper_backing_device_info: gauge(
    'Info about the underlying block devices of a device mapper device.',
    ['device', 'backing_device'],
  ),
  node_disk_ata_write_cache: gauge('ATA disk has a write cache.', ['device']),
  node_disk_ata_write_cache_enabled: gauge('ATA disk has its write cache enabled.', ['device']),
  node_disk_ata_rotation_rate_rpm: gauge('ATA disk rotation rate in RPMs (0 for SSDs).', ['device']),
};

/** The counters of a line in their order, with the factor to base units; see the kernel's iostats.rst. */
const COUNTERS = [
  ['node_disk_reads_completed_total', 1],
  ['node_disk_reads_merged_total', 1],
  ['node_disk_read_bytes_total', SECTOR],
  ['node_disk_read_time_seconds_total', MILLISECOND],
  ['node_disk_writes_completed_total', 1],
  ['node_disk_writes_merged_total', 1],
  ['node_disk_written_bytes_total', SECTOR],
  ['node_disk_write_time_seconds_total', MILLISECOND],
  ['node_disk_io_now', 1],
  ['node_disk_io_time_seconds_total', MILLISECOND],
  ['node_disk_io_time_weighted_seconds_total', MILLISECOND],
  ['node_disk_discards_completed_total', 1],
  ['node_disk_discards_merged_total', 1],
  ['node_disk_discarded_sectors_total', 1],
  ['node_disk_discard_time_seconds_total', MILLISECOND],
  ['node_disk_flush_requests_total', 1],
  ['node_disk_flush_requests_time_seconds_total', MILLISECOND],
] as const;

export default defineCollector({
  id: 'diskstats',
  summary: 'Disk I/O statistics, and what udev knows of the disks.',
  config: Config,
  metrics,
  needs: ['procfs', 'sysfs', 'udev'],
  init: () => new DiskFactsCache(),
  collect({ procfs, sysfs, udev, state }, config, out) {
    const filter = { include: config.deviceInclude, exclude: config.deviceExclude };
    const seen = new Set<string>();
    const wanted = (device: string) => passes(device, filter) && !seen.has(device);
    const records = udev.exists('.') ? udev : null;
    const disks: { device: string; major: number; minor: number }[] = [];
    readDiskstats(procfs.read('diskstats'), wanted, (line) => {
      seen.add(line.device);
      disks.push({ device: line.device, major: line.major, minor: line.minor });
      for (let i = 0; i < line.count; i += 1) {
        const [metric, factor] = COUNTERS[i] as (typeof COUNTERS)[number];
        out[metric]((line.counters[i] ?? 0) * factor, line.device);
      }
    });
    state.begin();
    for (const { device, major, minor } of disks) {
      emitFacts(device, state.get(device, major, minor, records, sysfs), out);
    }
  },
});

function emitFacts(device: string, facts: DiskFacts, out: Out<typeof metrics>): void {
  const { major, minor, path, wwn, model, serial, revision, rotational, filesystem, mapper, ata } = facts;
  out.node_disk_info(1, device, major, minor, path, wwn, model, serial, revision, rotational);
  if (filesystem) {
    const { type, usage, uuid, version } = filesystem;
    out.node_disk_filesystem_info(1, device, type, usage, uuid, version);
  }
  if (mapper) {
    out.node_disk_device_mapper_info(
      1,
      device,
      mapper.name,
      mapper.uuid,
      mapper.vgName,
      mapper.lvName,
      mapper.lvLayer,
    );
    for (const backing of mapper.backing) out.node_disk_device_mapper_backing_device_info(1, device, backing);
  }
  if (!ata) return;
  if (!Number.isNaN(ata.writeCache)) out.node_disk_ata_write_cache(ata.writeCache, device);
  if (!Number.isNaN(ata.writeCacheEnabled))
    out.node_disk_ata_write_cache_enabled(ata.writeCacheEnabled, device);
  if (!Number.isNaN(ata.rotationRpm)) out.node_disk_ata_rotation_rate_rpm(ata.rotationRpm, device);
}
