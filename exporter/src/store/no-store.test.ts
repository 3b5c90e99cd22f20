import { expect, it } from 'vitest';
import { noStore } from './no-store.ts';

const page = { sort: 'id', order: 'asc', limit: 10 } as const;

it('is empty', async () => {
  const { inventory, graph, events, incidents, recommendations, scoreHistory, attention, health } = noStore();
  expect(await inventory.list(page)).toEqual({ items: [], nextCursor: null });
  expect(await inventory.get('host-a')).toBeNull();
  expect(await inventory.facets({})).toMatchObject({ total: 0 });
  expect(await graph.degrees(['host-a'])).toEqual(new Map());
  expect(await events.list({ ...page, sort: 'time' })).toEqual({ items: [], nextCursor: null });
  expect(events.stats()).toMatchObject({ stored: 0, queued: 0 });
  expect(await incidents.findRecent('host-a', 0)).toBeNull();
  expect(await recommendations.counts()).toEqual([]);
  expect(await scoreHistory.latest()).toEqual(new Map());
  expect(await attention.openIncidents()).toEqual([]);
  expect(await health()).toEqual({ status: 'ok', problem: null });
});

it('refuses what it cannot keep, and says who does', async () => {
  const { inventory, events, recommendations } = noStore();
  const report = { source: 's', tenant: 't', timeMs: 0, assets: [] };
  for (const kept of [inventory.report(report), events.append([]), recommendations.update('r', () => null)])
    await expect(kept).rejects.toThrow(/role exporter only .* role hub/);
});
