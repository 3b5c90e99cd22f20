import { z } from 'zod';
import { MAX_PAGE } from '../../store/store.ts';

/** A name of 256 control characters, escaped, and an id. */
const MAX_CURSOR = 4096;

/** sort, order, limit and cursor of a list; the query is strict once extended. */
export function pageQuery<const S extends readonly [string, ...string[]]>(
  sorts: S,
  sort: S[number],
  order: 'asc' | 'desc',
) {
  return z.strictObject({
    sort: z.enum(sorts).default(sort as never),
    order: z.enum(['asc', 'desc']).default(order),
    limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(100),
    cursor: z
      .string()
      .min(1)
      .max(MAX_CURSOR)
      .optional()
      .describe('`nextCursor` of the page before, of the same query.'),
  });
}

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().describe('Continues the same query; null on the last page.'),
  });
}

/** Without the keys whose value is undefined, as exactOptionalPropertyTypes wants it. */
export function defined<T extends object>(object: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as never;
}
