import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

export interface UrlState {
  /** Empty when absent. */
  get(name: string): string;
  /** Of a comma-separated list. */
  list(name: string): string[];
  /** Writes several at once; an empty value removes. Whatever else is in the URL stays. */
  set(values: Readonly<Record<string, string | readonly string[] | undefined>>, options?: { replace?: boolean }): void;
}

/** Filters and selections of a page live in the URL, so that a link shows what its sender saw. */
export function useUrlState(): UrlState {
  const [search, setSearch] = useSearchParams();
  const set = useCallback<UrlState['set']>(
    (values, { replace = false } = {}) =>
      setSearch(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries(values)) {
            const text = typeof value === 'string' ? value : (value ?? []).join(',');
            if (text === '') {
              after.delete(name);
            } else {
              after.set(name, text);
            }
          }
          return after;
        },
        { replace }
      ),
    [setSearch]
  );
  return useMemo(
    () => ({
      get: (name) => search.get(name) ?? '',
      list: (name) => (search.get(name) ?? '').split(',').filter((each) => each !== ''),
      set,
    }),
    [search, set]
  );
}
