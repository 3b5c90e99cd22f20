/** DISPLAY-HINT of octet strings, RFC 2579 section 3.1, as snmp_exporter reads it: hexadecimal in capitals. */

interface Step {
  /** The octet in front says how often to apply the step. */
  readonly repeated: boolean;
  /** Octets to take at once. */
  readonly take: number;
  readonly format: 'd' | 'x' | 'o' | 'a' | 't';
  /** Between what is taken; empty for none. */
  readonly separator: string;
  /** Behind the last repetition; empty for none. */
  readonly terminator: string;
}

export type DisplayHint = readonly Step[];

/** One step: `*2d-.`; a separator is anything but a digit and `*`. */
const STEP = /(\*?)(\d+)([dxoat])([^\d*]?)/y;
const TERMINATOR = /[^\d*]?/y;
/** Longer numbers do not fit into 64 bits. */
const MAX_NUMBER_OCTETS = 8;

/** Null for a hint that does not follow the grammar: the value is then shown without it. */
export function parseDisplayHint(hint: string): DisplayHint | null {
  const steps: Step[] = [];
  for (let at = 0; at < hint.length;) {
    STEP.lastIndex = at;
    const match = STEP.exec(hint);
    if (!match) return null;
    at = STEP.lastIndex;
    const [, star, take, format, separator = ''] = match;
    const repeated = star === '*';
    const terminator = repeated && separator !== '' ? charBehind(hint, at) : '';
    at += terminator.length;
    steps.push({ repeated, take: Number(take), format: format as Step['format'], separator, terminator });
  }
  return steps.length === 0 ? null : steps;
}

function charBehind(hint: string, at: number): string {
  TERMINATOR.lastIndex = at;
  return TERMINATOR.exec(hint)?.[0] ?? '';
}

/** The octets as text, one character for each; null where the hint does not fit the value. */
export function applyDisplayHint(hint: DisplayHint, octets: Buffer): Buffer | null {
  if (octets.length === 0) return null;
  const parts: string[] = [];
  let at = 0;
  for (let i = 0; at < octets.length; i += 1) {
    // The last step stands for all that comes behind it.
    const step = hint[Math.min(i, hint.length - 1)] as Step;
    if (i >= hint.length && step.take === 0 && !step.repeated) return null;
    const next = applyStep(step, octets, at, parts);
    if (next < 0) return null;
    at = next;
  }
  return Buffer.from(parts.join(''), 'latin1');
}

/** Where the next step begins; -1 when a number is too long. */
function applyStep(step: Step, octets: Buffer, start: number, parts: string[]): number {
  let at = start;
  const times = step.repeated ? (octets[at++] ?? 0) : 1;
  for (let time = 1; time <= times && at < octets.length; time += 1) {
    const taken = octets.subarray(at, at + step.take);
    const text = formatted(taken, step.format);
    if (text === null) return -1;
    parts.push(text);
    at += taken.length;
    if (at < octets.length && (step.terminator === '' || time < times)) parts.push(step.separator);
    // A step that takes nothing would write its separator up to 255 times and move nowhere.
    if (step.take === 0) break;
  }
  if (at < octets.length) parts.push(step.terminator);
  return at;
}

function formatted(taken: Buffer, format: Step['format']): string | null {
  if (format === 'a' || format === 't') return taken.toString('latin1');
  if (format === 'x') return taken.toString('hex').toUpperCase();
  if (taken.length > MAX_NUMBER_OCTETS) return null;
  const number = taken.length === 0 ? 0n : BigInt(`0x${taken.toString('hex')}`);
  return number.toString(format === 'd' ? 10 : 8);
}
