import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  aCause,
  anAlert,
  anIncident,
  aRecommendation,
  minute as time,
} from '../../../../test/support/findings.ts';
import { openTestStore, temporaryFolder } from '../../../../test/support/store.ts';
import { Incident } from '../../model/incident.ts';
import { Recommendation } from '../../model/recommendation.ts';
import { openSqlite } from '../../platform/sqlite.ts';
import type { IncidentQuery, RecommendationQuery, RecommendationStore } from '../store.ts';

const put = (store: RecommendationStore, each: Recommendation) => store.update(each.id, () => each);
const open = async () => openTestStore(await temporaryFolder());

describe('incidents', () => {
  const newest: IncidentQuery = { sort: 'startedAt', order: 'desc', limit: 2 };

  it('are kept whole, and replaced by their id', async () => {
    const { incidents } = await open();
    await incidents.put(anIncident('a', { alerts: [anAlert('f', time(0))] }));
    const changed = anIncident('a', {
      status: 'resolved',
      resolvedAt: time(5),
      alerts: [anAlert('g', time(1))],
    });
    await incidents.put(changed);
    expect(await incidents.get('a')).toEqual(changed);
    expect(await incidents.get('b')).toBeNull();
    expect(await incidents.findByAlert('f', time(0))).toBeNull();
    expect(await incidents.findByAlert('g', time(1))).toEqual(changed);
    expect(await incidents.findByAlert('g', time(2))).toBeNull();
  });

  it.each([
    ['open, however old', anIncident('a'), 60, 'a'],
    ['resolved lately', anIncident('a', { status: 'resolved', resolvedAt: time(10) }), 5, 'a'],
    ['resolved before', anIncident('a', { status: 'resolved', resolvedAt: time(10) }), 15, undefined],
    ['of another asset', anIncident('a', { asset: 'host-b' }), 0, undefined],
  ])('are recent when %s', async (_, one, sinceMinute, expected) => {
    const { incidents } = await open();
    await incidents.put(one);
    expect((await incidents.findRecent('host-a', Date.parse(time(sinceMinute))))?.id).toBe(expected);
  });

  it('are listed by status, severity and asset, page by page', async () => {
    const { incidents } = await open();
    for (let i = 0; i < 5; i += 1) {
      const fields = i % 2 === 0 ? {} : { asset: 'host-b', severity: 'low' as const };
      await incidents.put(
        anIncident(`i${i}`, { startedAt: time(Math.floor(i / 2)), updatedAt: time(9 - i), ...fields }),
      );
    }
    const first = await incidents.list(newest);
    const second = await incidents.list({ ...newest, cursor: first.nextCursor ?? '' });
    const third = await incidents.list({ ...newest, cursor: second.nextCursor ?? '' });
    expect([first, second, third].map((page) => page.items.map(({ id }) => id))).toEqual([
      ['i4', 'i3'],
      ['i2', 'i1'],
      ['i0'],
    ]);
    expect(third.nextCursor).toBeNull();
    const found = await incidents.list({
      ...newest,
      sort: 'updatedAt',
      asset: 'host-b',
      severity: ['low'],
      status: ['open'],
    });
    expect(found.items.map(({ id }) => id)).toEqual(['i1', 'i3']);
    const foreign = incidents.list({ ...newest, status: ['open'], cursor: first.nextCursor ?? '' });
    await expect(foreign).rejects.toMatchObject({ code: 'malformed_reply' });
  });
});

describe('incidents over time', () => {
  const query: IncidentQuery = { sort: 'startedAt', order: 'asc', limit: 10 };
  const span = (from: number | null, to: number | null) => ({
    ...query,
    ...(from === null ? {} : { fromMs: Date.parse(time(from)) }),
    ...(to === null ? {} : { toMs: Date.parse(time(to)) }),
  });

  it.each<[number | null, number | null, string[]]>([
    [null, null, ['early', 'middle', 'late']],
    [5, null, ['early', 'middle', 'late']],
    [6, null, ['middle', 'late']],
    [null, 10, ['early']],
    [6, 20, ['middle']],
    [null, 0, []],
    [1000, null, ['middle']],
  ])('from minute %s until before %s', async (from, to, expected) => {
    const { incidents } = await open();
    const ended = (minute: number) => ({ status: 'resolved' as const, resolvedAt: time(minute) });
    await incidents.put(anIncident('early', { startedAt: time(0), ...ended(5) }));
    await incidents.put(anIncident('middle', { startedAt: time(10) }));
    await incidents.put(anIncident('late', { startedAt: time(20), ...ended(30) }));
    expect((await incidents.list(span(from, to))).items.map(({ id }) => id)).toEqual(expected);
  });

  it.each([
    ['ДИСК', ['b']],
    ['host-B', ['b']],
    ["'; DROP TABLE incidents; --", []],
    ['%', []],
    ['i', ['a', 'b']],
  ])('with %j in title or asset', async (search, expected) => {
    const { incidents } = await open();
    await incidents.put(anIncident('a'));
    await incidents.put(anIncident('b', { title: 'Диск полон: incident', asset: 'host-b' }));
    expect((await incidents.list({ ...query, search })).items.map(({ id }) => id)).toEqual(expected);
  });

  it('are counted by status, acknowledgement and severity', async () => {
    const { incidents } = await open();
    expect(await incidents.counts()).toEqual([]);
    const acknowledged = { actor: 'alice', time: time(1) };
    await incidents.put(anIncident('a'));
    await incidents.put(anIncident('b'));
    await incidents.put(anIncident('c', { acknowledged }));
    await incidents.put(anIncident('d', { status: 'resolved', resolvedAt: time(1), severity: 'low' }));
    const counts = await incidents.counts();
    expect(counts).toHaveLength(3);
    expect(counts).toEqual(
      expect.arrayContaining([
        { status: 'open', acknowledged: false, severity: 'high', count: 2 },
        { status: 'open', acknowledged: true, severity: 'high', count: 1 },
        { status: 'resolved', acknowledged: false, severity: 'low', count: 1 },
      ]),
    );
  });
});

