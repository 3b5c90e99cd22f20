/** What the charts of this host show, from the history of its samples. */
import type { Series } from '../contract/module.ts';
import type { History, Recording } from './history.ts';

export type ChartName =
  'cpu_busy' | 'memory_used' | 'load' | 'filesystem_used' | 'disk_bytes' | 'network_bytes';

export interface ChartSeries {
  /** Series of one name belong into one chart. */
  readonly name: ChartName;
  readonly title: string;
  /** As Grafana names units. */
  readonly unit: 'percent' | 'short' | 'Bps';
  readonly labels: Readonly<Record<string, string>>;
  /** [milliseconds since the epoch, value], oldest first. */
  readonly points: readonly Point[];
}

export interface AssetMetrics {
  readonly series: readonly ChartSeries[];
  /** Why there are none. */
  readonly note: string | null;
}

type Point = readonly [number, number];
type Labels = Readonly<Record<string, string>>;

export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Devices whose traffic is kept, 22 KiB each: those found first, which are the real ones. */
const MAX_DEVICES = 32;
/** Lines in a chart beyond which nobody can tell them apart. */
const MAX_LINES = 16;
/** Two looks closer than this tell more of the clock than of a rate. */
const MIN_RATE_SECONDS = 2;

const CPU_BY_MODE = 'cpu seconds by mode';
const LOADS = [
  ['node_load1', '1 min'],
  ['node_load5', '5 min'],
  ['node_load15', '15 min'],
] as const;
const DISK = [
  ['node_disk_read_bytes_total', 'read'],
  ['node_disk_written_bytes_total', 'written'],
] as const;
const NETWORK = [
  ['node_network_receive_bytes_total', 'received'],
  ['node_network_transmit_bytes_total', 'sent'],
] as const;
/** In memory, or full by nature. */
const NOT_FILLING = new Set(['tmpfs', 'ramfs', 'devtmpfs', 'squashfs', 'iso9660', 'erofs']);

/** Loopback, and the host's ends of containers' interfaces, which come and go with them. */
const isNoNetwork = ({ device = '' }: Labels) => device === 'lo' || /^(veth|cali|lxc)/.test(device);

export const CHART_RECORDINGS: readonly Recording[] = [
  { metric: 'node_cpu_seconds_total', as: CPU_BY_MODE, by: ['mode'] },
  ...LOADS.map(([metric]) => ({ metric })),
  { metric: 'node_memory_MemAvailable_bytes' },
  { metric: 'node_memory_MemTotal_bytes' },
  { metric: 'node_filesystem_avail_bytes' },
  { metric: 'node_filesystem_size_bytes' },
  ...DISK.map(([metric]) => ({ metric, maxSeries: MAX_DEVICES })),
  ...NETWORK.map(([metric]) => ({ metric, maxSeries: MAX_DEVICES, skip: isNoNetwork })),
];

/** Within the range, ends included. */
export function hostCharts(history: Pick<History, 'series'>, { fromMs, toMs }: TimeRange): ChartSeries[] {
  const read = (metric: string) => history.series(metric);
  const all = [
    ...cpuBusy(read(CPU_BY_MODE)),
    ...memoryUsed(read('node_memory_MemAvailable_bytes'), read('node_memory_MemTotal_bytes')),
    ...LOADS.flatMap(([metric, period]) => read(metric).map((series) => loadOf(series, period))),
    ...filesystemsUsed(read('node_filesystem_avail_bytes'), read('node_filesystem_size_bytes')),
    ...DISK.flatMap(([metric, direction]) =>
      ratesOf(read(metric), { name: 'disk_bytes', title: 'Disk traffic', direction }),
    ),
    ...NETWORK.flatMap(([metric, direction]) =>
      ratesOf(read(metric), { name: 'network_bytes', title: 'Network traffic', direction }),
    ),
  ];
  const within = ([timeMs, value]: Point) => timeMs >= fromMs && timeMs <= toMs && Number.isFinite(value);
  return all
    .map((series) => ({ ...series, points: series.points.map(rounded).filter(within) }))
    .filter(({ points }) => points.length > 0);
}

