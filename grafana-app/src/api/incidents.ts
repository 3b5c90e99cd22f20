/** Incidents: listed, looked into, acted on. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, post, type Body, type Query } from './client';

export type IncidentQuery = Query<'/incidents'>;
export type IncidentRequest = Body<'/incidents/{id}/actions'>;

/** While an incident is open its alerts and causes come and go. */
const LIVE_MS = 15_000;

const KEYS = {
  all: ['incidents'],
  list: (query: IncidentQuery) => ['incidents', 'list', query],
  one: (id: string) => ['incidents', 'one', id],
  timeline: (id: string) => ['incidents', 'timeline', id],
} as const;

export function useIncidents(query: IncidentQuery) {
  return useQuery({
    queryKey: KEYS.list(query),
    queryFn: ({ signal }) => get('/incidents', { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: LIVE_MS,
  });
}

export function useIncident(id: string) {
  return useQuery({
    queryKey: KEYS.one(id),
    queryFn: ({ signal }) => get('/incidents/{id}', { path: { id }, signal }),
    refetchInterval: ({ state }) => (state.data?.status === 'resolved' ? false : LIVE_MS),
  });
}

/** Follows the incident: `isLive` while it goes on. */
export function useIncidentTimeline(id: string, isLive: boolean) {
  return useQuery({
    queryKey: KEYS.timeline(id),
    queryFn: ({ signal }) => get('/incidents/{id}/timeline', { path: { id }, signal }),
    refetchInterval: isLive ? LIVE_MS : false,
  });
}

/** What somebody does with an incident; Fathom answers with the incident as it is then. */
export function useIncidentAction(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: IncidentRequest) => post('/incidents/{id}/actions', { path: { id }, body }),
    onSuccess: (incident) => client.setQueryData(KEYS.one(id), incident),
    onSettled: () =>
      Promise.all([KEYS.all, ['overview'], ['topology']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
