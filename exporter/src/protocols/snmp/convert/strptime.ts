/** Dates written by a pattern of strptime(3), as timefmt-go reads them: English names, UTC unless a zone is told. */
import { utcSeconds } from './date-time.ts';

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const DAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');
const short = (names: readonly string[]) => names.map((name) => name.slice(0, 3));
const NAMES: Readonly<Record<string, readonly string[]>> = {
  B: MONTHS,
  b: short(MONTHS),
  h: short(MONTHS),
  A: DAYS,
  a: short(DAYS),
  p: ['am', 'pm'],
  P: ['am', 'pm'],
};

/** What stands for several others. */
const COMPOUNDS: Readonly<Record<string, string>> = {
  c: '%a %b %e %H:%M:%S %Y',
  '+': '%a %b %e %H:%M:%S %Z %Y',
  D: '%m/%d/%y',
  x: '%m/%d/%y',
  F: '%Y-%m-%d',
  v: '%e-%b-%Y',
  R: '%H:%M',
  r: '%I:%M:%S %p',
  T: '%H:%M:%S',
  X: '%H:%M:%S',
};

const upTo = (digits: number) => new RegExp(`\\d{1,${digits}}`, 'y');
/** In front of these a blank may stand for the first digit. */
const PADDED = / ?(\d{1,2})/y;
const SPACE = /[ \t\n\v\f\r]+/y;
/** What is not a number, a name or a compound. */
const PATTERNS: Readonly<Record<string, RegExp>> = {
  Y: upTo(4),
  y: upTo(2),
  G: upTo(4),
  g: upTo(2),
  C: upTo(2),
  m: upTo(2),
  d: upTo(2),
  e: PADDED,
  j: upTo(3),
  H: upTo(2),
  k: PADDED,
  I: upTo(2),
  l: PADDED,
  M: upTo(2),
  S: upTo(2),
  s: upTo(10),
  // Told, but of no consequence: parts of a second, days and weeks.
  f: upTo(6),
  w: /[0-6]/y,
  u: /[1-7]/y,
  U: upTo(2),
  V: upTo(2),
  W: upTo(2),
  // Names of zones say nothing of the offset: Go, too, takes them for UTC.
  Z: /(?:[A-Z]{3}|[A-Z]{3}T|WITA|[A-Z]{4}T)(?![A-Z])/y,
  z: /Z|([+-])(\d\d)(?::(\d\d)(?::(\d\d))?|(\d\d)?)/y,
  ':z': /Z|([+-])(\d\d):(\d\d)/y,
  '::z': /Z|([+-])(\d\d):(\d\d):(\d\d)/y,
  n: SPACE,
  t: SPACE,
  '%': /%/y,
};
/** The directive behind a `%`. */
const DIRECTIVE = /:{0,2}z|[^]/y;
const ZONE = 'z';

interface Parts {
  year: number;
  /** 0 for none. */
  century: number;
  /** From 1. */
  month: number;
  day: number;
  /** 0 for none. */
  dayOfYear: number;
  hour: number;
  afternoon: boolean;
  minute: number;
  second: number;
  /** From UTC, in seconds. */
  offset: number;
}

/** What numbers mean; for a name, its place in the list. */
const MEANINGS: Readonly<Record<string, (parts: Parts, value: number) => void>> = {
  Y: (parts, value) => (parts.year = value),
  y: (parts, value) => (parts.year = value < 69 ? 2000 + value : 1900 + value),
  G: (parts, value) => (parts.year = value),
  g: (parts, value) => (parts.year = 2000 + value),
  C: (parts, value) => (parts.century = value),
  m: (parts, value) => (parts.month = value),
  B: (parts, place) => (parts.month = place + 1),
  b: (parts, place) => (parts.month = place + 1),
  h: (parts, place) => (parts.month = place + 1),
  d: (parts, value) => (parts.day = value),
  e: (parts, value) => (parts.day = value),
  j: (parts, value) => (parts.dayOfYear = value),
  H: (parts, value) => (parts.hour = value),
  k: (parts, value) => (parts.hour = value),
  I: (parts, value) => (parts.hour = value === 12 ? 0 : value),
  l: (parts, value) => (parts.hour = value === 12 ? 0 : value),
  p: (parts, place) => (parts.afternoon = place === 1),
  P: (parts, place) => (parts.afternoon = place === 1),
  M: (parts, value) => (parts.minute = value),
  S: (parts, value) => (parts.second = value),
  s: setEpoch,
};

/** Unix seconds; null for a text that does not follow the pattern to its end, or a pattern with what is not known. */
export function strptimeSeconds(text: string, pattern: string): number | null {
  const reader = new Reader(text);
  return reader.follow(pattern) && reader.atEnd() ? secondsOf(reader.parts) : null;
}

class Reader {
  readonly parts: Parts = {
    year: 1900,
    century: 0,
    month: 1,
    day: 1,
    dayOfYear: 0,
    hour: 0,
    afternoon: false,
    minute: 0,
    second: 0,
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
      if (character === '%') {
        DIRECTIVE.lastIndex = i + 1;
        const directive = DIRECTIVE.exec(pattern)?.[0] ?? '';
        if (!this.#directive(directive)) return false;
        i += directive.length;
      } else if (!this.#literal(character)) return false;
    }
    return true;
  }

  #literal(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #directive(directive: string): boolean {
    const compound = COMPOUNDS[directive];
    if (compound !== undefined) return this.follow(compound);
    const names = NAMES[directive];
    if (names) return this.#name(directive, names);
    const pattern = PATTERNS[directive];
    return pattern !== undefined && this.#match(directive, pattern);
  }

  /** In whatever case. */
  #name(directive: string, names: readonly string[]): boolean {
    const place = names.findIndex(
      (name) => this.#text.slice(this.#at, this.#at + name.length).toLowerCase() === name,
    );
    if (place < 0) return false;
    this.#at += names[place]?.length ?? 0;
    MEANINGS[directive]?.(this.parts, place);
    return true;
  }

  #match(directive: string, pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (!match) return false;
    this.#at = pattern.lastIndex;
    if (directive.endsWith(ZONE)) this.parts.offset = offsetOf(match);
    else MEANINGS[directive]?.(this.parts, Number(match[0]));
    return true;
  }
}

function offsetOf([
  ,
  sign,
  hours = '0',
  colonMinutes,
  seconds = '0',
  minutes = '0',
]: RegExpExecArray): number {
  const offset = (Number(hours) * 60 + Number(colonMinutes ?? minutes)) * 60 + Number(seconds);
  return sign === '-' ? -offset : offset;
}

function setEpoch(parts: Parts, value: number): void {
  const date = new Date(value * 1000);
  parts.year = date.getUTCFullYear();
  parts.month = date.getUTCMonth() + 1;
  parts.day = date.getUTCDate();
  parts.hour = date.getUTCHours();
  parts.minute = date.getUTCMinutes();
  parts.second = date.getUTCSeconds();
}

function secondsOf(parts: Parts): number {
  const { century, dayOfYear, minute, second, offset } = parts;
  const year = century > 0 ? century * 100 + (parts.year % 100) : parts.year;
  const month = dayOfYear > 0 ? 1 : parts.month;
  const day = dayOfYear > 0 ? dayOfYear : parts.day;
  const hour = parts.afternoon ? parts.hour + 12 : parts.hour;
  return utcSeconds(year, month, day, hour, minute, second) - offset;
}
