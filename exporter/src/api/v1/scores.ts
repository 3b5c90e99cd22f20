import { z } from 'zod';
import { AssetId } from '../../model/asset.ts';
import { ThreatLevel, ThreatScore } from '../../model/score.ts';
import { MAX_PAGE } from '../../store/store.ts';
import { notFound, Problem } from '../problem.ts';
import { multi } from './multi.ts';
import { pageOf, pageQuery } from './paging.ts';
import { defineRoute, ok } from './route.ts';

const tag = 'Scores';
const SORTS = ['score', 'entity', 'time'] as const;

const ScoreFilter = pageQuery(SORTS, 'score', 'desc').extend({
  level: multi(ThreatLevel).optional(),
  search: z.string().min(1).max(256).optional().describe('Part of the id of the asset, in any case.'),
  minScore: z.coerce.number().min(0).max(100).optional(),
});
type ScoreFilter = z.output<typeof ScoreFilter>;

/** Where a page ended: the value sorted by and the entity, with the query it belongs to. */
const Cursor = z.tuple([
  z.enum(SORTS),
  z.enum(['asc', 'desc']),
  z.union([z.number(), z.string()]),
  z.string(),
]);

/** A score with what people call the asset it is about. */
export const NamedScore = ThreatScore.extend({
  name: z.string().nullable().describe('Name of the asset; null when the inventory does not have it.'),
});

export const scoreRoutes = [
  defineRoute({
    method: 'get',
    path: '/scores',
    operationId: 'listScores',
    tag,
    summary: 'Threat scores, the highest first',
    description: `At most the ${MAX_PAGE} highest scores are looked at.`,
    query: ScoreFilter,
    success: { 200: 'A page of scores.' },
    response: pageOf(NamedScore),
    async handle({ services: { scores, store }, query }) {
      const { items, nextCursor } = pageOfScores(scores.list(MAX_PAGE), query);
      const entities = items.map(({ entity }) => entity);
      const assets = await store.graph.among(entities, {});
      const named = items.map((score) => ({ ...score, name: assets.get(score.entity)?.name ?? null }));
      return ok({ items: named, nextCursor });
    },
  }),
  defineRoute({
    method: 'get',
    path: '/scores/{entity}',
    operationId: 'getScore',
    tag,
    summary: 'The threat score of one asset, with its evidence',
    params: z.strictObject({ entity: AssetId }),
    success: { 200: 'The score.' },
    response: ThreatScore,
    async handle({ services, params }) {
      const score = services.scores.get(params.entity);
      if (!score) throw notFound(`no threat score for ${params.entity}`);
      return ok(score);
    },
  }),
];

function pageOfScores(
  scores: readonly ThreatScore[],
  { sort, order, limit, cursor, level, search = '', minScore = 0 }: ScoreFilter,
) {
  const sign = order === 'asc' ? 1 : -1;
  const compare = (a: readonly [string | number, string], b: readonly [string | number, string]) =>
    sign * (compareValues(a[0], b[0]) || compareValues(a[1], b[1]));
  const keyOf = (score: ThreatScore) => [score[sort], score.entity] as const;

  const chosen = scores.filter(
    (score) =>
      score.score >= minScore &&
      (level === undefined || level.includes(score.level)) &&
      score.entity.toLowerCase().includes(search.toLowerCase()),
  );
  const sorted = chosen.sort((a, b) => compare(keyOf(a), keyOf(b)));
  const after = cursor === undefined ? null : parseCursor(cursor, sort, order);
  const rest = after ? sorted.filter((score) => compare(keyOf(score), after) > 0) : sorted;
  const items = rest.slice(0, limit);
  const last = items[items.length - 1];
  const more = rest.length > limit && last !== undefined;
  const nextCursor = more
    ? Buffer.from(JSON.stringify([sort, order, ...keyOf(last)])).toString('base64url')
    : null;
  return { items, nextCursor };
}

function compareValues(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function parseCursor(text: string, sort: string, order: string): readonly [string | number, string] {
  try {
    const [ofSort, ofOrder, value, entity] = Cursor.parse(
      JSON.parse(Buffer.from(text, 'base64url').toString('utf8')),
    );
    if (ofSort === sort && ofOrder === order) return [value, entity];
  } catch {
    // Falls through: what is not a cursor and a cursor of another query are one fault.
  }
  throw new Problem(400, 'the cursor is not of this query', {
    errors: [{ path: 'query.cursor', message: 'not of this query' }],
  });
}
