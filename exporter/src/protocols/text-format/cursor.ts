import { ModuleError } from '../../model/errors.ts';

const METRIC_NAME = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const LABEL_NAME = /[a-zA-Z_][a-zA-Z0-9_]*/y;
const TOKEN = /[^ \t]*/y;
const BLANKS = /[ \t]*/y;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\', n: '\n', '"': '"' };
const MAX_SHOWN = 100;

/** A place within one line of the text format. */
export class Cursor {
  readonly #line: string;
  readonly #number: number;
  #at = 0;

  /** `number` counts from 1. */
  constructor(line: string, number: number) {
    this.#line = line;
    this.#number = number;
  }

  atEnd(): boolean {
    return this.#at >= this.#line.length;
  }

  atBlank(): boolean {
    const next = this.#line[this.#at];
    return next === ' ' || next === '\t';
  }

  skipBlanks(): void {
    this.#match(BLANKS);
  }

  /** Goes past the character when it is next. */
  accept(character: string): boolean {
    if (this.#line[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  next(): string {
    return this.#line[this.#at] ?? '\n';
  }

  /** Empty when there is none. */
  metricName(): string {
    return this.#match(METRIC_NAME)?.[0] ?? '';
  }

  /** Empty when there is none. */
  labelName(): string {
    return this.#match(LABEL_NAME)?.[0] ?? '';
  }

  /** Up to the next blank. */
  token(): string {
    return this.#match(TOKEN)?.[0] ?? '';
  }

  rest(): string {
    const rest = this.#line.slice(this.#at);
    this.#at = this.#line.length;
    return rest;
  }

  /** A text in double quotes. */
  quoted(): string {
    const start = this.#at + 1;
    const end = this.#closingQuote(start);
    if (end < 0)
      return this.fail(`label value ${shown(this.#line.slice(start))} contains unescaped new-line`);
    this.#at = end + 1;
    return this.unescape(this.#line.slice(start, end), true);
  }

  unescape(text: string, quotes: boolean): string {
    if (!text.includes('\\')) return text;
    return text.replace(/\\(.?)/gs, (_, character: string) => {
      const meant = character === '"' && !quotes ? undefined : ESCAPES[character];
      return meant ?? this.fail(`invalid escape sequence '\\${character}'`);
    });
  }

  /** @throws ModuleError `malformed_reply` that names the line. */
  fail(reason: string): never {
    throw new ModuleError('malformed_reply', `line ${this.#number}: ${reason}`);
  }

  /** Where the text that begins at `start` ends; -1 when it does not. */
  #closingQuote(start: number): number {
    for (let i = start; i < this.#line.length; i += 1) {
      const character = this.#line[i];
      if (character === '"') return i;
      if (character === '\\') i += 1;
    }
    return -1;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#line);
    if (match) this.#at = pattern.lastIndex;
    return match;
  }
}

export const shown = (text: string) => JSON.stringify(text.slice(0, MAX_SHOWN));
