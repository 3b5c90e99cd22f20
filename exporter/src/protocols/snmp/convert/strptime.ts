/** Dates written by a pattern of strptime(3), as timefmt-go reads them: English names, UTC unless a zone is told. */
import { utcSeconds } from './date-time.ts';

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const DAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');
const short = (names: readonly string[]) => names.map((name) => name.slice(0, 3));

/** What stands for several others. */
const COMPOUNDS: Readonly<Record<string, string>> = {
  c: '%a %b %e %H:%M:%S %Y',
  D: '%m/%d/%y',
  x: '%m/%d/%y',
  F: '%Y-%m-%d',
  v: '%e-%b-%Y',
  R: '%H:%M',
  r: '%I:%M:%S %p',
  T: '%H:%M:%S',
  X: '%H:%M:%S',
};
/** Directives that are a number of so many digits at most, and the part of the date that it is. */
const NUMBERS: Readonly<Record<string, readonly [part: keyof Parts | null, digits: number]>> = {
  Y: ['year', 4],
  y: ['shortYear', 2],
  C: ['century', 2],
  m: ['month', 2],
  d: ['day', 2],
  e: ['day', 2],
  j: ['dayOfYear', 3],
  H: ['hour', 2],
  k: ['hour', 2],
  I: ['hour', 2],
  l: ['hour', 2],
  M: ['minute', 2],
  S: ['second', 2],
  s: ['epoch', 12],
  // Told, but of no consequence.
  f: [null, 9],
  w: [null, 1],
  u: [null, 1],
};
/** Before these a blank may stand for the first digit. */
const BLANK_PADDED = 'ekl';
const LITERALS: Readonly<Record<string, string>> = { '%': '%', n: '\n', t: '\t' };
const NUMERIC_ZONE = /([+-])(\d\d):?(\d\d)/y;
/** Other names say nothing of the offset: Go, too, takes them for UTC. */
const NAMED_ZONE = /[A-Z]*/y;

interface Parts {
  year: number;
  shortYear: number | null;
  century: number | null;
  month: number;
  day: number;
  dayOfYear: number | null;
  hour: number;
  minute: number;
  second: number;
  epoch: number | null;
  /** Null where the hour is of 24. */
  afternoon: boolean | null;
  /** From UTC, in seconds. */
  offset: number;
}

/**
 * Unix seconds; null for a text that does not follow the pattern to its end, or a pattern with what is not known.
 * Years of two digits are of the century of `now` (milliseconds since the epoch).
 */
export function strptimeSeconds(text: string, pattern: string, now: number): number | null {
  const reader = new Reader(text);
  return reader.follow(pattern) && reader.atEnd() ? secondsOf(reader.parts, now) : null;
}

class Reader {
  readonly parts: Parts = {
    year: 1900,
    shortYear: null,
    century: null,
    month: 1,
    day: 1,
    dayOfYear: null,
    hour: 0,
    minute: 0,
    second: 0,
    epoch: null,
    afternoon: null,
    offset: 0,
  };
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  atEnd(): boolean {
    return this.#at === this.#text.length;
  }

  follow(pattern: string): boolean {
    for (let i = 0; i < pattern.length; i += 1) {
      const character = pattern[i] as string;
      const followed = character === '%' ? this.#directive(pattern[(i += 1)]) : this.#literal(character);
      if (!followed) return false;
    }
    return true;
  }

  #directive(letter: string | undefined): boolean {
    if (letter === undefined) return false;
    const compound = COMPOUNDS[letter];
    if (compound !== undefined) return this.follow(compound);
    const literal = LITERALS[letter];
    if (literal !== undefined) return this.#literal(literal);
    const number = NUMBERS[letter];
    if (number) return this.#number(letter, ...number);
    switch (letter) {
      case 'B':
        return this.#month(MONTHS);
      case 'b':
      case 'h':
        return this.#month(short(MONTHS));
      case 'A':
        return this.#name(DAYS) >= 0;
      case 'a':
        return this.#name(short(DAYS)) >= 0;
      case 'p':
      case 'P':
        return this.#halfOfDay();
      case 'z':
        return this.#numericZone();
      case 'Z':
        return this.#match(NAMED_ZONE) !== null;
      default:
        return false;
    }
  }

  #literal(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #number(letter: string, part: keyof Parts | null, digits: number): boolean {
    if (BLANK_PADDED.includes(letter) && this.#text[this.#at] === ' ') this.#at += 1;
    const match = this.#match(new RegExp(`\\d{1,${digits}}`, 'y'));
    if (!match) return false;
    if (part !== null) Object.assign(this.parts, { [part]: Number(match[0]) });
    return true;
  }

  #month(names: readonly string[]): boolean {
    const index = this.#name(names);
    this.parts.month = index + 1;
    return index >= 0;
  }

  #halfOfDay(): boolean {
    const index = this.#name(['am', 'pm']);
    this.parts.afternoon = index === 1;
    return index >= 0;
  }

  /** Which of the names comes next, in whatever case; -1 for none. */
  #name(names: readonly string[]): number {
    const index = names.findIndex(
      (name) => this.#text.slice(this.#at, this.#at + name.length).toLowerCase() === name,
    );
    this.#at += names[index]?.length ?? 0;
    return index;
  }

  #numericZone(): boolean {
    const match = this.#match(NUMERIC_ZONE);
    if (!match) return false;
    const [, sign, hours, minutes] = match;
    const offset = (Number(hours) * 60 + Number(minutes)) * 60;
    this.parts.offset = sign === '-' ? -offset : offset;
    return true;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match) this.#at = pattern.lastIndex;
    return match;
  }
}

function secondsOf(parts: Parts, now: number): number {
  if (parts.epoch !== null) return parts.epoch;
  const { dayOfYear, minute, second, offset } = parts;
  const month = dayOfYear === null ? parts.month : 1;
  const day = dayOfYear ?? parts.day;
  return utcSeconds(yearOf(parts, now), month, day, hourOf(parts), minute, second) - offset;
}

function yearOf({ year, shortYear, century }: Parts, now: number): number {
  const inCentury = shortYear ?? year % 100;
  if (century !== null) return century * 100 + inCentury;
  if (shortYear === null) return year;
  return Math.floor(new Date(now).getUTCFullYear() / 100) * 100 + shortYear;
}

function hourOf({ hour, afternoon }: Parts): number {
  if (afternoon === null) return hour;
  return (hour % 12) + (afternoon ? 12 : 0);
}
