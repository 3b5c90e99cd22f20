import { z } from 'zod';
import { counter, gauge, type Out } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import { openFileCounter } from '../../../contract/open-files.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { parseBootTime, parsePageSize, parseUptime } from '../../../protocols/procfs/boot.ts';
import { CLOCK_TICKS_PER_SECOND } from '../../../protocols/procfs/pid-stat.ts';
import { type Group, noGroups, STATES, type ThreadGroup } from './groups.ts';
import { Item } from './matcher.ts';
import { paced } from './reading.ts';
import { newTracker, type Tracker, update } from './tracker.ts';

const DEFAULT_PAGE_BYTES = 4096;
/** Go's zero time, which process-exporter shows for a group without processes. */
const NO_START_TIME = -62_135_596_800;

const items = (description: string) => z.array(Item).optional().describe(description);

const config = z.object({
  processNames: items(
    'What to group and how, as process-exporter has it: the first item that matches names the group. ' +
      'Default: every process with a command line, by the name of its executable.',
  ),
  process_names: items('The same as `processNames`, for configuration pasted from process-exporter.'),
  children: z
    .boolean()
    .default(true)
    .describe('Processes that no item matches join the group of their nearest ancestor that has one.'),
  threads: z
    .boolean()
    .default(false)
    .describe(
      'Metrics by thread name, context switches and states of all threads. Off: threads are not read at all, ' +
        'and context switches are those of the main threads. process-exporter has it on.',
    ),
  gatherSmaps: z
    .boolean()
    .default(false)
    .describe(
      'Proportional memory from smaps_rollup, which is dear for processes with much memory. process-exporter has it on.',
    ),
  recheck: z
    .boolean()
    .default(false)
    .describe(
      'Look in each pass at the processes that did not match before: they may have become another program.',
    ),
  removeEmptyGroups: z
    .boolean()
    .default(false)
    .describe('Forget groups, with their counters, that have no process.'),
  maxGroups: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(1000)
    .describe(
      'Groups to keep; further processes are counted in the group `(overflow)`. Each group is 20 to 30 series.',
    ),
});

const DEFAULT_ITEM = Item.parse({ cmdline: ['.+'] });

const metrics = {
  namedprocess_namegroup_num_procs: gauge('number of processes in this group', ['groupname']),
  namedprocess_namegroup_cpu_seconds_total: counter('Cpu user usage in seconds', ['groupname', 'mode']),
  namedprocess_namegroup_read_bytes_total: counter('number of bytes read by this group', ['groupname']),
  namedprocess_namegroup_write_bytes_total: counter('number of bytes written by this group', ['groupname']),
  namedprocess_namegroup_major_page_faults_total: counter('Major page faults', ['groupname']),
  namedprocess_namegroup_minor_page_faults_total: counter('Minor page faults', ['groupname']),
  namedprocess_namegroup_context_switches_total: counter('Context switches', ['groupname', 'ctxswitchtype']),
  namedprocess_namegroup_memory_bytes: gauge('number of bytes of memory in use', ['groupname', 'memtype']),
  namedprocess_namegroup_open_filedesc: gauge('number of open file descriptors for this group', [
    'groupname',
  ]),
  namedprocess_namegroup_worst_fd_ratio: gauge(
    'the worst (closest to 1) ratio between open fds and max fds among all procs in this group',
    ['groupname'],
  ),
  namedprocess_namegroup_oldest_start_time_seconds: gauge(
    'start time in seconds since 1970/01/01 of oldest process in group',
    ['groupname'],
  ),
  namedprocess_namegroup_num_threads: gauge('Number of threads', ['groupname']),
  namedprocess_namegroup_states: gauge(
    'Number of processes in states Running, Sleeping, Waiting, Zombie, or Other',
    ['groupname', 'state'],
  ),
  namedprocess_namegroup_threads_wchan: gauge('Number of threads in this group waiting on each wchan', [
    'groupname',
    'wchan',
  ]),
  namedprocess_namegroup_thread_count: gauge('Number of threads in this group with same threadname', [
    'groupname',
    'threadname',
  ]),
  namedprocess_namegroup_thread_cpu_seconds_total: counter('Cpu user/system usage in seconds', [
    'groupname',
    'threadname',
    'mode',
  ]),
  namedprocess_namegroup_thread_io_bytes_total: counter('number of bytes read/written by these threads', [
    'groupname',
    'threadname',
    'iomode',
  ]),
  namedprocess_namegroup_thread_major_page_faults_total: counter('Major page faults for these threads', [
    'groupname',
    'threadname',
  ]),
  namedprocess_namegroup_thread_minor_page_faults_total: counter('Minor page faults for these threads', [
    'groupname',
    'threadname',
  ]),
  namedprocess_namegroup_thread_context_switches_total: counter('Context switches for these threads', [
    'groupname',
    'threadname',
    'ctxswitchtype',
  ]),
  namedprocess_scrape_errors: counter('general scrape errors: no proc metrics collected during a cycle'),
  namedprocess_scrape_procread_errors: counter("incremented each time a proc's metrics collection fails"),
  namedprocess_scrape_partial_errors: counter(
    "incremented each time a tracked proc's metrics collection fails partially, e.g. unreadable I/O stats",
  ),
};
type Writers = Out<typeof metrics>;

