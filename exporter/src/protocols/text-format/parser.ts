/**
 * Prometheus' text format 0.0.4, read as its Go library does (expfmt, with names of the classic character set), which
 * is what scripts that write textfiles are tested against: stricter than the specification in some places (a blank
 * behind a value), laxer in others (no blank in front of one).
 */
import { ModuleError } from '../../model/errors.ts';
import { Cursor, shown } from './cursor.ts';
import type { Labels, TextFamily, TextType } from './families.ts';
import { FamilyDraft, type Part } from './family-draft.ts';
import { parseGoFloat } from './go-number.ts';

/** Bounds what one file can make grow; more than one collector may emit. */
const MAX_SAMPLES = 50_000;
const TYPES: ReadonlySet<string> = new Set(['counter', 'gauge', 'untyped', 'summary', 'histogram']);
/** Of a family with this type: the label that makes no series of its own, and what its samples' names may end with. */
const COMPOUND = {
  summary: { label: 'quantile', suffixes: ['_count', '_sum'] },
  histogram: { label: 'le', suffixes: ['_count', '_sum', '_bucket'] },
} as const;
const CLASSIC_METRIC_NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const STRICT = new TextDecoder('utf-8', { fatal: true });
const CLASSIC_LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** Families in the order in which they come up. @throws ModuleError `malformed_reply`, `limit_exceeded` */
export function parseTextFormat(bytes: Buffer): TextFamily[] {
  const parser = new Parser(isUtf8(bytes));
  const lines = bytes.toString('utf8').split('\n');
  const last = lines.pop() ?? '';
  lines.forEach((line, i) => parser.readLine(new Cursor(line, i + 1)));
  if (last.trimStart() !== '')
    throw new ModuleError('malformed_reply', `line ${lines.length + 1}: unexpected end of input stream`);
  return parser.families();
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    STRICT.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

interface LabelSet {
  readonly labels: Labels;
  /** A name within the braces. */
  readonly name: string | null;
}

class Parser {
  readonly #byName = new Map<string, FamilyDraft>();
  readonly #isUtf8: boolean;
  #samples = 0;

  constructor(isUtf8: boolean) {
    this.#isUtf8 = isUtf8;
  }

  families(): TextFamily[] {
    return [...this.#byName.values()].map((draft) => draft.finish()).filter((family) => family !== null);
  }

  readLine(cursor: Cursor): void {
    cursor.skipBlanks();
    if (cursor.atEnd()) return;
    if (cursor.accept('#')) this.#readComment(cursor);
    else this.#readSample(cursor);
  }

  #readComment(cursor: Cursor): void {
    cursor.skipBlanks();
    const keyword = cursor.token();
    if (cursor.atEnd() || (keyword !== 'HELP' && keyword !== 'TYPE')) return;
    cursor.skipBlanks();
    const name = cursor.metricName();
    if (cursor.atEnd()) return;
    if (!cursor.atBlank()) cursor.fail('invalid metric name in comment');
    const family = this.#familyOf(name);
    cursor.skipBlanks();
    if (cursor.atEnd()) return;
    if (keyword === 'HELP') readHelp(cursor, family);
    else readType(cursor, family);
  }

  #readSample(cursor: Cursor): void {
    const outside = cursor.metricName();
    cursor.skipBlanks();
    const { labels, name: inside } = cursor.accept('{')
      ? this.#readLabels(cursor, outside)
      : { labels: [], name: null };
    const name = outside === '' ? (inside ?? '') : outside;
    if (!CLASSIC_METRIC_NAME.test(name)) cursor.fail('invalid metric name');
    const value = readValue(cursor);
    this.#samples += 1;
    if (this.#samples > MAX_SAMPLES)
      throw new ModuleError('limit_exceeded', `more than ${MAX_SAMPLES} samples`);
    this.#add(this.#familyOf(name), name, labels, value, cursor);
  }

  #add(family: FamilyDraft, name: string, labels: Labels, value: number, cursor: Cursor): void {
    family.type ??= 'untyped';
    if (family.type !== 'summary' && family.type !== 'histogram') {
      family.add(labels, value);
      return;
    }
    const { label } = COMPOUND[family.type];
    const special = labels.find(([each]) => each === label);
    const point = special ? parseGoFloat(special[1]) : NaN;
    if (point === null)
      cursor.fail(`expected float as value for '${label}' label, got ${shown(special?.[1] ?? '')}`);
    const own = labels.filter(([each]) => each !== label);
    family.addPart(own, partOf(name, family, point), value);
  }

  /** Sums, counts and buckets belong to the family of a summary or histogram, unless one has just their name. */
  #familyOf(name: string): FamilyDraft {
    const known = this.#byName.get(name);
    if (known) return known;
    for (const type of ['summary', 'histogram'] as const) {
      const suffix = COMPOUND[type].suffixes.find((each) => name.endsWith(each) && name.length > each.length);
      const owner = suffix === undefined ? undefined : this.#byName.get(name.slice(0, -suffix.length));
      if (owner?.type === type) return owner;
    }
    const family = new FamilyDraft(name);
    this.#byName.set(name, family);
    return family;
  }

  /** Behind the opening brace, up to and with the closing one. */
  #readLabels(cursor: Cursor, metric: string): LabelSet {
    const labels: (readonly [string, string])[] = [];
    let name: string | null = null;
    for (;;) {
      cursor.skipBlanks();
      if (cursor.accept('}')) return { labels, name };
      const isQuoted = cursor.next() === '"';
      const text = isQuoted ? cursor.quoted() : cursor.labelName();
      if (text === '') cursor.fail(`invalid label name for metric ${shown(metric)}`);
      cursor.skipBlanks();
      if (cursor.accept('=')) {
        checkLabelName(cursor, text, labels, metric);
        labels.push([text, this.#readLabelValue(cursor)]);
      } else if (!isQuoted || metric !== '' || name !== null) {
        cursor.fail(`expected '=' after label name, found '${cursor.next()}'`);
      } else name = text;
      cursor.skipBlanks();
      if (cursor.accept(',')) continue;
      if (cursor.next() !== '}') cursor.fail(`unexpected end of label value ${shown(text)}`);
    }
  }

  #readLabelValue(cursor: Cursor): string {
    cursor.skipBlanks();
    if (cursor.next() !== '"') cursor.fail(`expected '"' at start of label value, found '${cursor.next()}'`);
    const value = cursor.quoted();
    // Where the bytes were none, the decoder put this character.
    if (!this.#isUtf8 && value.includes('\uFFFD')) cursor.fail(`invalid label value ${shown(value)}`);
    return value;
  }
}

