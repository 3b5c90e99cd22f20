import { expect, it } from 'vitest';
import type { AnyModule } from '../contract/module.ts';
import type { ModuleStatus } from '../runtime/module-status.ts';
import type { FathomConfig } from './config/schema.ts';
import { healthOf } from './health.ts';

const RAN: ModuleStatus = {
  kind: 'collector',
  id: '',
  runs: 2,
  lastRunMs: 1000,
  lastSuccessMs: null,
  succeeded: false,
  lastDurationMs: 1,
  lastError: null,
  partial: false,
  errors: new Map(),
};
const error = (code: 'timeout' | 'unsupported') => ({ code, message: 'why' });
const STATUSES: Readonly<Record<string, Partial<ModuleStatus>>> = {
  ok: { succeeded: true, lastSuccessMs: 1000 },
  partial: { succeeded: true, partial: true, lastError: error('unsupported') },
  failing: { lastError: error('timeout') },
  unsupported: { lastError: error('unsupported') },
  pending: { runs: 0, lastRunMs: null },
  off: {},
};

it('tells each state of a module, and takes only failures for problems', () => {
  const ids = Object.keys(STATUSES);
  const settings = ids.map((id) => [id, { enabled: id !== 'off', options: {} }]);
  const { status, problems, modules } = healthOf({
    modules: ids.map((id) => ({ kind: 'collector', id }) as AnyModule),
    config: {
      roles: ['exporter'],
      data: { dir: '/data' },
      collectors: Object.fromEntries(settings) as object,
    } as FathomConfig,
    host: 'web1',
    reports: ids.map((id) => ({ status: { ...RAN, id, ...STATUSES[id] } })),
    events: { stored: 0, duplicates: 0, collapsed: 0, lost: 0, rejected: 0, logBytes: 0, queued: 0 },
    starting: false,
  });
  expect(Object.fromEntries(modules.map((module) => [module.id, module.status]))).toEqual(
    Object.fromEntries(ids.map((id) => [id, id])),
  );
  expect(modules.find(({ id }) => id === 'unsupported')?.lastError).toBe('unsupported: why');
  expect([status, problems]).toEqual(['degraded', ['collector failing fails: timeout: why']]);
});
