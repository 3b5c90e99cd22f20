import type { SnmpAuth } from '../../../model/snmp.ts';
import type { Steps } from '../../../model/steps.ts';
import type { SnmpMetric, SnmpModule } from '../definition.ts';
import { readAuth } from './auth.ts';
import { type Environment, expandAuth } from './environment.ts';
import { integer } from './fields.ts';
import type { Interner } from './interner.ts';
import { Mistakes } from './mistakes.ts';
import { readMetric } from './metric.ts';
import { readModule, readModuleWithAuth } from './module.ts';
import { yamlFault } from './yaml-fault.ts';
import { type CutOut, cutOutList } from './yaml-list.ts';
import { type Entry, parsePart, splitEntries } from './yaml-parts.ts';
import { type Path, Source, type Value } from './yaml-value.ts';

const SECTIONS = ['auths', 'modules'] as const;
type Section = (typeof SECTIONS)[number];
const SECTION_NAMES: ReadonlySet<string> = new Set(SECTIONS);
const TOP_KEYS = [...SECTIONS, 'version'];
const ANY_INTEGER = { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER };

export interface SnmpFile {
  /** As it is shown to people. */
  readonly path: string;
  readonly text: string;
}

interface Place {
  readonly name: string;
  /** Keys that lead to it. */
  readonly at: string;
  readonly line: number;
}

/** An auth or a module of a file. */
export type Found = Place &
  (
    | { readonly section: 'auths'; readonly content: SnmpAuth }
    | { readonly section: 'modules'; readonly content: SnmpModule }
  );

/** What one file defines, and what is wrong with it. */
export class FileReading {
  readonly mistakes = new Mistakes();
  readonly found: Found[] = [];
  readonly #source: Source;
  readonly #file: SnmpFile;
  readonly #interner: Interner;
  readonly #environment: Environment | null;

  private constructor(file: SnmpFile, interner: Interner, environment: Environment | null) {
    this.#file = file;
    this.#interner = interner;
    this.#environment = environment;
    this.#source = new Source(file.path, this.mistakes);
  }

  /** `environment` is null where variables are not replaced. */
  static *of(file: SnmpFile, interner: Interner, environment: Environment | null): Steps<FileReading> {
    const entries = splitEntries(file.text, SECTION_NAMES);
    yield;
    const inParts = new FileReading(file, interner, environment);
    if (entries && (yield* inParts.#addParts(entries))) return inParts;
    const whole = new FileReading(file, interner, environment);
    whole.#addWhole();
    return whole;
  }

  /** False when the parts do not stand for themselves: the file has to be read as a whole. */
  *#addParts(entries: readonly Entry[]): Steps<boolean> {
    const isNew = entries.some(({ under, key }) => SECTION_NAMES.has(under ?? key));
    for (const { under, key, text, line } of entries) {
      const isModule = under === 'modules' || (under === null && !isNew);
      const cut = isModule ? cutOutList(text, 'metrics', line) : null;
      if (cut) yield;
      const part = parsePart(cut?.rest ?? text, line);
      if (part.document.errors.length > 0) return false;
      const value = this.#source.valueOf(part, under === null ? null : { up: null, step: under });
      if (under === null) this.#addTop(value.entries(), isNew);
      else this.#addSection(under as Section, value);
      yield;
      if (cut && !(yield* this.#addMetrics({ up: value.path, step: key }, cut))) return false;
      if (this.#source.anchorMissing) return false;
    }
    return true;
  }

  /** To the module that was found last, and which stands at that path. */
  *#addMetrics(module: Path, { chunks }: CutOut): Steps<boolean> {
    const metrics: SnmpMetric[] = [];
    for (const { text, line } of chunks) {
      const part = parsePart(text, line);
      if (part.document.errors.length > 0) return false;
      const list = this.#source.valueOf(part, { up: module, step: 'metrics' });
      metrics.push(...list.items(metrics.length).map((each) => readMetric(each, this.#interner)));
      yield;
    }
    const found = this.found.pop();
    if (found?.section !== 'modules') return false;
    this.found.push({ ...found, content: { ...found.content, metrics } });
    return true;
  }

  #addWhole(): void {
    const part = parsePart(this.#file.text);
    for (const error of part.document.errors)
      this.mistakes.add(yamlFault(error), this.#file.path, part.lineOf(error.pos[0]));
    if (part.document.errors.length > 0) return;
    const entries = this.#source.valueOf(part).entries();
    const isNew = [...entries.keys()].some((key) => SECTION_NAMES.has(key));
    this.#addTop(entries, isNew);
  }

  #addTop(entries: ReadonlyMap<string, Value>, isNew: boolean): void {
    for (const [key, value] of entries) {
      if (!isNew) this.#addOldModule(key, value);
      else if (SECTION_NAMES.has(key)) this.#addSection(key as Section, value);
      else if (key === 'version') integer(value, ANY_INTEGER, 0);
      else value.mistake(`unknown key (allowed: ${TOP_KEYS.join(', ')})`);
    }
  }

  #addSection(section: Section, map: Value): void {
    for (const [name, value] of map.entries()) {
      const place = { name, at: value.at, line: value.line };
      if (section === 'modules')
        this.found.push({ section, content: readModule(name, value, this.#interner), ...place });
      else this.found.push({ section, content: this.#expanded(readAuth(value), value), ...place });
    }
  }

  #addOldModule(name: string, value: Value): void {
    const module = readModuleWithAuth(name, value, this.#interner);
    const content = { ...module, auth: module.auth && this.#expanded(module.auth, value) };
    this.found.push({ section: 'modules', content, name, at: value.at, line: value.line });
  }

  #expanded(auth: SnmpAuth, value: Value): SnmpAuth {
    if (!this.#environment) return auth;
    return expandAuth(auth, this.#environment, (key, reason) => value.mistake(`${key}: ${reason}`));
  }
}
