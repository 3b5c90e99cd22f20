import { z } from 'zod';
import { regex } from '../../../contract/config.ts';
import { KnownDevices } from '../../../contract/known-devices.ts';
import { counter, gauge } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { integerOf } from '../../../protocols/kernel-value.ts';

const FOLDER = 'class/scsi_tape';
/** Only a driver that is loaded anew changes whether there are statistics. */
const LEARN_ANEW_AFTER_RUNS = 100;
/** `st0` is the drive; `nst0`, `st0a` and the like are other ways to open it. */
const DRIVE = /^st\d+$/;
const NANOSECOND = 0.000000001;

const metrics = {
  node_tape_io_now: gauge('The number of I/Os currently outstanding to this device.', ['device']),
  node_tape_io_time_seconds_total: counter(
    'The amount of time spent waiting for all I/O to complete (including read and write). This includes tape movement commands such as seeking between file or set marks and implicit tape movement such as when rewind on close tape devices are used.',
    ['device'],
  ),
  node_tape_io_others_total: counter(
    'The number of I/Os issued to the tape drive other than read or write commands. The time taken to complete these commands uses the following calculation io_time_seconds_total-read_time_seconds_total-write_time_seconds_total',
    ['device'],
  ),
  node_tape_read_bytes_total: counter('The number of bytes read from the tape drive.', ['device']),
  node_tape_reads_completed_total: counter('The number of read requests issued to the tape drive.', [
    'device',
  ]),
  node_tape_read_time_seconds_total: counter(
    'The amount of time spent waiting for read requests to complete.',
    ['device'],
  ),
  node_tape_written_bytes_total: counter('The number of bytes written to the tape drive.', ['device']),
  node_tape_writes_completed_total: counter('The number of write requests issued to the tape drive.', [
    'device',
  ]),
  node_tape_write_time_seconds_total: counter(
    'The amount of time spent waiting for write requests to complete.',
    ['device'],
  ),
  node_tape_residual_total: counter(
    'The number of times during a read or write we found the residual amount to be non-zero. This should mean that a program is issuing a read larger thean the block size on tape. For write not all data made it to tape.',
    ['device'],
  ),
};

/** The files of a drive, with the factor to base units; see the kernel's scsi/st.rst. */
const FILES = [
  ['in_flight', 'node_tape_io_now', 1],
  ['io_ns', 'node_tape_io_time_seconds_total', NANOSECOND],
  ['other_cnt', 'node_tape_io_others_total', 1],
  ['read_byte_cnt', 'node_tape_read_bytes_total', 1],
  ['read_cnt', 'node_tape_reads_completed_total', 1],
  ['read_ns', 'node_tape_read_time_seconds_total', NANOSECOND],
  ['resid_cnt', 'node_tape_residual_total', 1],
  ['write_byte_cnt', 'node_tape_written_bytes_total', 1],
  ['write_cnt', 'node_tape_writes_completed_total', 1],
  ['write_ns', 'node_tape_write_time_seconds_total', NANOSECOND],
] as const;

/** Its files in the order of FILES; none where the kernel (before 4.2) keeps no statistics. */
type Drive = readonly string[];

export default defineCollector({
  id: 'tapestats',
  summary: 'What SCSI tape drives read and write.',
  config: z.object({ ignoredDevices: regex('^$').describe('Tape drives to leave out.') }),
  metrics,
  needs: ['sysfs'],
  init: () => new KnownDevices<Drive>(LEARN_ANEW_AFTER_RUNS),
  collect({ sysfs, state }, { ignoredDevices }, out) {
    if (!sysfs.exists(FOLDER)) throw new ModuleError('unsupported', 'no SCSI tape drives');
    const names = sysfs
      .list(FOLDER)
      .filter((name) => DRIVE.test(name) && ignoredDevices?.test(name) !== true);
    for (const [device, drive] of state.of(names, (name) => learnDrive(sysfs, name))) {
      for (let i = 0; i < drive.length; i += 1) {
        const [, metric, factor] = FILES[i] as (typeof FILES)[number];
        out[metric](count(sysfs, drive[i] as string) * factor, device);
      }
    }
  },
});

function learnDrive(sysfs: FileTree, name: string): Drive {
  const folder = `${FOLDER}/${name}/stats`;
  return sysfs.exists(folder) ? FILES.map(([file]) => `${folder}/${file}`) : [];
}

/** As with node_exporter, 0 when there is no such file. */
function count(sysfs: FileTree, path: string): number {
  const bytes = sysfs.readIfPresent(path);
  const value = bytes === null ? 0 : integerOf(bytes);
  if (value >= 0) return value;
  throw new ModuleError('malformed_reply', `${path}: not one unsigned number`);
}
