/** /proc/<pid>/stat and /proc/<pid>/task/<tid>/stat, proc_pid_stat(5). */
import { isText } from './field.ts';

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
const OPEN = 0x28;
const CLOSE = 0x29;
const MAX_COMM_BYTES = 64;
/** Of the largest unsigned 64-bit number. */
const MAX_DIGITS = 20;
/** Position of the last field that is wanted (rss), counted from the state, which is 0. */
const LAST_FIELD = 21;

/**
 * The fields of one such file after another, without an object for each: those of the last one that `read` took.
 * Times are in clock ticks.
 */
export class PidStatReader {
  pid = 0;
  /** The code of the letter. */
  state = 0;
  /** The bytes that `read` was given, of which the name is [commStart, commEnd). */
  bytes: Buffer = Buffer.alloc(0);
  commStart = 0;
  commEnd = 0;
  readonly #fields = new Float64Array(LAST_FIELD + 1);

  get parentPid(): number {
    return this.#fields[1] as number;
  }
  get minorFaults(): number {
    return this.#fields[7] as number;
  }
  get majorFaults(): number {
    return this.#fields[9] as number;
  }
  get userTicks(): number {
    return this.#fields[11] as number;
  }
  get systemTicks(): number {
    return this.#fields[12] as number;
  }
  get threads(): number {
    return this.#fields[17] as number;
  }
  get startTicks(): number {
    return this.#fields[19] as number;
  }
  get virtualBytes(): number {
    return this.#fields[20] as number;
  }
  get residentPages(): number {
    return Math.max(0, this.#fields[21] as number);
  }
  /** Valid as long as the bytes are. */
  get comm(): string {
    return this.bytes.toString('utf8', this.commStart, this.commEnd);
  }

  /** The name with a character for each byte: cheap to make, and to compare with. */
  get commBytes(): string {
    return this.bytes.toString('latin1', this.commStart, this.commEnd);
  }

  /** Whether the name is still the one that `commBytes` gave. */
  hasCommBytes(known: string): boolean {
    return isText(this.bytes, known, this.commStart, this.commEnd);
  }

  /** False when it is not such a file; the fields mean nothing then. */
  read(bytes: Buffer): boolean {
    const open = bytes.indexOf(OPEN);
    const close = bytes.lastIndexOf(CLOSE);
    if (open < 2 || close < open + 1 || close - open > MAX_COMM_BYTES + 1) return false;
    const state = bytes[close + 2];
    if (bytes[open - 1] !== SPACE || state === undefined || bytes[close + 3] !== SPACE) return false;
    this.bytes = bytes;
    this.commStart = open + 1;
    this.commEnd = close;
    this.state = state;
    this.pid = integer(bytes, 0, open - 1);
    return !Number.isNaN(this.pid) && this.#readFields(bytes, close + 4);
  }

  /** The numbers from `start` up to rss; position 1 is the first. */
  #readFields(bytes: Buffer, start: number): boolean {
    let from = start;
    for (let position = 1; position <= LAST_FIELD; position += 1) {
      let to = from;
      while (to < bytes.length && (bytes[to] as number) > SPACE) to += 1;
      const value = integer(bytes, from, to);
      if (Number.isNaN(value)) return false;
      this.#fields[position] = value;
      from = to + 1;
    }
    return true;
  }
}

/** Null when it is not such a file. */
export function parsePidStat(bytes: Buffer): PidStat | null {
  const reader = new PidStatReader();
  if (!reader.read(bytes)) return null;
  return {
    pid: reader.pid,
    comm: reader.comm,
    state: String.fromCharCode(reader.state),
    parentPid: reader.parentPid,
    minorFaults: reader.minorFaults,
    majorFaults: reader.majorFaults,
    userTicks: reader.userTicks,
    systemTicks: reader.systemTicks,
    threads: reader.threads,
    startTicks: reader.startTicks,
    virtualBytes: reader.virtualBytes,
    residentPages: reader.residentPages,
  };
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
