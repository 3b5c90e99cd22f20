/** Threat scores: listed, looked into, followed over time. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { get, type Query } from './client';

export type ScoreQuery = Query<'/scores'>;

/** Scores are written into their history every 15 seconds. */
const LIVE_MS = 15_000;

const KEYS = {
  list: (query: ScoreQuery) => ['scores', 'list', query],
  one: (entity: string) => ['scores', 'one', entity],
  history: (entities: readonly string[], hours: number) => ['scores', 'history', [...entities].sort(), hours],
} as const;

export function useScores(query: ScoreQuery) {
  return useQuery({
    queryKey: KEYS.list(query),
    queryFn: ({ signal }) => get('/scores', { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: LIVE_MS,
  });
}

/** Without evidence, or an error of `not-found`, when nothing speaks against it now. */
export function useScore(entity: string) {
  return useQuery({
    queryKey: KEYS.one(entity),
    queryFn: ({ signal }) => get('/scores/{entity}', { path: { entity }, signal }),
    refetchInterval: LIVE_MS,
  });
}

/** Of up to 20 entities, in whatever order, the last `hours`, with the period asked for, which goes on while the page is open. */
export function useScoreHistory(entities: readonly string[], hours: number) {
  return useQuery({
    queryKey: KEYS.history(entities, hours),
    queryFn: async ({ signal }) => {
      const to = Date.now();
      const from = to - hours * 3_600_000;
      const query = {
        entities: entities.join(','),
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
      };
      const { items } = await get('/scores/history', { query, signal });
      return { lines: items, period: { from, to } };
    },
    enabled: entities.length > 0,
    placeholderData: keepPreviousData,
    refetchInterval: LIVE_MS,
  });
}
