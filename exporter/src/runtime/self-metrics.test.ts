import { Gauge } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { encodePage } from './exposition.ts';
import type { ModuleStatus } from './module-status.ts';
import {
  buildInfo,
  createRegistry,
  type Instrument,
  instrumentReader,
  moduleInstruments,
  readFamilies,
} from './self-metrics.ts';

describe('self-metrics', () => {
  it('shows module runs, and survives an instrument that fails', async () => {
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
    const broken: Instrument = {
      type: 'gauge',
      name: 'broken',
      help: 'Broken.',
      *read() {
        yield [1];
        throw new Error('no');
      },
    };
    const lying: Instrument = { type: 'gauge', name: 'lying', help: 'Lying.', read: () => [[1], [2]] };
    const failed: string[] = [];
    const read = instrumentReader(
      [broken, buildInfo('1.2.3'), lying, ...moduleInstruments(() => [{ status, samples: 4 }])],
      (name) => failed.push(name),
    );
    const families = await read();
    const page = encodePage(families, 'text').toString();
    expect(failed).toEqual(['broken', 'lying']);
    expect(page).toContain(`fathom_build_info{node_version="${process.version}",version="1.2.3"} 1\n`);
    expect(page).toContain('fathom_module_errors_total{code="timeout",kind="collector",module="cpu"} 2\n');
    expect(page).toContain('fathom_module_duration_seconds{kind="collector",module="cpu"} 0.005\n');
    expect(page).toContain('fathom_module_runs_total{kind="collector",module="cpu"} 3\n');
    expect(page).not.toContain('broken');
    expect(await read()).toHaveLength(families.length);
    const names = families.map(({ name }) => name);
    expect(names).toEqual([...names].sort());
  });

  it('shows Node.js as prom-client measures it, and survives a metric that fails', async () => {
    const registry = createRegistry();
    new Gauge({
      name: 'broken',
      help: 'Broken.',
      registers: [registry],
      collect() {
        throw new Error('no');
      },
    });
    const failed: string[] = [];
    const page = encodePage(await readFamilies(registry, (name) => failed.push(name)), 'text').toString();
    expect(failed).toEqual(['broken']);
    expect(page).toMatch(/^nodejs_heap_size_used_bytes \d+$/m);
    expect(page).not.toMatch(/^process_/m);
  });
});
