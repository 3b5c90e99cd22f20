/**
 * A small bounded history of this host's own samples, for advisors and incidents where no Prometheus is configured.
 * Oldest points are overwritten.
 */
import type { Series } from '../contract/module.ts';
import type { FamilySamples } from './samples.ts';

/** 12 hours at one point a minute: enough to see a trend of a day's length, 11 KiB for each series. */
const MAX_POINTS = 720;
/** A machine with more mount points than this has its largest problem elsewhere. */
const MAX_SERIES_PER_METRIC = 200;

interface Ring {
  readonly labels: Readonly<Record<string, string>>;
  readonly times: Float64Array;
  readonly values: Float64Array;
  next: number;
  length: number;
}

export class History {
  readonly metrics: ReadonlySet<string>;
  readonly #series = new Map<string, Map<string, Ring>>();
  /** Series that were not recorded for want of room. */
  dropped = 0;

  constructor(metrics: Iterable<string>) {
    this.metrics = new Set(metrics);
  }

  record(families: readonly FamilySamples[], timeMs: number): void {
    for (const family of families) {
      if (!this.metrics.has(family.name)) continue;
      for (const line of family.lines.split('\n'))
        if (line !== '') this.#recordLine(family.name, line, timeMs);
    }
    this.#forgetSeriesBefore(timeMs - MAX_POINTS * 60_000);
  }

  series(metric: string): Series[] {
    return [...(this.#series.get(metric)?.values() ?? [])].map(({ labels, times, values, next, length }) => {
      const points: (readonly [number, number])[] = [];
      for (let i = 0; i < length; i += 1) {
        const at = (next - length + i + MAX_POINTS) % MAX_POINTS;
        points.push([times[at] ?? NaN, values[at] ?? NaN]);
      }
      return { labels, points };
    });
  }

  #recordLine(metric: string, line: string, timeMs: number): void {
    const space = line.lastIndexOf(' ');
    const prefix = line.slice(0, space);
    const ring = this.#ring(metric, prefix);
    if (!ring) return;
    ring.times[ring.next] = timeMs;
    ring.values[ring.next] = Number(line.slice(space + 1).replace('Inf', 'Infinity'));
    ring.next = (ring.next + 1) % MAX_POINTS;
    ring.length = Math.min(MAX_POINTS, ring.length + 1);
  }

  #ring(metric: string, prefix: string): Ring | null {
    let rings = this.#series.get(metric);
    if (!rings) this.#series.set(metric, (rings = new Map<string, Ring>()));
    const known = rings.get(prefix);
    if (known) return known;
    if (rings.size >= MAX_SERIES_PER_METRIC) {
      this.dropped += 1;
      return null;
    }
    const ring: Ring = {
      labels: parseLabels(prefix),
      times: new Float64Array(MAX_POINTS),
      values: new Float64Array(MAX_POINTS),
      next: 0,
      length: 0,
    };
    rings.set(prefix, ring);
    return ring;
  }

  #forgetSeriesBefore(timeMs: number): void {
    for (const rings of this.#series.values()) {
      for (const [prefix, ring] of rings) {
        if ((ring.times[(ring.next + MAX_POINTS - 1) % MAX_POINTS] ?? 0) < timeMs) rings.delete(prefix);
      }
    }
  }
}

/** Labels of a series as the sample writer wrote it: `name{a="x",b="y"}`. */
export function parseLabels(prefix: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const [, name = '', value = ''] of prefix.matchAll(/([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g)) {
    labels[name] = value.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
  }
  return labels;
}
