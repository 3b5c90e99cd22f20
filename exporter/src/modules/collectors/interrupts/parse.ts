import { ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';

/** CONFIG_NR_CPUS is at most 8192. */
const MAX_CPUS = 8192;
const MAX_LINES = 20_000;

/** A line of /proc/interrupts without its counts. */
export interface Interrupt {
  /** Number of the interrupt, or a name such as NMI. */
  readonly name: string;
  /** Of a numbered interrupt its controller, of others what they are. */
  readonly info: string;
  /** Of a numbered interrupt, else empty. */
  readonly devices: string;
  /** Whether it passes the filter. */
  readonly wanted: boolean;
  /** What the line starts and ends with. */
  readonly head: string;
  readonly tail: string;
}
/** The lines of the last reading: interrupts come and go seldom, so that names are made once. */
export type KnownLines = (Interrupt | undefined)[];

/**
 * Calls `visit` for each interrupt that has a count for each CPU; `counts` is valid until the next.
 * Lines with fewer counts, such as ERR and MIS, are passed over.
 * @throws ModuleError `malformed_reply` when a count is no number, `limit_exceeded`.
 */
export function readInterrupts(
  bytes: Uint8Array,
  known: KnownLines,
  wanted: (name: string, info: string, devices: string) => boolean,
  visit: (interrupt: Interrupt, counts: Float64Array) => void,
): void {
  const scanner = new LineScanner(bytes);
  if (!scanner.nextLine()) throw malformed();
  const counts = new Float64Array(scanner.skip(MAX_CPUS));
  const seen = new Set<string>();
  let line = 0;
  for (; scanner.nextLine(); line += 1) {
    if (line >= MAX_LINES)
      throw new ModuleError('limit_exceeded', `interrupts: more than ${MAX_LINES} lines`);
    const interrupt = readLine(scanner, counts, known[line], wanted);
    known[line] = interrupt ?? undefined;
    if (interrupt === null || !interrupt.wanted || seen.has(interrupt.name)) continue;
    seen.add(interrupt.name);
    visit(interrupt, counts);
  }
  known.length = line;
}

/** Null when the line has no count for each CPU and something behind them. */
function readLine(
  scanner: LineScanner,
  counts: Float64Array,
  known: Interrupt | undefined,
  wanted: (name: string, info: string, devices: string) => boolean,
): Interrupt | null {
  if (scanner.atLineEnd()) return null;
  const recognised = known !== undefined && scanner.accept(known.head);
  const name = recognised ? known.name : scanner.wordBefore(':');
  if (name === null) return null;
  for (let cpu = 0; cpu < counts.length; cpu += 1) {
    const count = scanner.number();
    if (Number.isNaN(count)) {
      if (scanner.skip(counts.length - cpu) < counts.length - cpu) return null;
      throw malformed();
    }
    counts[cpu] = count;
  }
  if (scanner.atLineEnd()) return null;
  if (recognised && scanner.acceptLine(known.tail)) return known;
  return describeLine(name, scanner.rest(), wanted);
}

function describeLine(
  name: string,
  tail: string,
  wanted: (name: string, info: string, devices: string) => boolean,
): Interrupt {
  const words = tail.split(/[ \t]+/);
  const numbered = /^[+-]?\d+$/.test(name);
  const info = numbered ? (words[0] ?? '') : words.join(' ');
  const devices = numbered ? words.slice(1).join(' ') : '';
  return { name, info, devices, wanted: wanted(name, info, devices), head: `${name}:`, tail };
}

const malformed = () => new ModuleError('malformed_reply', 'interrupts: not counts for each CPU');
