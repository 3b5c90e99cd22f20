import { ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';

/** arcstats, the longest, has some 150. */
const MAX_ROWS = 512;
const MAX_NAME_LENGTH = 100;
const HEAD = ['name', 'type', 'data'];
/** The numbers of spl's kstat_data_type that are shown. */
const INT64 = 3;
const UINT64 = 4;
/** Name of the row of an objset with the data set's name; all other rows with texts are of no interest. */
const DATASET_NAME = 'dataset_name';

/** The name of a row as it stands in the file, with the blank behind it, and as part of a metric's name. */
interface Key {
  readonly text: string;
  readonly name: string;
}
/** The keys of the last reading by row: ZFS writes the same ones each time, so they are made once. */
export type KnownKeys = Key[];

/**
 * Calls `visit` for each integer of a kstat: after a head, `name type data` and then such rows.
 * @throws ModuleError `malformed_reply` when the head is missing, or a value is no integer, or a name is there twice.
 */
export function readKstat(
  bytes: Uint8Array,
  known: KnownKeys,
  visit: (name: string, value: number) => void,
): void {
  eachRow(bytes, known, (scanner, { name }, type) => {
    if (type === UINT64) visit(name, checked(scanner.number()));
    else if (type === INT64) visit(name, checked(signed(scanner.word())));
  });
}

/** As `readKstat`, of a data set, whose name comes in the first row. */
export function readObjset(
  bytes: Uint8Array,
  known: KnownKeys,
  visit: (dataset: string, name: string, value: number) => void,
): void {
  let dataset: string | null = null;
  eachRow(bytes, known, (scanner, { name }, type) => {
    if (name === DATASET_NAME) dataset = scanner.rest();
    else if (type !== UINT64) return;
    else if (dataset === null) throw malformed('an objset without a name');
    else visit(dataset, name, checked(scanner.number()));
  });
}

function eachRow(
  bytes: Uint8Array,
  known: KnownKeys,
  visit: (scanner: LineScanner, key: Key, type: number) => void,
): void {
  const scanner = new LineScanner(bytes);
  skipHead(scanner);
  let row = 0;
  while (scanner.nextLine()) {
    const key = readKey(scanner, known, row);
    if (key === null) continue;
    const type = scanner.number();
    if (scanner.atLineEnd()) continue;
    visit(scanner, key, type);
    row += 1;
    if (row > MAX_ROWS) throw new ModuleError('limit_exceeded', `kstat: more than ${MAX_ROWS} rows`);
  }
}

function skipHead(scanner: LineScanner): void {
  while (scanner.nextLine()) {
    if (HEAD.every((word) => scanner.word() === word) && scanner.atLineEnd()) return;
  }
  throw malformed('no rows of "name type data"');
}

/** Null for an empty line. */
function readKey(scanner: LineScanner, known: KnownKeys, row: number): Key | null {
  const expected = known[row];
  if (expected !== undefined && scanner.accept(expected.text)) return expected;
  const text = scanner.word();
  if (text === '') return null;
  // As node_exporter does: what is behind the last dot, with dashes for underscores.
  const name = text.slice(text.lastIndexOf('.') + 1).replace(/[^A-Za-z0-9_]/g, '_');
  if (name === '' || name.length > MAX_NAME_LENGTH) throw malformed('a row without a name');
  // The rows below may be others than before as well.
  known.length = row;
  if (known.some((key) => key.name === name)) throw malformed('a name is there twice');
  return (known[row] = { text: `${text} `, name });
}

const signed = (text: string) => (/^-?\d{1,19}$/.test(text) ? Number(text) : NaN);

function checked(value: number): number {
  if (Number.isNaN(value)) throw malformed('a value that is no integer');
  return value;
}

const malformed = (what: string) => new ModuleError('malformed_reply', `kstat: ${what}`);
