import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { AssetFilter } from '../store.ts';

export type Condition = RawBuilder<SqlBool>;

const COLUMNS = ['kind', 'status', 'tenant', 'source'] as const;

/** Conditions on columns of `assets` without the search. */
export function conditionsOf(filter: AssetFilter): Condition[] {
  const chosen = COLUMNS.flatMap((column) => {
    const values = filter[column];
    return values === undefined ? [] : [oneOf(column, values)];
  });
  return [...chosen, ...labelConditions(filter.labels)];
}

export function labelConditions(labels: AssetFilter['labels'] = {}): Condition[] {
  return Object.entries(labels).map(
    ([name, value]) =>
      sql<SqlBool>`id IN (SELECT asset FROM asset_labels WHERE name = ${name} AND value = ${value})`,
  );
}

export function searchConditions({ search }: AssetFilter): Condition[] {
  return search === undefined ? [] : [sql<SqlBool>`instr(search, ${search.toLowerCase()}) > 0`];
}

/** ` WHERE …`, or nothing. */
export function whereAll(conditions: readonly Condition[]): RawBuilder<unknown> {
  return conditions.length === 0 ? sql`` : sql` WHERE ${sql.join(conditions, sql` AND `)}`;
}

/** The text is the same for any number of values but one, so that few statements are prepared. */
function oneOf(column: (typeof COLUMNS)[number], values: readonly string[]): Condition {
  if (values.length === 1) return sql<SqlBool>`${sql.ref(column)} = ${values[0]}`;
  return sql<SqlBool>`${sql.ref(column)} IN (SELECT value FROM json_each(${JSON.stringify(values)}))`;
}
