import { ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';

/** How long tasks stalled since boot, in microseconds; null when the kernel does not tell. */
export interface Stalls {
  /** Some of the tasks. */
  readonly some: number | null;
  /** All tasks at once. */
  readonly full: number | null;
}

/**
 * A file of /proc/pressure: `some avg10=0.06 avg60=0.21 avg300=0.99 total=4711`. Other lines are for later kernels.
 * @throws ModuleError `malformed_reply`.
 */
export function parsePressure(bytes: Uint8Array, resource: string): Stalls {
  const scanner = new LineScanner(bytes);
  let some: number | null = null;
  let full: number | null = null;
  while (scanner.nextLine()) {
    if (scanner.accept('some ')) some = readTotal(scanner, resource);
    else if (scanner.accept('full ')) full = readTotal(scanner, resource);
  }
  return { some, full };
}

function readTotal(scanner: LineScanner, resource: string): number {
  for (const average of ['avg10=', 'avg60=', 'avg300=']) {
    if (!scanner.accept(average) || scanner.word() === '' || !scanner.accept(' ')) throw malformed(resource);
  }
  const total = scanner.accept('total=') ? scanner.number() : NaN;
  if (Number.isNaN(total)) throw malformed(resource);
  return total;
}

const malformed = (resource: string) =>
  new ModuleError('malformed_reply', `pressure/${resource}: not averages and a total`);
