import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectProblem } from '../../../../test/support/api.ts';
import { aCause, anAlert, anIncident, aRecommendation, minute } from '../../../../test/support/findings.ts';
import { type Answer, ask } from '../../../../test/support/http.ts';
import { recordingLog } from '../../../../test/support/log.ts';
import { fakeServices } from '../../../../test/support/services.ts';
import { eventDraft, openTestStore, temporaryFolder } from '../../../../test/support/store.ts';
import { RecommendationDesk } from '../../analysis/advice/recommendation-desk.ts';
import { IncidentDesk } from '../../analysis/incidents/desk.ts';
import { Incident } from '../../model/incident.ts';
import { Recommendation } from '../../model/recommendation.ts';
import { msToNs } from '../../model/time.ts';
import type { Store } from '../../store/store.ts';
import { type HttpHandle, startHttpServer } from '../server.ts';

let store: Store;
let server: HttpHandle;
let refusal: Error | null;

const get = (path: string) => ask(`${server.url}/api/v1${path}`);
const post = (path: string, json: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  ask(`${server.url}/api/v1${path}`, { json, headers });
/** UTF-8 on the wire, as Grafana writes it. */
const as = (login: string) => ({
  'X-Grafana-Context': Buffer.from(JSON.stringify({ Login: login })).toString('latin1'),
});
const ids = (answer: Answer) => (answer.json() as { items: { id: string }[] }).items.map(({ id }) => id);

describe('the API of findings', () => {
  beforeEach(async () => {
    refusal = null;
    store = await openTestStore(await temporaryFolder());
    const now = () => Date.now();
    const recommendations = new RecommendationDesk({ ...store, now });
    const incidents = new IncidentDesk({
      ...store,
      self: { asset: 'host-a', name: 'a' },
      score: () => null,
      facts: () => [],
      recommend: async () => [],
      now,
      onError: () => undefined,
    });
    const services = fakeServices({
      store,
      actOnRecommendation: (...call) => (refusal ? Promise.reject(refusal) : recommendations.act(...call)),
      actOnIncident: (...call) => incidents.act(...call),
    });
    server = await startHttpServer({ listenAddress: '127.0.0.1:0', services, log: recordingLog().log });
    for (const severity of ['low', 'high', 'critical'] as const) {
      const recommendation = aRecommendation(`rec-${severity}`, { severity });
      await store.recommendations.update(recommendation.id, () => recommendation);
    }
    const causes = [aCause('a', { confidence: 0.9 }), aCause('b')];
    const advice = [aRecommendation('rec-low', { state: 'open' }), aRecommendation('rec-forgotten')];
    await store.incidents.put(
      anIncident('inc-1', { causes, recommendations: advice, alerts: [anAlert('f', minute(0))] }),
    );
    await store.incidents.put(
      anIncident('inc-2', { severity: 'low', startedAt: minute(60), asset: 'host-b' }),
    );
  });
  afterEach(() => server.close());

  it('acts on a recommendation in the name of a user, and shows it from then on', async () => {
    const path = '/recommendations/rec-low/actions';
    const first = await post(path, { action: 'acknowledge' }, as('алиса'));
    expect([first.status, Recommendation.parse(first.json())]).toMatchObject([
      200,
      { state: 'acknowledged', feedback: [{ actor: 'алиса', action: 'acknowledge', reason: null }] },
    ]);
    const second = await post(
      path,
      { action: 'dismiss', reason: '  on purpose ' },
      { 'X-Grafana-User': 'bob' },
    );
    expect(second.json()).toMatchObject({
      state: 'dismissed',
      feedback: [{ action: 'acknowledge' }, { actor: 'bob', action: 'dismiss', reason: 'on purpose' }],
    });
    expect((await get('/recommendations/rec-low')).json()).toEqual(second.json());
    expectProblem(await post(path, { action: 'acknowledge' }), 409);
    expect((await post(path, { action: 'reopen' })).json()).toMatchObject({
      state: 'open',
      feedback: [{}, {}, { actor: 'api', action: 'reopen' }],
    });
  });

  it('lists recommendations by several states and severities, and counts them', async () => {
    await post('/recommendations/rec-low/actions', { action: 'done' });
    expect(ids(await get('/recommendations?state=open,acknowledged'))).toEqual(['rec-critical', 'rec-high']);
    expect(ids(await get('/recommendations?severity=low,high&state=done,open'))).toEqual([
      'rec-high',
      'rec-low',
    ]);
    expect(ids(await get('/recommendations?search=DISK%20FILLS&limit=1'))).toEqual(['rec-critical']);
    expect(ids(await get('/recommendations?search=nothing'))).toEqual([]);
    expect((await get('/recommendations/counts')).json()).toEqual({
      counts: [
        { severity: 'critical', state: 'open', count: 1 },
        { severity: 'high', state: 'open', count: 1 },
        { severity: 'low', state: 'done', count: 1 },
      ],
    });
  });

  it('acts on an incident', async () => {
    const path = '/incidents/inc-1/actions';
    const first = await post(path, { action: 'acknowledge', note: 'mine' }, as('alice'));
    expect([first.status, Incident.parse(first.json())]).toMatchObject([
      200,
      {
        acknowledged: { actor: 'alice' },
        activity: [{ actor: 'alice', action: 'acknowledge', note: 'mine', cause: null }],
      },
    ]);
    const judged = await post(path, { action: 'confirm-cause', cause: 'b' });
    expect(judged.json()).toMatchObject({
      causes: [
        { title: 'b', rank: 1, verdict: 'confirmed' },
        { title: 'a', rank: 2 },
      ],
    });
    expectProblem(await post(path, { action: 'acknowledge' }), 409);
    expectProblem(await post(path, { action: 'reject-cause', cause: 'nobody' }), 400, 'body.cause');
    expect((await post(path, { action: 'resolve' })).json()).toMatchObject({ status: 'resolved' });
  });

  it('shows what is recommended in an incident as it is now', async () => {
    await post('/recommendations/rec-low/actions', { action: 'done' });
    const { recommendations } = (await get('/incidents/inc-1')).json() as Incident;
    expect(recommendations.map(({ id, state }) => [id, state])).toEqual([
      ['rec-low', 'done'],
      ['rec-forgotten', 'open'],
    ]);
  });

  it('lists incidents by several filters', async () => {
    await post('/incidents/inc-1/actions', { action: 'resolve' });
    expect(ids(await get('/incidents?status=open,resolved&severity=high,low'))).toEqual(['inc-2', 'inc-1']);
    expect(ids(await get('/incidents?status=open'))).toEqual(['inc-2']);
    expect(ids(await get('/incidents?search=HOST-B'))).toEqual(['inc-2']);
    expect(ids(await get(`/incidents?from=${minute(30)}&to=${minute(60)}`))).toEqual(['inc-1']);
  });

  it('tells the story of an incident', async () => {
    const path = '/incidents/inc-1/actions';
    await post(path, { action: 'comment', note: 'x' }, as('alice'));
    await post(path, { action: 'confirm-cause', cause: 'b' });
    await post(path, { action: 'resolve' });
    const time = Date.parse(minute(0)) - 60_000;
    await store.events.append([eventDraft({ timeNs: msToNs(time) })]);
    await store.scoreHistory.record([{ entity: 'host-a', timeMs: time, score: 42 }]);
    const story = (await get('/incidents/inc-1/timeline')).json() as Record<string, unknown>;
    expect(story['scores']).toEqual([{ entity: 'host-a', points: [[time, 42]] }]);
    expect((story['items'] as { kind: string; title: string }[]).map(({ title }) => title)).toEqual([
      'process.started',
      'Alert HighCpu fired',
      'Comment by alice',
      'Cause confirmed by api',
      'Resolved by api',
    ]);
    expect(story['from']).toBe('2026-10-31T23:45:00.000000000Z');
  });

  it('gives the history of scores', async () => {
    const timeMs = Date.parse(minute(100));
    await store.scoreHistory.record([{ entity: 'host-z', timeMs, score: 7 }]);
    const path = `/scores/history?entities=host-z,host-y&from=${minute(90)}&to=${minute(110)}`;
    expect((await get(path)).json()).toEqual({
      items: [
        { entity: 'host-z', points: [[timeMs, 7]] },
        { entity: 'host-y', points: [] },
      ],
    });
  });

  it.each([
    ['/recommendations/x', 404],
    ['/incidents/x/timeline', 404],
    ['/recommendations?state=open,ajar', 400, 'query.state'],
    ['/recommendations?severity=', 400, 'query.severity'],
    [`/recommendations?search=${'x'.repeat(300)}`, 400, 'query.search'],
    ['/incidents?status=open,', 400, 'query.status'],
    ['/incidents?from=yesterday', 400, 'query.from'],
    ['/scores?level=HIGH,TALL', 400, 'query.level'],
    ['/scores/history', 400, 'query.entities'],
    ['/scores/history?entities=', 400, 'query.entities.0'],
    [
      `/scores/history?entities=${Array.from({ length: 21 }, (_, i) => `h${i}`).join(',')}`,
      400,
      'query.entities',
    ],
    [`/scores/history?entities=a&from=${minute(1)}&to=${minute(1)}`, 400, 'query.from'],
    ['/scores/history?entities=a&from=2200-01-01T00:00:00Z', 400, 'query.from'],
  ])('GET %s → %d', async (path, status, fault?: string) =>
    expectProblem(await get(path), status, ...(fault === undefined ? [] : [fault])),
  );

  it.each<[string, unknown, number, ...string[]]>([
    ['/recommendations/x/actions', { action: 'done' }, 404],
    ['/incidents/x/actions', { action: 'resolve' }, 404],
    ['/recommendations/rec-high/actions', {}, 400, 'body.action'],
    ['/recommendations/rec-high/actions', null, 400, 'body'],
    ['/recommendations/rec-high/actions', { action: 'dismiss' }, 400, 'body.reason'],
    ['/recommendations/rec-high/actions', { action: 'dismiss', reason: ' \n ' }, 400, 'body.reason'],
    ['/recommendations/rec-high/actions', { action: 'done', reason: 'x'.repeat(1001) }, 400, 'body.reason'],
    ['/recommendations/rec-high/actions', { action: 'done', actor: 'root' }, 400, 'body.actor'],
    ['/recommendations/rec-high/actions', { action: '__proto__' }, 400, 'body.action'],
    ['/incidents/inc-2/actions', { action: 'comment' }, 400, 'body.note'],
    ['/incidents/inc-2/actions', { action: 'comment', note: 'x'.repeat(2001) }, 400, 'body.note'],
    ['/incidents/inc-2/actions', { action: 'confirm-cause' }, 400, 'body.cause'],
    ['/incidents/inc-2/actions', { action: 'resolve', cause: 'a' }, 400, 'body.cause'],
    ['/incidents/inc-2/actions', { action: 'reopen' }, 409],
    ['/events', { asset: 'host-a', message: 'x', source: 'user' }, 400, 'body.source'],
  ])('POST %s %j → %d', async (path, json, status, ...faults) => {
    expectProblem(await post(path, json), status, ...faults);
    expect(await store.recommendations.get('rec-high')).toMatchObject({ state: 'open', feedback: [] });
    expect(await store.incidents.get('inc-2')).toMatchObject({ status: 'open', activity: [] });
  });

  it('tells nothing of what kept an action from being written down', async () => {
    refusal = new Error('password=hunter2');
    const failed = await post('/recommendations/rec-high/actions', { action: 'done' });
    expectProblem(failed, 500);
    expect(failed.text).not.toContain('hunter2');
  });
});
