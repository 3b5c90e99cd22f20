import { describe, expect, it } from 'vitest';
import { openTestStore, temporaryFolder } from '../../../../test/support/store.ts';
import type { Incident } from '../../model/incident.ts';
import type { Recommendation } from '../../model/recommendation.ts';
import type { IncidentQuery, RecommendationQuery } from '../store.ts';

const time = (minute: number) =>
  new Date(Date.parse('2026-11-01T00:00:00.000Z') + minute * 60_000).toISOString();

function incident(id: string, fields: Partial<Incident> = {}): Incident {
  return {
    id,
    tenant: 'default',
    title: `incident ${id}`,
    asset: 'host-a',
    severity: 'high',
    status: 'open',
    startedAt: time(0),
    updatedAt: time(0),
    resolvedAt: null,
    alerts: [],
    causes: [],
    score: null,
    metrics: [],
    events: [],
    recommendations: [],
    ...fields,
  };
}

function alert(fingerprint: string, startsAt: string): Incident['alerts'][number] {
  const texts = { name: 'HighCpu', labels: {}, annotations: {}, generatorUrl: '' };
  return { fingerprint, status: 'firing', startsAt, endsAt: null, ...texts };
}

function recommendation(id: string, fields: Partial<Recommendation> = {}): Recommendation {
  const evidence = [{ name: 'used', value: 97, unit: '%', source: 'node_filesystem_avail_bytes' }];
  const said = {
    title: 'Disk fills up',
    explanation: '97 % used',
    evidence,
    steps: ['Free space.'],
    subject: '/',
  };
  const state = { state: 'open' as const, firstSeen: time(0), lastSeen: time(0) };
  return {
    id,
    asset: 'host-a',
    advisor: 'disk-fills-up',
    severity: 'low',
    confidence: 0.9,
    ...said,
    ...state,
    ...fields,
  };
}

const open = async () => openTestStore(await temporaryFolder());

describe('incidents', () => {
  const newest: IncidentQuery = { sort: 'startedAt', order: 'desc', limit: 2 };

  it('are kept whole, and replaced by their id', async () => {
    const { incidents } = await open();
    await incidents.put(incident('a', { alerts: [alert('f', time(0))] }));
    const changed = incident('a', { status: 'resolved', resolvedAt: time(5), alerts: [alert('g', time(1))] });
    await incidents.put(changed);
    expect(await incidents.get('a')).toEqual(changed);
    expect(await incidents.get('b')).toBeNull();
    expect(await incidents.findByAlert('f', time(0))).toBeNull();
    expect(await incidents.findByAlert('g', time(1))).toEqual(changed);
    expect(await incidents.findByAlert('g', time(2))).toBeNull();
  });

  it.each([
    ['open, however old', incident('a'), 60, 'a'],
    ['resolved lately', incident('a', { status: 'resolved', resolvedAt: time(10) }), 5, 'a'],
    ['resolved before', incident('a', { status: 'resolved', resolvedAt: time(10) }), 15, undefined],
    ['of another asset', incident('a', { asset: 'host-b' }), 0, undefined],
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
        incident(`i${i}`, { startedAt: time(Math.floor(i / 2)), updatedAt: time(9 - i), ...fields }),
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
      severity: 'low',
      status: 'open',
    });
    expect(found.items.map(({ id }) => id)).toEqual(['i1', 'i3']);
    const foreign = incidents.list({ ...newest, status: 'open', cursor: first.nextCursor ?? '' });
    await expect(foreign).rejects.toMatchObject({ code: 'malformed_reply' });
  });
});

describe('recommendations', () => {
  const worst: RecommendationQuery = { sort: 'severity', order: 'desc', limit: 10 };

  it('are kept whole, replaced by their id, and sorted by how bad it is', async () => {
    const { recommendations } = await open();
    for (const severity of ['medium', 'critical', 'low', 'high'] as const) {
      await recommendations.put(recommendation(severity, { severity }));
    }
    const resolved = recommendation('low', { state: 'resolved', lastSeen: time(3) });
    await recommendations.put(resolved);
    const { items } = await recommendations.list(worst);
    expect(items.map(({ id }) => id)).toEqual(['critical', 'high', 'medium', 'low']);
    expect(items[3]).toEqual(resolved);
  });

  it.each<[string, Partial<RecommendationQuery>, string[]]>([
    ['asset', { asset: 'host-b' }, ['b']],
    ['advisor', { advisor: 'runaway-process' }, ['c']],
    ['state', { state: 'resolved' }, ['d']],
    ['severity', { severity: 'critical' }, ['e']],
  ])('are found by %s', async (_, query, expected) => {
    const { recommendations } = await open();
    await recommendations.put(recommendation('a'));
    await recommendations.put(recommendation('b', { asset: 'host-b' }));
    await recommendations.put(recommendation('c', { advisor: 'runaway-process' }));
    await recommendations.put(recommendation('d', { state: 'resolved' }));
    await recommendations.put(recommendation('e', { severity: 'critical' }));
    expect((await recommendations.list({ ...worst, ...query })).items.map(({ id }) => id)).toEqual(expected);
  });
});
