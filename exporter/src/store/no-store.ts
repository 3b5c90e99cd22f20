import { ModuleError } from '../model/errors.ts';
import type { Page, Store } from './store.ts';

/**
 * The store of a process that only measures: nothing is in it, and it refuses what it should keep. An exporter then
 * needs no folder and no database, which is a tenth of its memory.
 */
export function noStore(): Store {
  return {
    inventory: {
      report: refuse,
      get: nothing,
      list: noPage,
      facets: () =>
        Promise.resolve({ total: 0, kinds: [], statuses: [], tenants: [], sources: [], labels: [] }),
      changes: noPage,
      changeCounts: none,
      history: noPage,
      changesBetween: none,
      counts: none,
      age: () => Promise.resolve({ stale: [], forgotten: [] }),
      restore: refuse,
    },
    graph: {
      relations: noPage,
      count: noMap,
      ofKind: none,
      among: noMap,
      neighbours: none,
      edges: none,
      degrees: noMap,
    },
    attention: { openIncidents: none, titles: noMap, advised: () => Promise.resolve(new Set()) },
    events: {
      append: refuse,
      onStored: () => done,
      get: nothing,
      list: noPage,
      actions: none,
      stats: () => ({ stored: 0, duplicates: 0, collapsed: 0, lost: 0, rejected: 0, logBytes: 0, queued: 0 }),
      problem: () => null,
      prune: async () => done(),
    },
    incidents: {
      put: refuse,
      get: nothing,
      list: noPage,
      counts: none,
      findRecent: nothing,
      findByAlert: nothing,
    },
    recommendations: { update: refuse, get: nothing, list: noPage, counts: none },
    // Scores come from events, and there are none: there is nothing to record.
    scoreHistory: { record: async () => done(), read: none, latest: noMap, prune: async () => done() },
    health: () => Promise.resolve({ status: 'ok', problem: null }),
    close: async () => done(),
  };
}

const done = () => undefined;
const nothing = () => Promise.resolve(null);
const none = () => Promise.resolve([]);
const noMap = () => Promise.resolve(new Map<never, never>());
const noPage = (): Promise<Page<never>> => Promise.resolve({ items: [], nextCursor: null });

function refuse(): Promise<never> {
  return Promise.reject(
    new ModuleError(
      'unsupported',
      'this process has the role exporter only and keeps nothing; ask a process with the role hub, or set roles',
    ),
  );
}
