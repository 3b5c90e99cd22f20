import { counter, gauge, type Out } from '../../../contract/metrics.ts';
import { CLOCK_TICKS_PER_SECOND } from '../../../protocols/procfs/pid-stat.ts';
import { type Group, STATES, type ThreadGroup } from './groups.ts';

/** Go's zero time, which process-exporter shows for a group without processes. */
const NO_START_TIME = -62_135_596_800;

export const metrics = {
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
  fathom_process_group_connections: gauge(
    'TCP and connected UDP sockets that the processes of this group hold open.',
    ['groupname'],
  ),
  namedprocess_scrape_errors: counter('general scrape errors: no proc metrics collected during a cycle'),
  namedprocess_scrape_procread_errors: counter("incremented each time a proc's metrics collection fails"),
  namedprocess_scrape_partial_errors: counter(
    "incremented each time a tracked proc's metrics collection fails partially, e.g. unreadable I/O stats",
  ),
};
type Writers = Out<typeof metrics>;

export interface Shown {
  /** Seconds since the epoch. */
  readonly bootTime: number;
  readonly smaps: boolean;
  readonly connections: boolean;
}

export function writeGroup(out: Writers, name: string, group: Group, shown: Shown): void {
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
  if (shown.smaps) {
    out.namedprocess_namegroup_memory_bytes(gauges.proportionalBytes, name, 'proportionalResident');
    out.namedprocess_namegroup_memory_bytes(gauges.proportionalSwappedBytes, name, 'proportionalSwapped');
  }
  out.namedprocess_namegroup_open_filedesc(gauges.openFiles, name);
  out.namedprocess_namegroup_worst_fd_ratio(gauges.worstFilesRatio, name);
  out.namedprocess_namegroup_oldest_start_time_seconds(
    startTime(gauges.oldestStartTicks, shown.bootTime),
    name,
  );
  out.namedprocess_namegroup_num_threads(gauges.threads, name);
  for (const state of STATES) out.namedprocess_namegroup_states(gauges.states[state], name, state);
  for (const [wchan, threads] of gauges.wchans)
    out.namedprocess_namegroup_threads_wchan(threads, name, wchan);
  if (shown.connections) out.fathom_process_group_connections(gauges.connections, name);
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
