import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectProblem, startApi, type TestApi } from '../../../../test/support/api.ts';
import type { ThreatScore } from '../../model/score.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());
beforeEach(() => api.reset());

const score = (entity: string, value: number): ThreatScore => ({
  entity,
  score: value,
  confidence: 0.5,
  level: value > 60 ? 'HIGH' : 'LOW',
  contributors: [],
  evidence: [],
  correlatedEvents: [],
  primaryEvent: null,
  time: '2026-11-21T03:00:00.000Z',
});

describe('GET /scores', () => {
  it('filters, sorts and pages without gap or repeat', async () => {
    api.data.scores.push(score('e', 90), score('a', 70), score('b', 70), score('c', 30), score('d', 10));
    const seen: string[] = [];
    let cursor = '';
    do {
      const answer = await api.request(
        `/scores?sort=score&order=asc&minScore=20&limit=2${cursor && `&cursor=${cursor}`}`,
      );
      const page = answer.json() as { items: ThreatScore[]; nextCursor: string | null };
      seen.push(...page.items.map(({ entity }) => entity));
      cursor = page.nextCursor ?? '';
    } while (cursor);
    expect(seen).toEqual(['c', 'a', 'b', 'e']);
    expect((await api.request('/scores?level=HIGH&sort=entity&order=desc')).json()).toMatchObject({
      items: [{ entity: 'e' }, { entity: 'b' }, { entity: 'a' }],
    });
    expect((await api.request('/scores/a')).json()).toMatchObject({ entity: 'a', score: 70 });
  });

  it('refuses the cursor of another query', async () => {
    api.data.scores.push(score('a', 70), score('b', 60));
    const { nextCursor } = (await api.request('/scores?limit=1')).json() as { nextCursor: string };
    expectProblem(await api.request(`/scores?limit=1&order=asc&cursor=${nextCursor}`), 400, 'query.cursor');
  });
});
