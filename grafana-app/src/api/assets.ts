/** The inventory: listed, counted, exported. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { config } from '@grafana/runtime';
import { get, urlOf, type Query } from './client';

export type AssetQuery = Query<'/assets'>;
export type AssetFilterQuery = Query<'/assets/facets'>;
export type AssetExportQuery = Query<'/assets/export'>;

/** Scanners look every minute or so. */
const LIVE_MS = 60_000;

const KEYS = {
  list: (query: AssetQuery) => ['assets', 'list', query],
  facets: (query: AssetFilterQuery) => ['assets', 'facets', query],
  one: (id: string) => ['assets', 'one', id],
} as const;

export function useAssets(query: AssetQuery) {
  return useQuery({
    queryKey: KEYS.list(query),
    queryFn: ({ signal }) => get('/assets', { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: LIVE_MS,
  });
}

/** Counting takes the server longer than listing: `enabled` lets the rows come first. */
export function useAssetFacets(query: AssetFilterQuery, { enabled }: { readonly enabled: boolean }) {
  return useQuery({
    queryKey: KEYS.facets(query),
    queryFn: ({ signal }) => get('/assets/facets', { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: LIVE_MS,
    enabled,
  });
}

export function useAsset(id: string) {
  return useQuery({
    queryKey: KEYS.one(id),
    queryFn: ({ signal }) => get('/assets/{id}', { path: { id }, signal }),
    refetchInterval: LIVE_MS,
  });
}

/** Where the browser downloads the whole list from, in order and with these columns. */
export function assetExportHref(query: AssetExportQuery): string {
  return `${config.appSubUrl}${urlOf('/assets/export', { query })}`;
}
