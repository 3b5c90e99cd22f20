/** What of an asset goes into a table. */
import { z } from 'zod';
import type { Asset } from '../../model/asset.ts';
import type { Json } from '../../model/json.ts';

const FIELDS = ['id', 'name', 'kind', 'status', 'tenant', 'source', 'firstSeen', 'lastSeen'] as const;
export const DEFAULT_COLUMNS: readonly string[] = FIELDS;

/** Wider than anybody reads. */
const MAX_COLUMNS = 100;
/** `attributes.` and the longest name of an attribute. */
const MAX_COLUMN = 139;

export const Columns = z
  .string()
  .max(MAX_COLUMNS * (MAX_COLUMN + 1))
  .transform((text, context) => {
    const columns = [...new Set(text.split(','))];
    if (columns.length > MAX_COLUMNS)
      context.addIssue({ code: 'custom', message: `more than ${MAX_COLUMNS} columns`, input: text });
    for (const column of columns) {
      if (isColumn(column)) continue;
      const message = `${JSON.stringify(column.slice(0, MAX_COLUMN))}: not one of ${FIELDS.join(', ')}, labels.<name>, attributes.<name>`;
      context.addIssue({ code: 'custom', message, input: column });
      return z.NEVER;
    }
    return columns;
  })
  .meta({ description: `Of ${FIELDS.join(', ')}, labels.<name>, attributes.<name>; separated by commas.` });

function isColumn(column: string): boolean {
  if ((FIELDS as readonly string[]).includes(column)) return true;
  return column.length <= MAX_COLUMN && /^(?:labels|attributes)\../su.test(column);
}

/** Null where the asset has no such label or attribute. */
export function valueOf(asset: Asset, column: string): Json {
  const at = column.indexOf('.');
  if (at < 0) return asset[column as (typeof FIELDS)[number]];
  const values: Readonly<Record<string, Json>> =
    column.slice(0, at) === 'labels' ? asset.labels : asset.attributes;
  const name = column.slice(at + 1);
  return Object.hasOwn(values, name) ? (values[name] ?? null) : null;
}