export default defineCollector({
  id: 'process-groups',
  summary: 'Resources used by groups of processes, with the metrics and semantics of process-exporter.',
  config,
  metrics,
  needs: ['procfs', 'processes'],
  init({ processNames = [], process_names = [], maxGroups, children, recheck, removeEmptyGroups }) {
    const given = [...processNames, ...process_names];
    const options = {
      items: given.length > 0 ? given : [DEFAULT_ITEM],
      children,
      recheck,
      removeEmptyGroups,
    };
    return newTracker(options, noGroups(maxGroups));
  },
  async collect({ state: tracker, procfs, processes, signal, partial }, { threads, gatherSmaps }, out) {
    const bootTime = optional(() => parseBootTime(procfs.read('stat'))) ?? 0;
    try {
      const leftOut = await update(tracker, {
        reader: {
          procfs,
          countFiles: openFileCounter(procfs),
          threads,
          smaps: gatherSmaps,
          pace: paced(signal),
        },
        pageBytes: optional(() => parsePageSize(procfs.readOnce('self/auxv'))) ?? DEFAULT_PAGE_BYTES,
        bootTime,
        uptimeTicks: uptimeTicks(procfs),
        usernames: async () =>
          new Map((await processes.snapshot(0)).processes.map((p) => [p.pid, p.username])),
      });
      for (const [name, group] of tracker.groups.byName) writeGroup(out, name, group, bootTime, gatherSmaps);
      reportOverflow(tracker, leftOut, partial);
    } catch (error) {
      tracker.errors.scrape += 1;
      throw error;
    } finally {
      out.namedprocess_scrape_errors(tracker.errors.scrape);
      out.namedprocess_scrape_procread_errors(tracker.errors.read);
      out.namedprocess_scrape_partial_errors(tracker.errors.partial);
    }
  },
});

function uptimeTicks(procfs: FileTree): number {
  const seconds = optional(() => parseUptime(procfs.read('uptime')));
  return typeof seconds === 'number' ? Math.floor(seconds * CLOCK_TICKS_PER_SECOND) : Infinity;
}

function optional<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ModuleError) return undefined;
    throw error;
  }
}

function reportOverflow({ groups }: Tracker, leftOut: number, partial: (reason: ModuleError) => void): void {
  if (groups.overflow > 0) {
    const message = `${groups.overflow} processes or threads are counted in (overflow): too many names`;
    partial(new ModuleError('limit_exceeded', message));
  }
  if (leftOut > 0) partial(new ModuleError('limit_exceeded', `${leftOut} processes left out: too many`));
}

