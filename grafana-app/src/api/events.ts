/** What happened. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { get, type Query } from './client';

export type EventQuery = Query<'/events'>;

/** Events arrive all the time, and the list is read from its newest end. */
const LIVE_MS = 30_000;

export function useEvents(query: EventQuery) {
  return useQuery({
    queryKey: ['events', query],
    queryFn: ({ signal }) => get('/events', { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: LIVE_MS,
  });
}
