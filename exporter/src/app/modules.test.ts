import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { gauge } from '../contract/metrics.ts';
import { type AnyModule, defineCollector, defineWatcher } from '../contract/module.ts';
import { hostLookup } from '../platform/host-lookup.ts';
import type { Ports } from '../contract/ports.ts';
import type { FathomConfig } from './config/schema.ts';
import { isActive, ModuleSet } from './modules.ts';

const counting = defineCollector({
  id: 'counting',
  summary: 'Counts its runs.',
  config: z.object({ step: z.number().default(1) }),
  needs: [],
  metrics: { runs: gauge('Runs.') },
  init: () => ({ runs: 0 }),
  collect({ state }, { step }, out) {
    state.runs += step;
    out.runs(state.runs);
  },
});
const chatty = defineWatcher({
  id: 'chatty',
  summary: 'Tells too much.',
  config: z.object({}),
  needs: [],
  interval: '1s',
  events: { 'test.said': 'Said something.' },
  watch(_context, _config, emit) {
    for (let i = 0; i < 10_001; i += 1)
      emit({ kind: 'test.said', severity: 'info', message: '', attributes: {} });
  },
});
const MODULES: readonly AnyModule[] = [counting, chatty];
const environment = {
  ports: {} as Ports,
  host: { asset: 'host-a', name: 'a' },
  now: Date.now,
  hosts: hostLookup(Date.now),
};

function config(enabled: boolean, step: number, roles = ['exporter', 'agent', 'hub']): FathomConfig {
  const settings = { enabled, timeout: 100, interval: 1000, options: { step } };
  return {
    roles,
    collectors: { counting: settings },
    watchers: { chatty: settings },
  } as unknown as FathomConfig;
}

describe('ModuleSet', () => {
  it('keeps the state of a module whose settings stay the same', async () => {
    const first = new ModuleSet(MODULES, config(true, 1), environment);
    await first.collectors[0]?.run(100);
    const second = new ModuleSet(MODULES, config(true, 1), environment, first);
    await first.retire(second);
    expect(await second.collectors[0]?.run(100)).toMatchObject({
      families: [{ lines: 'runs 2\n' }],
    });
  });

  it('starts a module afresh when its settings change, and stops the old one', async () => {
    const first = new ModuleSet(MODULES, config(true, 1), environment);
    await first.collectors[0]?.run(100);
    const second = new ModuleSet(MODULES, config(true, 5), environment, first);
    await first.retire(second);
    expect(await second.collectors[0]?.run(100)).toMatchObject({
      families: [{ lines: 'runs 5\n' }],
    });
    expect(await first.collectors[0]?.run(100)).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  it('leaves out what is disabled', () => {
    const { collectors, watchers, reports } = new ModuleSet(MODULES, config(false, 1), environment);
    expect([collectors, watchers, reports]).toEqual([[], [], []]);
  });

  it('runs what its roles ask for', () => {
    const { collectors, watchers } = new ModuleSet(MODULES, config(true, 1, ['exporter']), environment);
    expect([collectors.length, watchers.length]).toEqual([1, 0]);
    expect(isActive(config(true, 1, ['exporter']), chatty)).toBe(false);
  });

  it('bounds what one look of a watcher tells, and says so', async () => {
    const { watchers } = new ModuleSet(MODULES, config(true, 1), environment);
    const outcome = await watchers[0]?.runner.run(1000);
    expect(outcome?.ok && outcome.value).toHaveLength(10_000);
    expect(watchers[0]?.runner.status).toMatchObject({
      partial: true,
      lastError: { code: 'limit_exceeded' },
    });
  });
});