/** Share of the time of all CPUs that was not idle: 100·(1 − Δ(idle + iowait)/Δ(all modes)). */
function cpuBusy(modes: readonly Series[]): ChartSeries[] {
  const looks = new Map<number, { idle: number; total: number }>();
  for (const { labels, points } of modes) {
    const isIdle = labels['mode'] === 'idle' || labels['mode'] === 'iowait';
    for (const [timeMs, seconds] of points) {
      const look = looks.get(timeMs) ?? { idle: 0, total: 0 };
      looks.set(timeMs, look);
      look.total += seconds;
      if (isIdle) look.idle += seconds;
    }
  }
  const sorted = [...looks].sort(([a], [b]) => a - b);
  const points = sorted.slice(1).flatMap(([timeMs, { idle, total }], index): Point[] => {
    const before = sorted[index]?.[1] ?? { idle: 0, total: 0 };
    const [idleDelta, delta] = [idle - before.idle, total - before.total];
    // A fall is a CPU that was taken away: nothing can be said of this interval.
    if (delta <= 0 || idleDelta < 0) return [];
    return [[timeMs, 100 * Math.max(0, 1 - idleDelta / delta)]];
  });
  return [{ name: 'cpu_busy', title: 'CPU busy', unit: 'percent', labels: {}, points }];
}

function memoryUsed(available: readonly Series[], total: readonly Series[]): ChartSeries[] {
  const points = usedShare(available[0]?.points ?? [], total[0]?.points ?? []);
  return [{ name: 'memory_used', title: 'Memory used', unit: 'percent', labels: {}, points }];
}

const loadOf = ({ points }: Series, period: string): ChartSeries => ({
  name: 'load',
  title: 'Load',
  unit: 'short',
  labels: { period },
  points,
});

/** A device that is mounted in several places is shown once, by its shortest path. */
function filesystemsUsed(available: readonly Series[], sizes: readonly Series[]): ChartSeries[] {
  const keyOf = ({ device = '', mountpoint = '' }: Labels) => JSON.stringify([device, mountpoint]);
  const sizeOf = new Map(sizes.map(({ labels, points }) => [keyOf(labels), points]));
  const byDevice = new Map<string, Series>();
  for (const series of available) {
    const { device = '', mountpoint = '', fstype = '' } = series.labels;
    if (NOT_FILLING.has(fstype)) continue;
    const known = byDevice.get(device)?.labels['mountpoint'];
    if (known === undefined || mountpoint.length < known.length) byDevice.set(device, series);
  }
  return [...byDevice.values()]
    .map(({ labels, points }): ChartSeries => {
      const { device = '', mountpoint = '' } = labels;
      return {
        name: 'filesystem_used',
        title: 'File systems used',
        unit: 'percent',
        labels: { device, mountpoint },
        points: usedShare(points, sizeOf.get(keyOf(labels)) ?? []),
      };
    })
    .sort((a, b) => ((a.labels['mountpoint'] ?? '') < (b.labels['mountpoint'] ?? '') ? -1 : 1))
    .slice(0, MAX_LINES);
}

/** 100·(1 − available/total) wherever both were read. */
function usedShare(available: readonly Point[], total: readonly Point[]): Point[] {
  const totals = new Map(total);
  return available.flatMap(([timeMs, bytes]): Point[] => {
    const all = totals.get(timeMs) ?? 0;
    return all > 0 ? [[timeMs, 100 * (1 - bytes / all)]] : [];
  });
}

interface Traffic {
  readonly name: ChartName;
  readonly title: string;
  readonly direction: string;
}

function ratesOf(counters: readonly Series[], { name, title, direction }: Traffic): ChartSeries[] {
  // A device that has never carried a byte is one that is not used.
  const used = counters.filter(({ points }) => (points.at(-1)?.[1] ?? 0) > 0);
  return used.slice(0, MAX_LINES).map(({ labels, points }) => ({
    name,
    title,
    unit: 'Bps',
    labels: { device: labels['device'] ?? '', direction },
    points: ratesBetween(points),
  }));
}

/** Per second. A counter that fell has begun anew some time between two looks: how fast it was, nobody knows. */
function ratesBetween(points: readonly Point[]): Point[] {
  const rates: Point[] = [];
  let [last] = points;
  for (const point of points.slice(1)) {
    const [timeMs, count] = point;
    const [lastMs, lastCount] = last ?? point;
    const seconds = (timeMs - lastMs) / 1000;
    if (seconds >= 0 && seconds < MIN_RATE_SECONDS) continue;
    if (seconds > 0 && count >= lastCount) rates.push([timeMs, (count - lastCount) / seconds]);
    last = point;
  }
  return rates;
}

const rounded = ([timeMs, value]: Point): Point => [timeMs, Math.round(value * 100) / 100];
