/** What changed in the inventory, newest first. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { get, type Query } from './client';

export type ChangeQuery = Query<'/changes'>;

const LIVE_MS = 60_000;

export function useChanges(query: ChangeQuery) {
  return useQuery({
    queryKey: ['changes', query],
    queryFn: ({ signal }) => get('/changes', { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: LIVE_MS,
  });
}
