import { isRecord } from '../../isRecord';
import { NONE } from './none';

/** What an attribute holds, in the forms it is shown in. */
export type AttributeView =
  | { readonly type: 'scalar'; readonly text: string }
  | { readonly type: 'list'; readonly items: readonly string[] }
  | { readonly type: 'table'; readonly columns: readonly string[]; readonly rows: ReadonlyArray<readonly string[]> }
  | { readonly type: 'group'; readonly entries: ReadonlyArray<readonly [string, AttributeView]> };

/** Deeper than this nobody reads: it is shown as JSON. */
const MAX_DEPTH = 4;
/** More columns than a table of attributes is readable with. */
const MAX_COLUMNS = 12;

export function attributeView(name: string, value: unknown, depth = 0): AttributeView {
  if (Array.isArray(value)) {
    return listView(name, value);
  }
  if (!isRecord(value)) {
    return { type: 'scalar', text: scalarText(name, value) };
  }
  if (depth >= MAX_DEPTH) {
    return { type: 'scalar', text: JSON.stringify(value) };
  }
  return {
    type: 'group',
    entries: Object.entries(value).map(([key, each]) => [key, attributeView(key, each, depth + 1)]),
  };
}

function listView(name: string, values: readonly unknown[]): AttributeView {
  const records = values.filter(isRecord);
  const columns = [...new Set(records.flatMap(Object.keys))];
  const isTable = records.length > 0 && records.length === values.length && columns.length <= MAX_COLUMNS;
  if (!isTable) {
    return { type: 'list', items: values.map((each) => scalarText(name, each)) };
  }
  return {
    type: 'table',
    columns,
    rows: records.map((record) => columns.map((column) => scalarText(column, record[column]))),
  };
}

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** Attributes that count bytes say so by their names: `memoryBytes`, `sizeBytes`, `bytes`. */
const countsBytes = (name: string) => /bytes$/i.test(name);

function scalarText(name: string, value: unknown): string {
  if (value === null || value === undefined || value === '') {
    return NONE;
  }
  if (typeof value === 'number' && countsBytes(name)) {
    return bytesText(value);
  }
  if (Array.isArray(value) && value.every((each) => !isRecord(each) && !Array.isArray(each))) {
    return value.map((each) => scalarText(name, each)).join(', ');
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export function bytesText(bytes: number): string {
  const power = Math.min(BYTE_UNITS.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, Math.abs(bytes))) / 10)));
  const amount = bytes / 1024 ** power;
  return `${power === 0 ? amount : Number(amount.toPrecision(3))} ${BYTE_UNITS[power] ?? 'B'}`;
}
