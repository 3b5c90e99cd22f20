import { useCallback, useEffect, useMemo } from 'react';
import { useLocation, useSearchParams } from 'react-router-dom';
import type { AssetSort } from '../../components/AssetTable/AssetTable';
import { DEFAULT_COLUMNS, toColumns, type Column } from '../../components/AssetTable/columns';
import type { AssetFilters } from '../../components/AssetTable/filters';
import { searchOf } from '../../components/urlFilter';
import { useUrlState } from '../../components/urlState';
import { toPageSize, toSort, toTrail } from './listState';
import { readColumns, rememberColumns } from './rememberedColumns';

/** Filters, order, page and columns of the inventory, all in the address. */
export function useInventoryUrl() {
  const url = useUrlState();
  const { state } = useLocation();
  const filters = useMemo<AssetFilters>(
    () => ({
      search: searchOf(url),
      kind: url.list('kind'),
      status: url.list('status'),
      tenant: url.list('tenant'),
      source: url.list('source'),
      labels: url.list('labels'),
    }),
    [url]
  );
  const sort = useMemo(() => toSort(url.get('sort'), url.get('order')), [url]);
  const { set } = url;
  const setSearch = useCallback((search: string) => set({ search, cursor: '' }, { replace: true }), [set]);
  const setSort = useCallback(({ by, order }: AssetSort) => set({ sort: by, order, cursor: '' }), [set]);
  return {
    filters,
    setFilters: (next: AssetFilters) => set({ ...next, cursor: '' }),
    setSearch,
    sort,
    setSort,
    pageSize: toPageSize(url.get('limit')),
    setPageSize: (size: number) => set({ limit: String(size), cursor: '' }),
    trail: toTrail(url.get('cursor'), state),
    setTrail: useSetTrail(),
    ...useColumns(),
  };
}

function useSetTrail() {
  const [, setSearch] = useSearchParams();
  return (trail: readonly string[]) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        const cursor = trail.at(-1);
        if (cursor === undefined) {
          after.delete('cursor');
        } else {
          after.set('cursor', cursor);
        }
        return after;
      },
      { state: { trail } }
    );
}

/** In the address, so that a link shows the same table; remembered for the next time. */
function useColumns() {
  const url = useUrlState();
  const { state } = useLocation();
  const [, setSearch] = useSearchParams();
  const written = url.get('columns');
  const columns = useMemo(() => toColumns(written.split(',')), [written]);

  useEffect(() => {
    const remembered = written === '' ? readColumns() : '';
    if (remembered !== '') {
      setSearch((before) => withColumns(before, remembered), { replace: true, state });
    }
  }, [written, setSearch, state]);

  const setColumns = (next: readonly Column[]) => {
    const text = next.join(',');
    setSearch((before) => withColumns(before, text), { state });
    rememberColumns(text);
  };
  return { columns, setColumns, resetColumns: () => setColumns(DEFAULT_COLUMNS) };
}

function withColumns(search: URLSearchParams, columns: string): URLSearchParams {
  const after = new URLSearchParams(search);
  after.set('columns', columns);
  return after;
}
