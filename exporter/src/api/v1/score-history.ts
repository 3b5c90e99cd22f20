import { z } from 'zod';
import { AssetId } from '../../model/asset.ts';
import { ChartPoint } from '../../model/chart.ts';
import { msToNs, nsToMs } from '../../model/time.ts';
import { MAX_SCORE_POINTS, type ScoreHistory } from '../../store/score-history.ts';
import { defineRoute, ok } from './route.ts';
import { Time } from './time.ts';

/** Lines that a chart can still show apart. */
const MAX_ENTITIES = 20;
const MAX_TEXT = MAX_ENTITIES * 201;
const DAY_MS = 24 * 60 * 60_000;

const Entities = z
  .string()
  .max(MAX_TEXT)
  .transform((text) => [...new Set(text.split(','))])
  .pipe(z.array(AssetId).max(MAX_ENTITIES))
  .meta({ type: 'string', description: `Ids of assets, up to ${MAX_ENTITIES}, separated by commas.` });

export const ScoreLine = z.object({
  entity: z.string(),
  points: z.array(ChartPoint).max(MAX_SCORE_POINTS).describe('Oldest first; a score holds until the next.'),
});
export type ScoreLine = z.infer<typeof ScoreLine>;

/** One after the other: each is a query that the event loop waits for. */
export async function scoreLines(
  history: Pick<ScoreHistory, 'read'>,
  entities: readonly string[],
  fromMs: number,
  toMs: number,
): Promise<ScoreLine[]> {
  const lines: ScoreLine[] = [];
  for (const entity of entities) {
    const points = await history.read(entity, fromMs, toMs);
    lines.push({ entity, points: points.map(([ms, score]) => [ms, score]) });
  }
  return lines;
}

/** Comes before `/scores/{entity}`, which would take it for an entity. */
export const scoreHistoryRoutes = [
  defineRoute({
    method: 'get',
    path: '/scores/history',
    operationId: 'getScoreHistory',
    tag: 'Scores',
    summary: 'How the threat scores of some assets went',
    description:
      'Written every 15 seconds where a score has changed, and kept for 7 days. ' +
      `Of more than ${MAX_SCORE_POINTS} points, the highest of each stretch of time.`,
    query: z
      .strictObject({
        entities: Entities,
        from: Time.optional().describe('RFC 3339; a day before `to` when left out.'),
        to: Time.optional().describe('RFC 3339; now when left out.'),
      })
      .superRefine(({ from, to }, context) => {
        if (from === undefined || from < (to ?? msToNs(Date.now()))) return;
        context.addIssue({ code: 'custom', path: ['from'], message: 'must be before `to`' });
      }),
    success: { 200: 'One line for each asset; without points where nothing was written.' },
    response: z.object({ items: z.array(ScoreLine) }),
    async handle({ services, query: { entities, from, to } }) {
      const toMs = to === undefined ? Date.now() : nsToMs(to);
      const fromMs = from === undefined ? Math.max(0, toMs - DAY_MS) : nsToMs(from);
      return ok({ items: await scoreLines(services.store.scoreHistory, entities, fromMs, toMs) });
    },
  }),
];
