/** The graph of assets and their relations. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { get, type Query } from './client';

export type TopologyQuery = Query<'/topology'>;

/** Health changes with incidents and scores; what is there changes less often. */
const LIVE_MS = 30_000;

/** While another question is on its way, the answer to the one before stays: `question` says whose it is. */
export function useTopology(query: TopologyQuery, { enabled }: { readonly enabled: boolean }) {
  return useQuery({
    queryKey: ['topology', query],
    queryFn: async ({ signal }) => {
      const graph = await get('/topology', { query, signal });
      return { ...graph, question: JSON.stringify(query) };
    },
    placeholderData: keepPreviousData,
    refetchInterval: LIVE_MS,
    enabled,
  });
}
