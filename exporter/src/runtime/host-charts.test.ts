import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Series } from '../contract/module.ts';
import type { FamilySamples } from './samples.ts';
import { History } from './history.ts';
import { CHART_RECORDINGS, hostCharts } from './host-charts.ts';

const MINUTE = 60_000;
const ALWAYS = { fromMs: -Infinity, toMs: Infinity };

const family = (name: string, lines: string): FamilySamples => ({ name, type: 'counter', help: '', lines });

/** What the charts show after looks a minute apart, each given as text lines by metric. */
function chartsOf(...looks: Readonly<Record<string, readonly string[]>>[]) {
  const history = new History(CHART_RECORDINGS);
  for (const [index, look] of looks.entries()) {
    const families = Object.entries(look).map(([name, lines]) =>
      family(name, lines.map((line) => `${name}${line}\n`).join('')),
    );
    history.record(families, index * MINUTE);
  }
  return hostCharts(history, ALWAYS).map(({ name, labels, points }) => [name, labels, points]);
}

const cpu = (...seconds: [cpu: number, mode: string, seconds: number][]) => ({
  node_cpu_seconds_total: seconds.map(([n, mode, value]) => `{cpu="${n}",mode="${mode}"} ${value}`),
});

describe('the charts of a host', () => {
  it('show how busy all CPUs were', () => {
    expect(
      chartsOf(
        cpu([0, 'idle', 100], [0, 'user', 0], [1, 'iowait', 0], [1, 'idle', 100]),
        cpu([0, 'idle', 130], [0, 'user', 30], [1, 'iowait', 30], [1, 'idle', 130]),
        cpu([0, 'idle', 130], [0, 'user', 90], [1, 'iowait', 30], [1, 'idle', 190]),
      ),
    ).toEqual([
      [
        'cpu_busy',
        {},
        [
          [MINUTE, 25],
          [2 * MINUTE, 50],
        ],
      ],
    ]);
  });

  it('say nothing of an interval in which a CPU was taken away', () => {
    expect(
      chartsOf(
        cpu([0, 'idle', 100], [1, 'idle', 100], [0, 'user', 0]),
        cpu([0, 'idle', 160], [0, 'user', 0]),
        cpu([0, 'idle', 190], [0, 'user', 30]),
      ),
    ).toEqual([['cpu_busy', {}, [[2 * MINUTE, 50]]]]);
  });

  it('show memory, load and file systems as shares', () => {
    const look = {
      node_memory_MemAvailable_bytes: [' 25'],
      node_memory_MemTotal_bytes: [' 100'],
      node_load1: [' 0.5'],
      node_load15: [' 0.125'],
      node_filesystem_avail_bytes: [
        '{device="/dev/sda1",fstype="ext4",mountpoint="/data/again"} 10',
        '{device="/dev/sda1",fstype="ext4",mountpoint="/data"} 10',
        '{device="tmpfs",fstype="tmpfs",mountpoint="/tmp"} 10',
        '{device="empty",fstype="ext4",mountpoint="/empty"} 0',
      ],
      node_filesystem_size_bytes: [
        '{device="/dev/sda1",fstype="ext4",mountpoint="/data/again"} 40',
        '{device="/dev/sda1",fstype="ext4",mountpoint="/data"} 40',
        '{device="empty",fstype="ext4",mountpoint="/empty"} 0',
      ],
    };
    expect(chartsOf(look)).toEqual([
      ['memory_used', {}, [[0, 75]]],
      ['load', { period: '1 min' }, [[0, 0.5]]],
      ['load', { period: '15 min' }, [[0, 0.13]]],
      ['filesystem_used', { device: '/dev/sda1', mountpoint: '/data' }, [[0, 75]]],
    ]);
  });

  it('show traffic by device, without guesses where a counter begins anew', () => {
    const look = (bytes: number) => ({
      node_disk_read_bytes_total: [`{device="sda"} ${bytes}`, '{device="unused"} 0'],
      node_network_transmit_bytes_total: [
        `{device="eth0"} ${bytes}`,
        '{device="lo"} 9',
        '{device="veth1"} 9',
      ],
    });
    expect(chartsOf(look(0), look(600), look(60), look(180))).toEqual([
      [
        'disk_bytes',
        { device: 'sda', direction: 'read' },
        [
          [MINUTE, 10],
          [3 * MINUTE, 2],
        ],
      ],
      [
        'network_bytes',
        { device: 'eth0', direction: 'sent' },
        [
          [MINUTE, 10],
          [3 * MINUTE, 2],
        ],
      ],
    ]);
  });

  it('keep to the range', () => {
    const history = new History(CHART_RECORDINGS);
    for (let i = 0; i < 5; i += 1) history.record([family('node_load1', `node_load1 ${i}\n`)], i * MINUTE);
    const [load] = hostCharts(history, { fromMs: MINUTE, toMs: 3 * MINUTE });
    expect(load?.points.map(([, value]) => value)).toEqual([1, 2, 3]);
    expect(hostCharts(history, { fromMs: 9 * MINUTE, toMs: Infinity })).toEqual([]);
  });

  it('have finite figures that are not negative, whatever was read', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 1e6 }), fc.double({ min: 0 }));
    const series = fc
      .array(point, { maxLength: 20 })
      .map((points): Series => ({ labels: { mode: 'idle' }, points }));
    fc.assert(
      fc.property(fc.array(series, { maxLength: 3 }), (all) => {
        for (const chart of hostCharts({ series: () => all }, ALWAYS)) {
          expect(chart.points.length).toBeGreaterThan(0);
          for (const [, value] of chart.points) expect(Number.isFinite(value)).toBe(true);
          if (chart.unit === 'Bps' || chart.name === 'cpu_busy')
            for (const [, value] of chart.points) expect(value).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});
