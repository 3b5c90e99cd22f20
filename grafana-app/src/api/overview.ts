/** What needs attention now, in one answer. */
import { useQuery } from '@tanstack/react-query';
import { get } from './client';

const LIVE_MS = 30_000;

/** Asked for again only while the page is visible. */
export function useOverview() {
  return useQuery({
    queryKey: ['overview'],
    queryFn: ({ signal }) => get('/overview', { signal }),
    refetchInterval: LIVE_MS,
    refetchIntervalInBackground: false,
    refetchOnWindowFocus: true,
  });
}
