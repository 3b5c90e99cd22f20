/** The files of bcachefs that hold more than one value. All throw ModuleError `malformed_reply`. */
import { ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';
import { parseHumanNumber } from './human-number.ts';

/** The kernel knows five algorithms, a dozen kinds of data and some three hundred kinds of errors. */
const MAX_ROWS = 1024;
const CREATION = 'since filesystem creation:';
const MOUNT = 'since mount:';

/** Content of a file of counters/: since the creation of the file system, or 0 where only this mount is counted. */
export function parseCounter(bytes: Uint8Array): number {
  const scanner = new LineScanner(bytes);
  let count: number | null = null;
  while (scanner.nextLine()) {
    if (scanner.accept(CREATION)) count = parseHumanNumber(scanner.rest());
    else if (scanner.accept(MOUNT)) count ??= 0;
  }
  if (count === null) throw malformed('a counter since neither mount nor creation');
  return count;
}

/** Content of compression_stats: after a head, `algorithm compressed uncompressed …`. */
export function readCompression(
  bytes: Uint8Array,
  visit: (algorithm: string, compressed: number, uncompressed: number) => void,
): void {
  const scanner = new LineScanner(bytes);
  scanner.nextLine();
  eachRow(scanner, (algorithm, compressed, uncompressed) =>
    visit(algorithm, parseHumanNumber(compressed), parseHumanNumber(uncompressed)),
  );
}

/** Content of btree_write_stats: after a head, `type: number size`. */
export function readBtreeWrites(
  bytes: Uint8Array,
  visit: (type: string, writes: number, averageBytes: number) => void,
): void {
  const scanner = new LineScanner(bytes);
  scanner.nextLine();
  eachRow(scanner, (type, writes, size) => visit(type, parseCount(writes), parseHumanNumber(size)));
}

/** Content of errors: `type count time`. */
export function readErrors(bytes: Uint8Array, visit: (type: string, count: number) => void): void {
  eachRow(new LineScanner(bytes), (type, count) => visit(type, parseCount(count)), 2);
}

/** Content of a device's io_done: `read:` and `write:`, and below each `data type: bytes`. */
export function readIoDone(
  bytes: Uint8Array,
  visit: (operation: string, dataType: string, bytes: number) => void,
): void {
  const scanner = new LineScanner(bytes);
  const seen = new Once();
  let operation: string | null = null;
  while (scanner.nextLine()) {
    const name = scanner.wordBeforeLast(':')?.trimEnd() ?? null;
    if (name === null) continue;
    if (scanner.atLineEnd() && (name === 'read' || name === 'write')) {
      operation = name;
    } else if (operation !== null) {
      seen.check(`${operation} ${name}`);
      visit(operation, name, parseCount(scanner.rest()));
    }
  }
}

/** Content of a device's io_errors: below the line for the creation of the file system, `type: count`. */
export function readIoErrors(bytes: Uint8Array, visit: (type: string, count: number) => void): void {
  const scanner = new LineScanner(bytes);
  const seen = new Once();
  let sinceCreation = false;
  while (scanner.nextLine()) {
    if (scanner.accept('IO errors since ')) {
      if (sinceCreation) return;
      sinceCreation = scanner.accept('filesystem creation');
      if (!sinceCreation) return;
      continue;
    }
    const type = sinceCreation ? (scanner.wordBeforeLast(':')?.trimEnd() ?? null) : null;
    if (type === null) continue;
    seen.check(type);
    visit(type, parseCount(scanner.rest()));
  }
}

/** Lines with less than `columns` words say nothing. */
function eachRow(
  scanner: LineScanner,
  visit: (name: string, first: string, second: string) => void,
  columns: 2 | 3 = 3,
): void {
  const seen = new Once();
  while (scanner.nextLine()) {
    const name = scanner.word().replace(/:$/, '');
    const first = scanner.word();
    const second = scanner.word();
    if (first === '' || (columns === 3 && second === '')) continue;
    seen.check(name);
    visit(name, first, second);
  }
}

/** Finds rows that are there twice, and rows without end. */
class Once {
  readonly #names = new Set<string>();

  check(name: string): void {
    if (this.#names.has(name)) throw malformed('a row is there twice');
    this.#names.add(name);
    if (this.#names.size > MAX_ROWS)
      throw new ModuleError('limit_exceeded', `bcachefs: more than ${MAX_ROWS} rows`);
  }
}

function parseCount(text: string): number {
  if (!/^\d{1,20}$/.test(text)) throw malformed('a count that is no number');
  return Number(text);
}

const malformed = (what: string) => new ModuleError('malformed_reply', `bcachefs: ${what}`);
