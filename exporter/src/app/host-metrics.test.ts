import { describe, expect, it } from 'vitest';
import type { Asset } from '../model/asset.ts';
import { History } from '../runtime/history.ts';
import { CHART_RECORDINGS } from '../runtime/host-charts.ts';
import { HostMetrics } from './host-metrics.ts';

const ALWAYS = { fromMs: 0, toMs: Infinity };
const NOW = '2026-11-21T03:00:00.000Z';

const asset = (id: string): Asset => ({
  id,
  kind: 'host',
  name: `name of ${id}`,
  labels: {},
  attributes: {},
  relations: [],
  tenant: 'default',
  source: 'system',
  status: 'active',
  firstSeen: NOW,
  lastSeen: NOW,
});

function setUp(measure: (history: History, nowMs: number) => Promise<void>) {
  const history = new History(CHART_RECORDINGS);
  const clock = { nowMs: 1_000_000 };
  const state = { measured: 0 };
  const metrics = new HostMetrics({
    host: { asset: 'host-1', name: 'one' },
    history,
    measure: () => {
      state.measured += 1;
      return measure(history, clock.nowMs);
    },
    now: () => clock.nowMs,
  });
  return { metrics, clock, state };
}

const readLoad = async (history: History, nowMs: number) =>
  history.record([{ name: 'node_load1', type: 'gauge', help: '', lines: 'node_load1 0.5\n' }], nowMs);

describe('metrics of an asset', () => {
  it('are measured anew when somebody looks, but not each time', async () => {
    const { metrics, clock, state } = setUp(readLoad);
    const answers = await Promise.all([1, 2, 3].map(() => metrics.read(asset('host-1'), ALWAYS)));
    expect(answers[2]).toMatchObject({ note: null, series: [{ name: 'load', points: [[1_000_000, 0.5]] }] });
    expect(state.measured).toBe(1);
    clock.nowMs += 4999;
    await metrics.read(asset('host-1'), ALWAYS);
    expect(state.measured).toBe(1);
    clock.nowMs += 1;
    const later = await metrics.read(asset('host-1'), ALWAYS);
    expect([state.measured, later.series[0]?.points.at(-1)?.[0]]).toEqual([2, 1_005_000]);
  });

  it('do not wait for a measurement that hangs', async () => {
    const { metrics } = setUp(() => new Promise(() => undefined));
    const { series, note } = await metrics.read(asset('host-1'), ALWAYS);
    expect([series, note]).toEqual([[], expect.stringContaining('Nothing was measured')]);
  });

  it('of another asset are elsewhere', async () => {
    const { metrics, state } = setUp(readLoad);
    const { series, note } = await metrics.read(asset('host-2'), ALWAYS);
    expect([series, state.measured]).toEqual([[], 0]);
    expect(note).toMatch(/host it runs on, one, .* For name of host-2, look in the Prometheus/);
  });
});
