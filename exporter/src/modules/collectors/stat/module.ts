import { z } from 'zod';
import { counter, gauge } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';

/** Order of the columns after the total, from the kernel's softirq_to_name. */
export const SOFTIRQ_VECTORS = [
  'hi',
  'timer',
  'net_tx',
  'net_rx',
  'block',
  'block_iopoll',
  'tasklet',
  'sched',
  'hrtimer',
  'rcu',
] as const;

const FIELDS = {
  intr: 'intr ',
  contextSwitches: 'ctxt ',
  bootTime: 'btime ',
  forks: 'processes ',
  running: 'procs_running ',
  blocked: 'procs_blocked ',
} as const;
type Field = keyof typeof FIELDS;
const FIELD_NAMES = Object.keys(FIELDS) as Field[];

/** The totals of /proc/stat; a field that the kernel does not have is missing. */
export interface Stat extends Partial<Record<Field, number>> {
  /** Calls for each of SOFTIRQ_VECTORS, as far as the kernel has them. */
  readonly softirqs: readonly number[];
}

/** @throws ModuleError `malformed_reply` when a value is no number or no field is there. */
export function parseStat(bytes: Uint8Array): Stat {
  const scanner = new LineScanner(bytes);
  const stat: Partial<Record<Field, number>> & { softirqs: number[] } = { softirqs: [] };
  let found = 0;
  while (scanner.nextLine()) {
    const field = FIELD_NAMES.find((name) => scanner.accept(FIELDS[name]));
    if (field !== undefined) {
      stat[field] = readNumber(scanner);
      found += 1;
    } else if (scanner.accept('softirq ')) {
      stat.softirqs = readSoftirqs(scanner);
    }
  }
  if (found === 0) throw new ModuleError('malformed_reply', 'stat: none of its totals');
  return stat;
}

function readSoftirqs(scanner: LineScanner): number[] {
  readNumber(scanner); // the total
  const calls: number[] = [];
  while (calls.length < SOFTIRQ_VECTORS.length && !scanner.atLineEnd()) calls.push(readNumber(scanner));
  return calls;
}

function readNumber(scanner: LineScanner): number {
  const value = scanner.number();
  if (Number.isNaN(value)) throw new ModuleError('malformed_reply', 'stat: not a number');
  return value;
}

export default defineCollector({
  id: 'stat',
  summary: 'Boot time, forks, interrupts, context switches and runnable processes.',
  config: z.object({
    softirq: z.boolean().default(false).describe('Also the softirq calls by vector: node_softirqs_total.'),
  }),
  metrics: {
    node_intr_total: counter('Total number of interrupts serviced.'),
    node_context_switches_total: counter('Total number of context switches.'),
    node_forks_total: counter('Total number of forks.'),
    node_boot_time_seconds: gauge('Node boot time, in unixtime.'),
    node_procs_running: gauge('Number of processes in runnable state.'),
    node_procs_blocked: gauge('Number of processes blocked waiting for I/O to complete.'),
    node_softirqs_total: counter('Number of softirq calls.', ['vector']),
  },
  needs: ['procfs'],
  collect({ procfs }, config, out) {
    const stat = parseStat(procfs.read('stat'));
    const emit = (write: (value: number) => void, value: number | undefined) =>
      value !== undefined && write(value);
    emit(out.node_intr_total, stat.intr);
    emit(out.node_context_switches_total, stat.contextSwitches);
    emit(out.node_forks_total, stat.forks);
    emit(out.node_boot_time_seconds, stat.bootTime);
    emit(out.node_procs_running, stat.running);
    emit(out.node_procs_blocked, stat.blocked);
    if (!config.softirq) return;
    stat.softirqs.forEach((calls, i) => out.node_softirqs_total(calls, SOFTIRQ_VECTORS[i] as string));
  },
});
