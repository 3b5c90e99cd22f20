import { ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';

/** softirq_to_name of the kernel. */
export const SOFTIRQ_TYPES = [
  'HI',
  'TIMER',
  'NET_TX',
  'NET_RX',
  'BLOCK',
  'IRQ_POLL',
  'TASKLET',
  'SCHED',
  'HRTIMER',
  'RCU',
] as const;
/** CONFIG_NR_CPUS is at most 8192. */
const MAX_CPUS = 8192;

/**
 * Calls `visit` for each count of /proc/softirqs: a line for each type, a column for each CPU. Other types are
 * passed over.
 * @throws ModuleError `malformed_reply`.
 */
export function readSoftirqs(
  bytes: Uint8Array,
  visit: (type: string, cpu: number, calls: number) => void,
): void {
  const scanner = new LineScanner(bytes);
  if (!scanner.nextLine()) throw malformed();
  const seen = new Set<string>();
  while (scanner.nextLine()) {
    scanner.atLineEnd(); // goes past the blanks in front
    const type = SOFTIRQ_TYPES.find((each) => scanner.accept(`${each}:`));
    if (type === undefined || seen.has(type)) continue;
    seen.add(type);
    for (let cpu = 0; cpu < MAX_CPUS && !scanner.atLineEnd(); cpu += 1) {
      const calls = scanner.number();
      if (Number.isNaN(calls)) throw malformed();
      visit(type, cpu, calls);
    }
  }
}

const malformed = () => new ModuleError('malformed_reply', 'softirqs: not counts for each CPU');
