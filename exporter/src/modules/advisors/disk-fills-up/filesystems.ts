/** Series of node_filesystem_* → the file systems that can fill up. */
import type { AdvisorView, Series } from '../../../contract/module.ts';
import type { Point } from './trend.ts';

export interface Filesystem {
  readonly device: string;
  readonly mountpoint: string;
  readonly sizeBytes: number;
  readonly availBytes: number;
  /** Time of the last point, in milliseconds. */
  readonly atMs: number;
  /** [milliseconds, bytes], oldest first. */
  readonly avail: readonly Point[];
}

/** A device mounted in several places is reported once, under its shortest path. */
export function filesystems(view: AdvisorView, ignoredTypes: RegExp | null): Filesystem[] {
  const sizes = lastByKey(view.series('node_filesystem_size_bytes'));
  const readOnly = lastByKey(view.series('node_filesystem_readonly'));
  const byDevice = new Map<string, Filesystem>();
  for (const { labels, points } of view.series('node_filesystem_avail_bytes')) {
    const key = keyOf(labels);
    const sizeBytes = sizes.get(key) ?? 0;
    const last = points.at(-1);
    if (last === undefined || !Number.isFinite(last[1]) || !(sizeBytes > 0) || readOnly.get(key) === 1)
      continue;
    if (ignoredTypes?.test(labels['fstype'] ?? '') === true) continue;
    const { device = '', mountpoint = '' } = labels;
    const known = byDevice.get(device);
    if (known !== undefined && known.mountpoint.length <= mountpoint.length) continue;
    byDevice.set(device, {
      device,
      mountpoint,
      sizeBytes,
      availBytes: last[1],
      atMs: last[0],
      avail: points,
    });
  }
  return [...byDevice.values()].sort((a, b) => (a.mountpoint < b.mountpoint ? -1 : 1));
}

function lastByKey(series: readonly Series[]): Map<string, number> {
  return new Map(series.map(({ labels, points }) => [keyOf(labels), points.at(-1)?.[1] ?? NaN]));
}

function keyOf({ device = '', fstype = '', mountpoint = '' }: Readonly<Record<string, string>>): string {
  return JSON.stringify([device, fstype, mountpoint]);
}
