import { expect, it } from 'vitest';
import { openTestStore, temporaryFolder } from '../../../../test/support/store.ts';
import type { Incident } from '../../model/incident.ts';
import type { Priority, Recommendation } from '../../model/recommendation.ts';

const T = '2026-11-21T03:00:00.000Z';

const incident = (id: string, asset: string, status: Incident['status']): Incident => ({
  id,
  tenant: 'default',
  title: `title of ${id}`,
  asset,
  severity: 'high',
  status,
  startedAt: T,
  updatedAt: T,
  resolvedAt: status === 'open' ? null : T,
  acknowledged: null,
  activity: [],
  alerts: [],
  causes: [],
  score: null,
  metrics: [],
  events: [],
  recommendations: [],
});

const recommendation = (
  asset: string,
  severity: Priority,
  state: Recommendation['state'],
): Recommendation => ({
  id: `${asset}-${severity}-${state}`,
  asset,
  advisor: 'disk-fills-up',
  subject: '/',
  severity,
  confidence: 1,
  title: 'title',
  explanation: 'why',
  evidence: [{ name: 'n', value: 1, source: 's' }],
  steps: ['do'],
  state,
  firstSeen: T,
  lastSeen: T,
  feedback: [],
  charts: [],
});

it('knows open incidents, their titles, and who has open recommendations of a severity', async () => {
  const { attention, incidents, recommendations } = await openTestStore(await temporaryFolder());
  for (let i = 0; i < 25; i += 1) await incidents.put(incident(`i${i}`, `a${i}`, 'open'));
  await incidents.put(incident('over', 'a', 'resolved'));
  for (const each of [
    recommendation('a', 'critical', 'open'),
    recommendation('a', 'high', 'open'),
    recommendation('b', 'critical', 'dismissed'),
    recommendation('c', 'medium', 'open'),
    recommendation('d', 'high', 'acknowledged'),
  ])
    await recommendations.update(each.id, () => each);
  const open = await attention.openIncidents();
  expect(open).toHaveLength(25);
  expect(open).toContainEqual({ id: 'i7', asset: 'a7', severity: 'high' });
  const titles = await attention.titles([...open.map(({ id }) => id), 'never-was']);
  expect([titles.size, titles.get('i24')]).toEqual([25, 'title of i24']);
  expect(await attention.advised(['critical', 'high'])).toEqual(new Set(['a']));
});
