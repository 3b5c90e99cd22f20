/** The graph of assets and their relations. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { get, type Query } from './client';

export type TopologyQuery = Query<'/topology'>;

/** Health changes with incidents and scores; what is there changes less often. */
const LIVE_MS = 30_000;

export function useTopology(query: TopologyQuery) {
  return useQuery({
    queryKey: ['topology', query],
    queryFn: ({ signal }) => get('/topology', { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: LIVE_MS,
  });
}
