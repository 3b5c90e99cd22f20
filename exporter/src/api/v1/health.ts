import type { Services } from '../services.ts';
import { HealthView } from './health-view.ts';
import { defineRoute, ok } from './route.ts';

/** Without what cannot be read when the store fails: its health says why. */
export async function readHealth(services: Services): Promise<HealthView> {
  const { version, startedAt, store } = services;
  const { status, host, dataDir, problems, modules } = services.health();
  const health = await store.health();
  const storeFails = health.problem !== null;
  const counts = store.inventory.counts();
  return {
    status: storeFails && status === 'ok' ? 'degraded' : status,
    version,
    host,
    startedAt: new Date(startedAt).toISOString(),
    uptimeSeconds: Math.max(0, Math.round((Date.now() - startedAt) / 1000)),
    dataDir,
    problems: health.problem === null ? [...problems] : [...problems, health.problem],
    modules: [...modules],
    events: { ...store.events.stats() },
    store: { ...health },
    assets: [...(await (storeFails ? counts.catch(() => []) : counts))],
  };
}

export const healthRoutes = [
  defineRoute({
    method: 'get',
    path: '/health',
    operationId: 'getHealth',
    tag: 'Health',
    summary: 'How Fathom is, module by module',
    success: { 200: 'Also when degraded: `status` says so.' },
    response: HealthView,
    handle: async ({ services }) => ok(await readHealth(services)),
  }),
];
