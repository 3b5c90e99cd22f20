/** What queries answer, before it becomes Grafana's data frames. */

export interface Column {
  readonly name: string;
  /** Times are milliseconds since the epoch. */
  readonly type: 'string' | 'number' | 'time' | 'other';
  readonly values: readonly unknown[];
  /** One of Grafana's units. */
  readonly unit?: string;
  readonly decimals?: number;
  readonly min?: number;
  readonly max?: number;
  /** The page of the app about it. */
  readonly link?: string;
  /** Of a time series: what it is of. */
  readonly labels?: Readonly<Record<string, string>>;
  /** A value holds until the next. */
  readonly isStep?: boolean;
}

export interface Table {
  readonly name?: string;
  readonly columns: readonly Column[];
  readonly show?: 'table' | 'nodeGraph' | 'graph';
  /** More was found than the query's limit. */
  readonly isCut?: boolean;
}

export const texts = <T>(name: string, rows: readonly T[], read: (row: T) => string | null): Column => ({
  name,
  type: 'string',
  values: rows.map(read),
});

export const numbers = <T>(name: string, rows: readonly T[], read: (row: T) => number | null): Column => ({
  name,
  type: 'number',
  values: rows.map(read),
});

/** Of RFC 3339, with any number of digits. */
export const times = <T>(name: string, rows: readonly T[], read: (row: T) => string | null): Column => ({
  name,
  type: 'time',
  values: rows.map((row) => millis(read(row))),
});

export function millis(time: string | null): number | null {
  const at = time === null ? NaN : Date.parse(time);
  return Number.isFinite(at) ? at : null;
}

export const SHARE = { unit: 'percentunit', min: 0, max: 1 } as const;
export const SCORE = { min: 0, max: 100, decimals: 1 } as const;

/** A link to the page of what another field of the same row has the id of. */
export function linkTo(path: (id: string) => string, field: string): string {
  const mark = 'ID';
  return path(mark).replace(mark, `\${__data.fields.${field}:percentencode}`);
}
