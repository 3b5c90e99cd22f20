import { describe, expect, it } from 'vitest';
import { anAlert, anIncident, aRecommendation, minute as time } from '../../../../test/support/findings.ts';
import { openTestStore, temporaryFolder } from '../../../../test/support/store.ts';
import type { Recommendation } from '../../model/recommendation.ts';
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
});
