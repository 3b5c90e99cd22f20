/** What an asset is related to, and what to it. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { get, type Query } from './client';

export type RelationQuery = Query<'/assets/{id}/relations'>;

/** Scanners look every minute or so. */
const LIVE_MS = 60_000;

export function useAssetRelations(id: string, query: RelationQuery) {
  return useQuery({
    queryKey: ['assets', 'relations', id, query],
    queryFn: ({ signal }) => get('/assets/{id}/relations', { path: { id }, query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: LIVE_MS,
  });
}
