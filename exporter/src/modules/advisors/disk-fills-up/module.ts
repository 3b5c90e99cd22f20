import { z } from 'zod';
import { duration, regex } from '../../../contract/config.ts';
import { defineAdvisor } from '../../../contract/module.ts';
import type { Fact, Priority, RecommendationDraft } from '../../../model/recommendation.ts';
import { chartOf } from './chart.ts';
import { forecast, type Forecast } from './forecast.ts';
import { filesystems, type Filesystem } from './filesystems.ts';

/** Memory, images and views of other file systems: not disks that fill up. */
const PSEUDO_OR_READ_ONLY =
  '^(autofs|bpf|cgroup2?|configfs|cramfs|debugfs|devpts|devtmpfs|efivarfs|erofs|fusectl|hugetlbfs|iso9660|mqueue|' +
  'nsfs|overlay|proc|procfs|pstore|ramfs|romfs|rpc_pipefs|securityfs|squashfs|sysfs|tmpfs|tracefs|udf)$';

const config = z.object({
  horizon: duration('24h', { min: '1m' }).describe('How far ahead a full file system is of interest.'),
  minHistory: duration('10m', { min: '10s' }).describe('A trend over less time is not extrapolated.'),
  minPoints: z.number().int().min(3).default(10).describe('A trend of fewer points is not extrapolated.'),
  lowPercent: z
    .number()
    .min(0)
    .max(100)
    .default(10)
    .describe('Free space below which to act, whatever the trend.'),
  criticalPercent: z.number().min(0).max(100).default(5).describe('Free space below which to act at once.'),
  ignoreFsTypes: regex(PSEUDO_OR_READ_ONLY).describe('Types of file systems to leave out.'),
});
type Config = z.output<typeof config>;

export default defineAdvisor({
  id: 'disk-fills-up',
  summary: 'A file system is nearly full, or will be if it goes on like this: when, and how to make room.',
  config,
  facts: [],
  series: ['node_filesystem_avail_bytes', 'node_filesystem_size_bytes', 'node_filesystem_readonly'],
  advise(view, options) {
    return filesystems(view, options.ignoreFsTypes).flatMap((filesystem) => {
      const ahead = forecast(filesystem.avail, options.minHistory, options.minPoints);
      return draftOf(filesystem, ahead, options) ?? [];
    });
  },
});

function draftOf(
  filesystem: Filesystem,
  ahead: Forecast | null,
  options: Config,
): RecommendationDraft | null {
  const freePercent = (100 * filesystem.availBytes) / filesystem.sizeBytes;
  const soon = ahead !== null && ahead.secondsToFull * 1000 <= options.horizon ? ahead : null;
  if (soon === null && freePercent >= options.lowPercent) return null;
  const { mountpoint } = filesystem;
  const title =
    soon === null
      ? `${mountpoint} has ${freePercent.toFixed(1)} % left`
      : `${mountpoint} will be full in ${span(soon.secondsToFull)}`;
  return {
    subject: mountpoint,
    severity: severityOf(freePercent, soon, options),
    confidence: freePercent < options.lowPercent ? 0.95 : (soon?.confidence ?? 0),
    title,
    explanation: explain(filesystem, freePercent, soon),
    evidence: [...levelFacts(filesystem, freePercent), ...(soon === null ? [] : trendFacts(soon))],
    charts: [chartOf(filesystem, soon, options)],
    steps: stepsFor(mountpoint),
    runbook: 'docs/runbooks/disk-fills-up.md',
  };
}

function severityOf(freePercent: number, soon: Forecast | null, options: Config): Priority {
  const hours = soon === null ? Infinity : soon.secondsToFull / 3600;
  if (freePercent < options.criticalPercent || hours < 1) return 'critical';
  if (hours < 4) return 'high';
  return freePercent < options.lowPercent && soon !== null ? 'high' : 'medium';
}

function explain(
  { mountpoint, device, availBytes, sizeBytes }: Filesystem,
  freePercent: number,
  soon: Forecast | null,
) {
  const level = `${mountpoint} (${device}) has ${gib(availBytes)} of ${gib(sizeBytes)} free, ${freePercent.toFixed(1)} %.`;
  if (soon === null) return level;
  const { trend, earliestSeconds, latestSeconds } = soon;
  return (
    `${level} It shrinks by ${gib(-trend.slope * 3600)} an hour (median slope of ${trend.count} points over ` +
    `${span(soon.historySeconds)}): full in ${span(soon.secondsToFull)}, between ${span(earliestSeconds)} and ` +
    `${span(latestSeconds)} with 90 % confidence in the slope.`
  );
}

function levelFacts({ availBytes, sizeBytes, atMs }: Filesystem, freePercent: number): Fact[] {
  const time = new Date(atMs).toISOString();
  return [
    { name: 'avail', value: availBytes, unit: 'B', time, source: 'node_filesystem_avail_bytes' },
    { name: 'size', value: sizeBytes, unit: 'B', time, source: 'node_filesystem_size_bytes' },
    { name: 'free', value: freePercent, unit: '%', time, source: '100 · avail / size' },
  ];
}

function trendFacts({ trend, first, last, ...ahead }: Forecast): Fact[] {
  const source = 'node_filesystem_avail_bytes';
  const iso = (ms: number) => new Date(ms).toISOString();
  return [
    { name: 'points', value: trend.count, source },
    { name: 'first', value: first[1], unit: 'B', time: iso(first[0]), source },
    { name: 'last', value: last[1], unit: 'B', time: iso(last[0]), source },
    { name: 'slope', value: trend.slope, unit: 'B/s', source: 'Theil–Sen over the points' },
    { name: 'slope_low', value: trend.slopeLow, unit: 'B/s', source: '90 % interval of the slope (Sen)' },
    { name: 'slope_high', value: trend.slopeHigh, unit: 'B/s', source: '90 % interval of the slope (Sen)' },
    {
      name: 'intercept',
      value: trend.intercept,
      unit: 'B',
      time: iso(first[0]),
      source: 'median of y − slope·x',
    },
    { name: 'full_in', value: ahead.secondsToFull, unit: 's', time: iso(last[0]), source: 'last / −slope' },
    {
      name: 'full_earliest',
      value: ahead.earliestSeconds,
      unit: 's',
      time: iso(last[0]),
      source: 'last / −slope_low',
    },
    {
      name: 'full_latest',
      value: ahead.latestSeconds,
      unit: 's',
      time: iso(last[0]),
      source: 'last / −slope_high',
    },
  ];
}

function stepsFor(mountpoint: string): string[] {
  const path = `'${mountpoint.replaceAll("'", "'\\''")}'`;
  return [
    `Find what takes the room: \`du -xh --max-depth=2 ${path} | sort -h | tail -20\`.`,
    `Look for deleted files that are still open: \`lsof +L1 ${path}\`; restarting their process frees them.`,
    'Free some now: rotate or compress logs, `journalctl --vacuum-size=500M`, clean package and build caches.',
    'Prevent it: limit what grows (log rotation, retention, quotas) or enlarge the file system.',
  ];
}

function gib(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  const power = Math.min(
    units.length - 1,
    Math.max(0, Math.floor(Math.log2(Math.max(1, Math.abs(bytes))) / 10)),
  );
  return `${(bytes / 1024 ** power).toFixed(1)} ${units[power]}`;
}

function span(seconds: number): string {
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${(seconds / 3600).toFixed(1)} h` : `${(seconds / 86_400).toFixed(1)} days`;
}