function writeGroup(out: Writers, name: string, group: Group, bootTime: number, smaps: boolean): void {
  const { gauges, counts } = group;
  out.namedprocess_namegroup_num_procs(gauges.processes, name);
  out.namedprocess_namegroup_cpu_seconds_total(counts.userTicks / CLOCK_TICKS_PER_SECOND, name, 'user');
  out.namedprocess_namegroup_cpu_seconds_total(counts.systemTicks / CLOCK_TICKS_PER_SECOND, name, 'system');
  out.namedprocess_namegroup_read_bytes_total(counts.readBytes, name);
  out.namedprocess_namegroup_write_bytes_total(counts.writeBytes, name);
  out.namedprocess_namegroup_major_page_faults_total(counts.majorFaults, name);
  out.namedprocess_namegroup_minor_page_faults_total(counts.minorFaults, name);
  out.namedprocess_namegroup_context_switches_total(counts.voluntarySwitches, name, 'voluntary');
  out.namedprocess_namegroup_context_switches_total(counts.nonvoluntarySwitches, name, 'nonvoluntary');
  out.namedprocess_namegroup_memory_bytes(gauges.residentBytes, name, 'resident');
  out.namedprocess_namegroup_memory_bytes(gauges.virtualBytes, name, 'virtual');
  out.namedprocess_namegroup_memory_bytes(gauges.swappedBytes, name, 'swapped');
  if (smaps) {
    out.namedprocess_namegroup_memory_bytes(gauges.proportionalBytes, name, 'proportionalResident');
    out.namedprocess_namegroup_memory_bytes(gauges.proportionalSwappedBytes, name, 'proportionalSwapped');
  }
  out.namedprocess_namegroup_open_filedesc(gauges.openFiles, name);
  out.namedprocess_namegroup_worst_fd_ratio(gauges.worstFilesRatio, name);
  out.namedprocess_namegroup_oldest_start_time_seconds(startTime(gauges.oldestStartTicks, bootTime), name);
  out.namedprocess_namegroup_num_threads(gauges.threads, name);
  for (const state of STATES) out.namedprocess_namegroup_states(gauges.states[state], name, state);
  for (const [wchan, threads] of gauges.wchans)
    out.namedprocess_namegroup_threads_wchan(threads, name, wchan);
  for (const [thread, threadGroup] of group.threadGroups) writeThreads(out, name, thread, threadGroup);
}

function writeThreads(out: Writers, name: string, thread: string, { threads, counts }: ThreadGroup): void {
  out.namedprocess_namegroup_thread_count(threads, name, thread);
  out.namedprocess_namegroup_thread_cpu_seconds_total(
    counts.userTicks / CLOCK_TICKS_PER_SECOND,
    name,
    thread,
    'user',
  );
  out.namedprocess_namegroup_thread_cpu_seconds_total(
    counts.systemTicks / CLOCK_TICKS_PER_SECOND,
    name,
    thread,
    'system',
  );
  out.namedprocess_namegroup_thread_io_bytes_total(counts.readBytes, name, thread, 'read');
  out.namedprocess_namegroup_thread_io_bytes_total(counts.writeBytes, name, thread, 'write');
  out.namedprocess_namegroup_thread_major_page_faults_total(counts.majorFaults, name, thread);
  out.namedprocess_namegroup_thread_minor_page_faults_total(counts.minorFaults, name, thread);
  out.namedprocess_namegroup_thread_context_switches_total(
    counts.voluntarySwitches,
    name,
    thread,
    'voluntary',
  );
  out.namedprocess_namegroup_thread_context_switches_total(
    counts.nonvoluntarySwitches,
    name,
    thread,
    'nonvoluntary',
  );
}

function startTime(ticks: number, bootTime: number): number {
  return Number.isFinite(ticks) ? Math.floor(bootTime + ticks / CLOCK_TICKS_PER_SECOND) : NO_START_TIME;
}
