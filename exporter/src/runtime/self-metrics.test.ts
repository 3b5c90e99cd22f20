import { Gauge } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { encodePage } from './exposition.ts';
import type { ModuleStatus } from './module-runner.ts';
import { buildInfo, createRegistry, moduleInstruments, readFamilies, register } from './self-metrics.ts';

describe('self-metrics', () => {
  it('shows module runs, and survives an instrument that fails', async () => {
    const registry = createRegistry();
    const status: ModuleStatus = {
      kind: 'collector',
      id: 'cpu',
      runs: 3,
      lastRunMs: 2000,
      lastSuccessMs: 2000,
      succeeded: true,
      lastDurationMs: 5,
      lastError: null,
      partial: false,
      errors: new Map([['timeout', 2]]),
    };
    for (const instrument of [buildInfo('1.2.3'), ...moduleInstruments(() => [{ status, samples: 4 }])])
      register(registry, instrument);
    new Gauge({
      name: 'broken',
      help: 'Broken.',
      registers: [registry],
      collect() {
        throw new Error('no');
      },
    });
    const failed: string[] = [];
    const families = await readFamilies(registry, (name) => failed.push(name));
    const page = encodePage(families, 'text').toString();
    expect(failed).toEqual(['broken']);
    expect(page).toContain(`fathom_build_info{node_version="${process.version}",version="1.2.3"} 1\n`);
    expect(page).toContain('fathom_module_errors_total{code="timeout",kind="collector",module="cpu"} 2\n');
    expect(page).toContain('fathom_module_duration_seconds{kind="collector",module="cpu"} 0.005\n');
    expect(page).toContain('fathom_module_runs_total{kind="collector",module="cpu"} 3\n');
    expect(page).toMatch(/^nodejs_heap_size_used_bytes \d+$/m);
    expect(page).not.toMatch(/^process_/m);
    const names = families.map(({ name }) => name);
    expect(names).toEqual([...names].sort());
  });
});