function checkLabelName(cursor: Cursor, name: string, labels: Labels, metric: string): void {
  if (!CLASSIC_LABEL_NAME.test(name)) cursor.fail(`invalid label name for metric ${shown(metric)}`);
  if (name.startsWith('__')) cursor.fail(`label name ${shown(name)} is reserved`);
  if (labels.some(([each]) => each === name))
    cursor.fail(`duplicate label names for metric ${shown(metric)}`);
}

function readHelp(cursor: Cursor, family: FamilyDraft): void {
  if (family.help !== null) cursor.fail(`second HELP line for metric name ${shown(family.name)}`);
  family.help = cursor.unescape(cursor.rest(), false);
}

function readType(cursor: Cursor, family: FamilyDraft): void {
  if (family.type !== null)
    cursor.fail(`second TYPE line for metric name ${shown(family.name)}, or TYPE reported after samples`);
  const type = cursor.rest();
  const known = type.toLowerCase();
  if (!TYPES.has(known)) cursor.fail(`unknown metric type ${shown(type)}`);
  family.type = known as TextType;
}

/** The value, behind which nothing may stand but a timestamp, which textfiles may not have. */
function readValue(cursor: Cursor): number {
  cursor.skipBlanks();
  const text = cursor.token();
  const value = parseGoFloat(text);
  if (value === null) cursor.fail(`expected float as value, got ${shown(text)}`);
  if (cursor.atEnd()) return value;
  cursor.skipBlanks();
  const timestamp = cursor.token();
  if (!/^[+-]?\d{1,19}$/.test(timestamp))
    cursor.fail(`expected integer as timestamp, got ${shown(timestamp)}`);
  if (!cursor.atEnd()) cursor.fail(`spurious string after timestamp: ${shown(cursor.rest())}`);
  return cursor.fail('unsupported client-side timestamp, skipping entire file');
}

function partOf(name: string, family: FamilyDraft, point: number): Part {
  if (name === `${family.name}_sum`) return 'sum';
  if (name === `${family.name}_count`) return 'count';
  return Number.isNaN(point) ? 'nothing' : { point };
}
