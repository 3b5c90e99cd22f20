/** Recommendations: listed, counted, looked into, acted on. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, post, type Body, type Query, type Reply } from './client';
import type { Recommendation } from './types';

export type RecommendationQuery = Query<'/recommendations'>;
export type RecommendationRequest = Body<'/recommendations/{id}/actions'>;
export type RecommendationAction = RecommendationRequest['action'];
export type RecommendationCount = Reply<'get', '/recommendations/counts'>['counts'][number];

/** Advisors look again about every minute. */
const LIVE_MS = 30_000;
/** Advisors come and go with Fathom's configuration. */
const ADVISORS_MS = 5 * 60_000;

const KEYS = {
  all: ['recommendations'],
  lists: ['recommendations', 'list'],
  list: (query: RecommendationQuery) => ['recommendations', 'list', query],
  counts: ['recommendations', 'counts'],
  one: (id: string) => ['recommendations', 'one', id],
} as const;

export function useRecommendations(query: RecommendationQuery) {
  return useQuery({
    queryKey: KEYS.list(query),
    queryFn: ({ signal }) => get('/recommendations', { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: LIVE_MS,
  });
}

/** Of all that are kept, whatever the filters of a list. */
export function useRecommendationCounts() {
  return useQuery({
    queryKey: KEYS.counts,
    queryFn: ({ signal }) => get('/recommendations/counts', { signal }),
    refetchInterval: LIVE_MS,
  });
}

/** What a list already has of it is shown until the answer comes. */
export function useRecommendation(id: string) {
  const client = useQueryClient();
  return useQuery<Recommendation>({
    queryKey: KEYS.one(id),
    queryFn: ({ signal }) => get('/recommendations/{id}', { path: { id }, signal }),
    placeholderData: () =>
      client
        .getQueriesData<Reply<'get', '/recommendations'>>({ queryKey: KEYS.lists })
        .flatMap(([, page]) => page?.items ?? [])
        .find((each) => each.id === id),
    refetchInterval: LIVE_MS,
  });
}

/** Ids of the advisors that this Fathom has. */
export function useAdvisors() {
  return useQuery({
    queryKey: ['advisors'],
    queryFn: ({ signal }) => get('/health', { signal }),
    select: ({ modules }) => modules.filter(({ kind }) => kind === 'advisor').map(({ id }) => id),
    staleTime: ADVISORS_MS,
  });
}

/** What somebody does with a recommendation; Fathom answers with the recommendation as it is then. */
export function useRecommendationAction(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: RecommendationRequest) => post('/recommendations/{id}/actions', { path: { id }, body }),
    onSuccess: (recommendation) => client.setQueryData(KEYS.one(id), recommendation),
    onSettled: () =>
      Promise.all(
        [KEYS.all, ['overview'], ['assets', 'advice'], ['incidents']].map((queryKey) =>
          client.invalidateQueries({ queryKey })
        )
      ),
  });
}
