/** Keyset paging: a cursor says after which (sort value, id) the next page begins, and of which query. */
import { createHash } from 'node:crypto';
import { ModuleError } from '../model/errors.ts';
import { MAX_PAGE } from './store.ts';

/** Longest sort value: an asset's name of 256 characters, escaped, and room. */
const MAX_CURSOR = 8192;

export interface Position {
  readonly value: string | bigint;
  readonly id: string | bigint;
}

/** Identifies a query whatever its page: its list, filters, sort and order. */
export function fingerprintOf(list: string, query: object): string {
  const filters = Object.entries(query)
    .filter(([key, value]) => key !== 'cursor' && key !== 'limit' && value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([list, filters], (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : isRecord(value) ? Object.entries(value).sort() : value,
  );
  return createHash('sha256').update(text).digest('base64url').slice(0, 11);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function encodeCursor(fingerprint: string, { value, id }: Position): string {
  const plain = (part: string | bigint) => (typeof part === 'bigint' ? { n: String(part) } : part);
  return Buffer.from(JSON.stringify([fingerprint, plain(value), plain(id)])).toString('base64url');
}

/** @throws ModuleError `malformed_reply` for a cursor that this query did not give. */
export function decodeCursor(cursor: string | undefined, fingerprint: string): Position | null {
  if (cursor === undefined) return null;
  const foreign = new ModuleError('malformed_reply', 'the cursor does not belong to this query');
  if (cursor.length > MAX_CURSOR) throw foreign;
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw foreign;
  }
  if (!Array.isArray(parts) || parts.length !== 3 || parts[0] !== fingerprint) throw foreign;
  const [value, id] = [partOf(parts[1]), partOf(parts[2])];
  if (value === null || id === null) throw foreign;
  return { value, id };
}

function partOf(part: unknown): string | bigint | null {
  if (typeof part === 'string') return part;
  if (!isRecord(part) || typeof part['n'] !== 'string' || !/^-?\d{1,19}$/.test(part['n'])) return null;
  return BigInt(part['n']);
}

export function clampLimit(limit: number): number {
  return Math.max(1, Math.min(MAX_PAGE, Math.trunc(limit) || 1));
}

/** A page of what was found with a limit of one more than the page has. */
export function toPage<R, T>(
  rows: readonly R[],
  limit: number,
  fingerprint: string,
  position: (row: R) => Position,
  toItem: (row: R) => T,
): { items: T[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items: items.map(toItem), nextCursor: more ? encodeCursor(fingerprint, position(last)) : null };
}
