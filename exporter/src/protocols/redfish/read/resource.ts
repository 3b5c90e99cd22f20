/**
 * Fields of a resource as they should be, whatever the service has put there: each function gives null, or nothing, for
 * what is missing or of another kind.
 */

export type Resource = Readonly<Record<string, unknown>>;

/** Names, serials, models. */
const MAX_TEXT = 512;
/** Messages of logs. */
export const MAX_MESSAGE = 2048;
/** Items of one list within a resource, such as the sensors of a chassis. */
const MAX_ITEMS = 1024;
/** More is not measured anywhere: an exabyte. */
const MAX_NUMBER = 1e18;
const NUMBER = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/;
const NOTHING: Resource = {};

export function isResource(value: unknown): value is Resource {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is at the end of these keys; an empty resource when there is none. */
export function within(resource: Resource, ...keys: readonly string[]): Resource {
  let at = resource;
  for (const key of keys) {
    const next = at[key];
    if (!isResource(next)) return NOTHING;
    at = next;
  }
  return at;
}

/** Trimmed; empty when there is none. A number counts as its text, a list of Dell's first iDRACs as its first member. */
export function text(value: unknown, maxLength = MAX_TEXT): string {
  if (typeof value === 'string') return value.trim().slice(0, maxLength);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!Array.isArray(value) || !isResource(value[0])) return '';
  const member = value[0]['Member'];
  return typeof member === 'string' ? member.trim().slice(0, maxLength) : '';
}

/** Numbers that some services write as texts count; `N/A` does not. */
export function number(value: unknown): number | null {
  if (typeof value === 'number') return Math.abs(value) <= MAX_NUMBER ? value : null;
  if (typeof value !== 'string') return null;
  const digits = value.trim();
  return digits.length <= 32 && NUMBER.test(digits) ? number(Number(digits)) : null;
}

/** As `number`; null for zero and below, which stands for "not known" there. */
export function positive(value: unknown): number | null {
  const read = number(value);
  return read !== null && read > 0 ? read : null;
}

export function flag(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

/** The resources of a list; whatever else is in it is left out. */
export function list(value: unknown): readonly Resource[] {
  return Array.isArray(value) ? value.slice(0, MAX_ITEMS).filter(isResource) : [];
}

/** Where a link leads; null when it is none. What follows `#` is a place within that resource. */
export function pathOf(value: unknown): string | null {
  const id = isResource(value) ? value['@odata.id'] : undefined;
  if (typeof id !== 'string' || !id.startsWith('/')) return null;
  const [path = ''] = id.split('#');
  return path;
}

/** The last part of a path. */
export function lastPart(path: string): string {
  return path.replace(/\/+$/, '').split('/').at(-1) ?? '';
}

export interface Status {
  readonly health: string;
  readonly state: string;
}

export function statusOf(resource: Resource): Status {
  const status = within(resource, 'Status');
  return { health: text(status['Health']), state: text(status['State']) };
}
