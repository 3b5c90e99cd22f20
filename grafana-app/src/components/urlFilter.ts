/** Filters of a list as they stand in its URL, which anybody may have typed. */
import type { UrlState } from './urlState';

export type UrlReader = Pick<UrlState, 'get' | 'list'>;

/** What the API takes at most. */
export const MAX_SEARCH = 256;

export const searchOf = ({ get }: Pick<UrlReader, 'get'>): string => get('search').trim().slice(0, MAX_SEARCH);

/** Those of the values that the parameter names, in their own order. */
export function chosenOf<V extends string>({ list }: UrlReader, name: string, values: readonly V[]): V[] {
  const named = list(name);
  return values.filter((each) => named.includes(each));
}

export const hasAny = ({ get }: Pick<UrlReader, 'get'>, names: readonly string[]): boolean =>
  names.some((name) => get(name) !== '');

/** To be set, so that the parameters go. */
export const without = (names: readonly string[]): Record<string, undefined> =>
  Object.fromEntries(names.map((name) => [name, undefined]));

/** What does not filter is left out of the query. */
export const unlessEmpty = <V extends string | readonly string[]>(value: V): V | undefined =>
  value.length === 0 ? undefined : value;
