/**
 * A small bounded history of this host's own samples, for advisors and incidents where no Prometheus is configured.
 * Oldest points are overwritten.
 */
import type { Series } from '../contract/module.ts';
import { escapeLabel } from '../protocols/text-format/series.ts';
import type { FamilySamples } from './samples.ts';

/** 12 hours at one point a minute: enough to see a trend of a day's length, 11 KiB for each series. */
const MAX_POINTS = 720;
/** A look closer to the last but one than this takes the place of the last: asking often does not shorten the history. */
const MIN_SPACING_MS = 50_000;
/** A machine with more mount points than this has its largest problem elsewhere. */
const MAX_SERIES_PER_METRIC = 200;

type Labels = Readonly<Record<string, string>>;

/** What is kept of a metric. */
export interface Recording {
  readonly metric: string;
  /** What `series` finds it by. Default: the name of the metric. */
  readonly as?: string;
  /** Labels that are kept: series alike in these are added up. Default: all of them. */
  readonly by?: readonly string[];
  /** Series that are left out. */
  readonly skip?: (labels: Labels) => boolean;
  readonly maxSeries?: number;
}

interface Ring {
  readonly labels: Labels;
  readonly times: Float64Array;
  readonly values: Float64Array;
  next: number;
  length: number;
}

export class History {
  readonly metrics: ReadonlySet<string>;
  readonly #recordings: ReadonlyMap<string, Recording>;
  readonly #series = new Map<string, Map<string, Ring>>();
  /** Series that were not recorded for want of room. */
  dropped = 0;

  /** A metric that is named alone is kept whole, whatever else is said of it. */
  constructor(wanted: readonly (string | Recording)[]) {
    const named = (name: string): Recording => ({ metric: name });
    const partly = wanted.filter((each) => typeof each !== 'string');
    const whole = wanted.filter((each) => typeof each === 'string').map(named);
    this.#recordings = new Map([...partly, ...whole].map((each) => [each.as ?? each.metric, each]));
    this.metrics = new Set([...this.#recordings.values()].map(({ metric }) => metric));
  }

  record(families: readonly FamilySamples[], timeMs: number): void {
    for (const [name, recording] of this.#recordings) {
      const family = families.find((each) => each.name === recording.metric);
      if (family) this.#recordFamily(name, recording, family, timeMs);
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

  #recordFamily(name: string, recording: Recording, { lines }: FamilySamples, timeMs: number): void {
    const { by, skip, maxSeries = MAX_SERIES_PER_METRIC } = recording;
    let rings = this.#series.get(name);
    if (!rings) this.#series.set(name, (rings = new Map<string, Ring>()));
    const sums = new Map<string, number>();
    for (const line of lines.split('\n')) {
      if (line === '') continue;
      const space = line.lastIndexOf(' ');
      const prefix = line.slice(0, space);
      const value = Number(line.slice(space + 1).replace('Inf', 'Infinity'));
      const key = by === undefined ? prefix : keyOf(prefix, by);
      if (skip !== undefined && !rings.has(key) && skip(parseLabels(prefix))) continue;
      sums.set(key, (sums.get(key) ?? 0) + value);
    }
    for (const [key, value] of sums) {
      const ring = this.#ring(rings, key, maxSeries);
      if (ring) put(ring, timeMs, value);
    }
  }

  #ring(rings: Map<string, Ring>, key: string, maxSeries: number): Ring | null {
    const known = rings.get(key);
    if (known) return known;
    if (rings.size >= maxSeries) {
      this.dropped += 1;
      return null;
    }
    const ring: Ring = {
      labels: parseLabels(key),
      times: new Float64Array(MAX_POINTS),
      values: new Float64Array(MAX_POINTS),
      next: 0,
      length: 0,
    };
    rings.set(key, ring);
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

function put(ring: Ring, timeMs: number, value: number): void {
  const before = (back: number) => ring.times[(ring.next + MAX_POINTS - back) % MAX_POINTS] ?? 0;
  const spacing = before(1) - before(2);
  if (ring.length >= 2 && spacing >= 0 && spacing < MIN_SPACING_MS) {
    ring.next = (ring.next + MAX_POINTS - 1) % MAX_POINTS;
    ring.length -= 1;
  }
  ring.times[ring.next] = timeMs;
  ring.values[ring.next] = value;
  ring.next = (ring.next + 1) % MAX_POINTS;
  ring.length = Math.min(MAX_POINTS, ring.length + 1);
}

/** In the form that `parseLabels` reads. */
function keyOf(prefix: string, by: readonly string[]): string {
  const labels = parseLabels(prefix);
  return by.map((name) => `${name}="${escapeLabel(labels[name] ?? '')}"`).join(',');
}

/** Labels of a series as the sample writer wrote it: `name{a="x",b="y"}`. */
export function parseLabels(prefix: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const [, name = '', value = ''] of prefix.matchAll(/([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g)) {
    labels[name] = value.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
  }
  return labels;
}
