import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { advisorView } from '../../../../test/support/advisor-view.ts';
import { at, event } from '../../../../test/support/event.ts';
import { defineAdvisor, type AdvisorView } from '../../contract/module.ts';
import { Recommendation, type RecommendationDraft } from '../../model/recommendation.ts';
import type { RecommendationStore } from '../../store/store.ts';
import { advise, needsOf, type AdviceRound } from './advise.ts';
import { recommendationId, reconcile } from './reconcile.ts';

const draft = (subject: string): RecommendationDraft => ({
  subject,
  severity: 'high',
  confidence: 0.5,
  title: `about ${subject}`,
  explanation: 'because',
  evidence: [{ name: 'x', value: 1, source: 'test' }],
  steps: ['look'],
});
function advisor(id: string, say: (view: AdvisorView) => readonly RecommendationDraft[]) {
  const config = z.object({});
  return {
    advisor: defineAdvisor({ id, summary: id, config, facts: ['seen'], series: ['up'], advise: say }),
    config: {},
  };
}
const broken = advisor('broken', () => {
  throw new Error('no');
});
const view = advisorView({ nowMs: at(0), events: [event('seen', 0), event('other', 0)] });

describe('advise', () => {
  it('shows an advisor the facts that it asked for, and takes the first draft about a subject', () => {
    const counting = advisor('counting', ({ events }) => [
      draft(`${events.length} events`),
      draft('b'),
      draft('b'),
    ]);
    const { advice, failed } = advise([counting], view, () => undefined);
    expect(advice.map(({ advisor, draft }) => [advisor, draft.subject])).toEqual([
      ['counting', '1 events'],
      ['counting', 'b'],
    ]);
    expect(failed.size).toBe(0);
    expect(needsOf([counting, counting])).toEqual({ facts: ['seen'], series: ['up'] });
  });

  it.each([
    { name: 'throws', bad: broken },
    { name: 'talks nonsense', bad: advisor('broken', () => [{ ...draft('a'), confidence: 7 }]) },
    { name: 'has no evidence', bad: advisor('broken', () => [draft('a'), { ...draft('b'), evidence: [] }]) },
  ])('loses only the advice of one that $name', ({ bad }) => {
    const errors: string[] = [];
    const { advice, failed } = advise([bad, advisor('good', () => [draft('a')])], view, (id) =>
      errors.push(id),
    );
    expect(advice.map(({ advisor }) => advisor)).toEqual(['good']);
    expect([...failed]).toEqual(['broken']);
    expect(errors).toEqual(['broken']);
  });

  it('bounds what one advisor says', () => {
    const storm = advisor('storm', () => Array.from({ length: 500 }, (_, i) => draft(String(i))));
    expect(advise([storm], view, () => undefined).advice).toHaveLength(50);
  });
});

function memoryStore() {
  const rows = new Map<string, Recommendation>();
  const store: Pick<RecommendationStore, 'update' | 'list'> = {
    async update(id, change) {
      const next = change(rows.get(id) ?? null);
      if (next !== null) rows.set(id, Recommendation.parse(next));
      return rows.get(id) ?? null;
    },
    list: async ({ asset, state }) => ({
      items: [...rows.values()].filter(
        (each) => each.asset === asset && (state === undefined || state.includes(each.state)),
      ),
      nextCursor: null,
    }),
  };
  return { ...store, rows };
}
const round = (subjects: readonly string[], failed: readonly string[] = []): AdviceRound => ({
  advice: subjects.map((subject) => ({ advisor: 'adv', draft: draft(subject) })),
  failed: new Set(failed),
});
const states = (recommendations: readonly Recommendation[]) =>
  Object.fromEntries(
    recommendations.map(({ subject, state, firstSeen, lastSeen }) => [
      subject,
      `${state} ${firstSeen.slice(17, 19)}-${lastSeen.slice(17, 19)}`,
    ]),
  );

describe('reconcile', () => {
  it('opens, keeps, resolves and reopens', async () => {
    const store = memoryStore();
    expect(states(await reconcile(store, 'host-a', round(['a', 'b']), at(0)))).toEqual({
      a: 'open 00-00',
      b: 'open 00-00',
    });
    expect(states(await reconcile(store, 'host-a', round(['a']), at(10)))).toEqual({
      a: 'open 00-10',
      b: 'resolved 00-00',
    });
    expect(states(await reconcile(store, 'host-a', round(['a']), at(20)))).toEqual({ a: 'open 00-20' });
    expect(states(await reconcile(store, 'host-a', round(['b'], ['adv']), at(30)))).toEqual({
      a: 'open 00-20',
      b: 'open 00-30',
    });
    expect(states(await reconcile(store, 'host-b', round([]), at(40)))).toEqual({});
    expect(store.rows.size).toBe(2);
  });

  it('has one id for one conclusion', () => {
    expect(recommendationId('a', 'b', 'c')).toBe(recommendationId('a', 'b', 'c'));
    expect(
      new Set([
        recommendationId('a', 'b', 'c'),
        recommendationId('ab', '', 'c'),
        recommendationId('a', 'bc', ''),
      ]).size,
    ).toBe(3);
    expect(recommendationId('a', 'b', 'c')).toMatch(/^rec-[0-9a-f]{16}$/);
  });
});
