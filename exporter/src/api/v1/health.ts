import type { Services } from '../services.ts';
import { HealthView } from './health-view.ts';
import { defineRoute, ok } from './route.ts';

export async function readHealth(services: Services): Promise<HealthView> {
  const { version, startedAt, store } = services;
  const { status, host, dataDir, problems, modules } = services.health();
  return {
    status,
    version,
    host,
    startedAt: new Date(startedAt).toISOString(),
    uptimeSeconds: Math.max(0, Math.round((Date.now() - startedAt) / 1000)),
    dataDir,
    problems: [...problems],
    modules: [...modules],
    events: { ...store.events.stats() },
    assets: [...(await store.inventory.counts())],
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
