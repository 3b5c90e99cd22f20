/** What Fathom itself measured of an asset lately. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { get } from './client';

/** There is one point a minute. */
const LIVE_MS = 30_000;

/** The last `hours`, with the period asked for, which goes on while the page is open. */
export function useAssetMetrics(id: string, hours: number) {
  return useQuery({
    queryKey: ['assets', 'metrics', id, hours],
    queryFn: async ({ signal }) => {
      const to = Date.now();
      const from = to - hours * 3_600_000;
      const query = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
      const { series, note } = await get('/assets/{id}/metrics', { path: { id }, query, signal });
      return { series, note, period: { from, to } };
    },
    placeholderData: keepPreviousData,
    refetchInterval: LIVE_MS,
  });
}
