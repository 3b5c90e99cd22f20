/** /proc/<pid>/stat and /proc/<pid>/task/<tid>/stat, proc_pid_stat(5). */

/** USER_HZ, in which the kernel tells times to user space; 100 on every platform Node.js runs on. */
export const CLOCK_TICKS_PER_SECOND = 100;

export interface PidStat {
  readonly pid: number;
  /** At most 15 bytes for programs; kernel workers have up to 63. */
  readonly comm: string;
  /** R S D Z T t X I. */
  readonly state: string;
  readonly parentPid: number;
  readonly minorFaults: number;
  readonly majorFaults: number;
  /** Clock ticks. */
  readonly userTicks: number;
  readonly systemTicks: number;
  readonly threads: number;
  /** Clock ticks since boot. */
  readonly startTicks: number;
  readonly virtualBytes: number;
  readonly residentPages: number;
}

const SPACE = 0x20;
const MINUS = 0x2d;
const CLOSE = 0x29;
const MAX_COMM_BYTES = 64;
/** Of the largest unsigned 64-bit number. */
const MAX_DIGITS = 20;
/** Position of the last field that is wanted (rss), counted from the state, which is 0. */
const LAST_FIELD = 21;

/** Null when it is not such a file. */
export function parsePidStat(bytes: Buffer): PidStat | null {
  const open = bytes.indexOf(' (');
  const close = bytes.lastIndexOf(CLOSE);
  if (open < 1 || close < open + 2 || close - open > MAX_COMM_BYTES + 2) return null;
  const pid = integer(bytes, 0, open);
  const state = bytes[close + 2];
  if (Number.isNaN(pid) || state === undefined || bytes[close + 3] !== SPACE) return null;
  const fields = integers(bytes, close + 4);
  if (!fields) return null;
  const at = (position: number) => fields[position] ?? NaN;
  return {
    pid,
    comm: bytes.toString('utf8', open + 2, close),
    state: String.fromCharCode(state),
    parentPid: at(1),
    minorFaults: at(7),
    majorFaults: at(9),
    userTicks: at(11),
    systemTicks: at(12),
    threads: at(17),
    startTicks: at(19),
    virtualBytes: at(20),
    residentPages: Math.max(0, at(21)),
  };
}

/** The numbers from `start` up to rss; index 1 is the first. Null when there are fewer. */
function integers(bytes: Buffer, start: number): number[] | null {
  const fields = [0];
  let from = start;
  while (fields.length <= LAST_FIELD) {
    let to = from;
    while (to < bytes.length && (bytes[to] as number) > SPACE) to += 1;
    const value = integer(bytes, from, to);
    if (Number.isNaN(value)) return null;
    fields.push(value);
    from = to + 1;
  }
  return fields;
}

/** A decimal number in bytes[from, to); NaN when it is none. */
function integer(bytes: Buffer, from: number, to: number): number {
  const negative = bytes[from] === MINUS;
  const first = negative ? from + 1 : from;
  if (to <= first || to - first > MAX_DIGITS) return NaN;
  let value = 0;
  for (let i = first; i < to; i += 1) {
    const digit = (bytes[i] as number) - 0x30;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return negative ? -value : value;
}

const STATUS: Readonly<Record<string, string>> = {
  R: 'running',
  S: 'sleeping',
  D: 'disk-sleep',
  Z: 'zombie',
  T: 'stopped',
  t: 'tracing-stop',
  X: 'dead',
  x: 'dead',
  I: 'idle',
};

/** The state letter in a word. */
export function statusOf(state: string): string {
  return STATUS[state] ?? 'unknown';
}
