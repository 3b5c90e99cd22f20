import { ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';

/** Kernels have about 190 fields. */
const MAX_LINES = 4096;
const NAME = /^[a-zA-Z0-9_]{1,100}$/;

/** A wanted field of the file. */
interface Field {
  readonly name: string;
  /** Counted from 0. */
  readonly line: number;
  /** The name with the blank behind it. */
  readonly start: string;
  value: number;
}
/** The wanted fields in the order of the file; its lines are fixed when the kernel is built, so they are found once. */
export type Fields = readonly Field[];

/** @throws ModuleError `malformed_reply` when a line is not a name with a number, `limit_exceeded`. */
export function findFields(bytes: Uint8Array, wanted: (name: string) => boolean): Fields {
  const scanner = new LineScanner(bytes);
  const fields = new Map<string, Field>();
  for (let line = 0; scanner.nextLine(); line += 1) {
    if (line >= MAX_LINES) throw new ModuleError('limit_exceeded', `vmstat: more than ${MAX_LINES} lines`);
    const name = scanner.word();
    const value = scanner.number();
    if (!NAME.test(name) || Number.isNaN(value)) throw malformed();
    if (wanted(name) && !fields.has(name)) fields.set(name, { name, line, start: `${name} `, value });
  }
  return [...fields.values()];
}

/**
 * Takes the values of the fields from a later reading; false when a field is no longer in its line.
 * @throws ModuleError `malformed_reply` when a value is no number.
 */
export function readFields(bytes: Uint8Array, fields: Fields): boolean {
  const scanner = new LineScanner(bytes);
  let at = -1;
  for (const field of fields) {
    for (; at < field.line; at += 1) if (!scanner.nextLine()) return false;
    if (!scanner.accept(field.start)) return false;
    field.value = scanner.number();
    if (Number.isNaN(field.value)) throw malformed();
  }
  return true;
}

const malformed = () => new ModuleError('malformed_reply', 'vmstat: not lines of a name and a number');
