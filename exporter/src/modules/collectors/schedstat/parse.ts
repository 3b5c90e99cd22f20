import { ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';

/** Columns of a `cpu` line before the three that are wanted. */
const COLUMNS_BEFORE = 6;

/**
 * Calls `visit` for each `cpu` line of /proc/schedstat: nanoseconds in which tasks ran and in which they waited,
 * and the number of timeslices. The lines of scheduling domains are passed over.
 * @throws ModuleError `malformed_reply`.
 */
export function readSchedstat(
  bytes: Uint8Array,
  visit: (cpu: number, runningNs: number, waitingNs: number, timeslices: number) => void,
): void {
  const scanner = new LineScanner(bytes);
  let last = -1;
  while (scanner.nextLine()) {
    if (!scanner.accept('cpu')) continue;
    const cpu = scanner.number();
    for (let column = 0; column < COLUMNS_BEFORE; column += 1) scanner.number();
    const [running, waiting, timeslices] = [scanner.number(), scanner.number(), scanner.number()];
    // The kernel goes through the CPUs in ascending order.
    if (Number.isNaN(running + waiting + timeslices) || !(cpu > last))
      throw new ModuleError('malformed_reply', 'schedstat: not nine numbers for each CPU');
    last = cpu;
    visit(cpu, running, waiting, timeslices);
  }
}