describe('recommendations', () => {
  const worst: RecommendationQuery = { sort: 'severity', order: 'desc', limit: 10 };

  it('are kept whole, replaced by their id, and sorted by how bad it is', async () => {
    const { recommendations } = await open();
    for (const severity of ['medium', 'critical', 'low', 'high'] as const) {
      await put(recommendations, aRecommendation(severity, { severity }));
    }
    const resolved = aRecommendation('low', { state: 'resolved', lastSeen: time(3) });
    await put(recommendations, resolved);
    const { items } = await recommendations.list(worst);
    expect(items.map(({ id }) => id)).toEqual(['critical', 'high', 'medium', 'low']);
    expect(items[3]).toEqual(resolved);
  });

  it.each<[string, Partial<RecommendationQuery>, string[]]>([
    ['asset', { asset: 'host-b' }, ['b']],
    ['advisor', { advisor: ['runaway-process'] }, ['c']],
    ['state', { state: ['resolved', 'done'] }, ['d']],
    ['severity', { severity: ['critical', 'high'] }, ['e']],
  ])('are found by %s', async (_, query, expected) => {
    const { recommendations } = await open();
    await put(recommendations, aRecommendation('a'));
    await put(recommendations, aRecommendation('b', { asset: 'host-b' }));
    await put(recommendations, aRecommendation('c', { advisor: 'runaway-process' }));
    await put(recommendations, aRecommendation('d', { state: 'resolved' }));
    await put(recommendations, aRecommendation('e', { severity: 'critical' }));
    expect((await recommendations.list({ ...worst, ...query })).items.map(({ id }) => id)).toEqual(expected);
  });

  it('are found by several states and severities at once, and by title, asset and subject', async () => {
    const { recommendations } = await open();
    await put(recommendations, aRecommendation('a', { state: 'done', title: 'Память' }));
    await put(recommendations, aRecommendation('b', { state: 'dismissed', asset: 'host-b' }));
    await put(recommendations, aRecommendation('c', { subject: 'PID 7', severity: 'high' }));
    const ids = async (query: Partial<RecommendationQuery>) =>
      (await recommendations.list({ ...worst, order: 'asc', ...query })).items.map(({ id }) => id);
    expect(await ids({ state: ['done', 'dismissed'] })).toEqual(['a', 'b']);
    expect(await ids({ state: ['done', 'open'], severity: ['high'] })).toEqual(['c']);
    expect(await ids({ search: 'пам' })).toEqual(['a']);
    expect(await ids({ search: 'HOST-B' })).toEqual(['b']);
    expect(await ids({ search: 'pid 7' })).toEqual(['c']);
    expect(await ids({ search: '_' })).toEqual([]);
  });

  it('are counted by severity and state', async () => {
    const { recommendations } = await open();
    for (const id of ['a', 'b']) await put(recommendations, aRecommendation(id));
    await put(recommendations, aRecommendation('b', { state: 'done', severity: 'critical' }));
    expect(await recommendations.counts()).toEqual([
      { severity: 'critical', state: 'done', count: 1 },
      { severity: 'low', state: 'open', count: 1 },
    ]);
  });

  it('are changed in one step, and left alone by a change that is none', async () => {
    const { recommendations } = await open();
    expect(await recommendations.update('a', () => null)).toBeNull();
    expect(await recommendations.get('a')).toBeNull();
    const a = aRecommendation('a');
    await put(recommendations, a);
    expect(await recommendations.update('a', () => null)).toEqual(a);
    await expect(
      recommendations.update('a', () => {
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await recommendations.get('a')).toEqual(a);
  });
});

it('rows of earlier versions are still read', async () => {
  const folder = await temporaryFolder();
  const first = await openTestStore(folder);
  await put(first.recommendations, aRecommendation('r'));
  await first.incidents.put(
    anIncident('i', {
      alerts: [anAlert('f', time(0))],
      causes: [aCause('c')],
      recommendations: [aRecommendation('r')],
    }),
  );
  await first.close();
  const database = openSqlite(join(folder, 'fathom.db'));
  for (const path of ['feedback', 'charts'])
    database.run(`UPDATE recommendations SET document = json_remove(document, '$.${path}')`, []);
  for (const path of [
    'acknowledged',
    'activity',
    'alerts[0].alertmanagerUrl',
    'causes[0].verdict',
    'recommendations[0].feedback',
    'recommendations[0].charts',
  ])
    database.run(`UPDATE incidents SET document = json_remove(document, '$.${path}')`, []);
  database.close();
  const { incidents, recommendations } = await openTestStore(folder);
  expect(Recommendation.parse(await recommendations.get('r'))).toEqual(aRecommendation('r'));
  expect(Incident.parse(await incidents.get('i'))).toMatchObject({
    acknowledged: null,
    activity: [],
    alerts: [{ alertmanagerUrl: null }],
    causes: [{ verdict: null }],
    recommendations: [{ feedback: [], charts: [] }],
  });
});
