/** What needs attention now, in one answer. */
import { useQuery } from '@tanstack/react-query';
import { get } from './client';

const LIVE_MS = 30_000;

/** Whoever comes back to the page sees what is now. */
export function useOverview() {
  return useQuery({
    queryKey: ['overview'],
    queryFn: ({ signal }) => get('/overview', { signal }),
    refetchInterval: LIVE_MS,
    refetchOnWindowFocus: true,
  });
}
