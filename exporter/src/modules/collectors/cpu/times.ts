import { ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';

/** Columns of a `cpu<n>` line of /proc/stat, in order; those from `iowait` on came with later kernels. */
export const CPU_MODES = ['user', 'nice', 'system', 'idle', 'iowait', 'irq', 'softirq', 'steal'] as const;
export const GUEST = 8;
export const GUEST_NICE = 9;
const FIELDS = 10;
const REQUIRED_FIELDS = 4;
const IDLE = 3;
/** USER_HZ of every Linux architecture in use. */
export const TICKS_PER_SECOND = 100;
/** A fall of `idle` of 3 s or more is a CPU that was unplugged and came back, not a rounding of the kernel. */
const RESTART_TICKS = 3 * TICKS_PER_SECOND;
/** NR_CPUS of the largest kernel configurations. */
const MAX_CPU = 8191;

/** Calls `visit` for each `cpu<n>` line with its ticks; the array is valid during the call only. */
export function readCpuTimes(stat: Uint8Array, visit: (cpu: number, ticks: Float64Array) => void): void {
  const scanner = new LineScanner(stat);
  const ticks = new Float64Array(FIELDS);
  let found = 0;
  let last = -1;
  while (scanner.nextLine()) {
    if (!scanner.accept('cpu')) {
      if (found > 0) break; // the cpu lines come first and together
      continue;
    }
    if (scanner.accept(' ')) continue; // the sum of all
    const cpu = scanner.number();
    readTicks(scanner, ticks);
    if (!(cpu > last && cpu <= MAX_CPU)) throw malformed();
    visit(cpu, ticks);
    last = cpu;
    found += 1;
  }
  if (found === 0) throw malformed();
}

function readTicks(scanner: LineScanner, ticks: Float64Array): void {
  ticks.fill(0);
  for (let field = 0; field < FIELDS; field += 1) {
    if (field >= REQUIRED_FIELDS && scanner.atLineEnd()) return;
    const value = scanner.number();
    if (Number.isNaN(value)) throw malformed();
    ticks[field] = value;
  }
}

const malformed = () => new ModuleError('malformed_reply', 'stat: no readable cpu lines');

/**
 * Takes over each count that has grown. The kernel lets idle and iowait fall a little when a CPU sleeps;
 * for Prometheus a counter that falls has restarted. Counts of a CPU that did restart are all taken over.
 */
export function takeLarger(kept: Float64Array, ticks: Float64Array): void {
  const restarted = (kept[IDLE] ?? 0) - (ticks[IDLE] ?? 0) >= RESTART_TICKS;
  for (let field = 0; field < FIELDS; field += 1) {
    const value = ticks[field] ?? 0;
    if (restarted || value > (kept[field] ?? 0)) kept[field] = value;
  }
}

export const noTimes = (): Float64Array => new Float64Array(FIELDS);
