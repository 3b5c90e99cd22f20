import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advisorView } from '../../../../../test/support/advisor-view.ts';
import { at } from '../../../../../test/support/event.ts';
import type { Series } from '../../../contract/module.ts';
import { RecommendationDraft } from '../../../model/recommendation.ts';
import advisor from './module.ts';
import { theilSen, type Point } from './trend.ts';

const GIB = 2 ** 30;
const root = { device: '/dev/sda1', fstype: 'ext4', mountpoint: '/' };
/** One point a minute. */
const minutes = (count: number, bytes: (minute: number) => number): Point[] =>
  Array.from({ length: count }, (_, i) => [at(60 * i), bytes(i)]);

interface Disk {
  readonly labels?: Record<string, string>;
  readonly avail: readonly Point[];
  readonly size?: number;
  readonly readOnly?: boolean;
}

function advise(disks: readonly Disk[], options: object = {}) {
  const of = (points: (disk: Disk) => readonly Point[]): Series[] =>
    disks.map((disk) => ({ labels: disk.labels ?? root, points: points(disk) }));
  const series = {
    node_filesystem_avail_bytes: of(({ avail }) => avail),
    node_filesystem_size_bytes: of(({ size = 100 * GIB }) => [[at(0), size]]),
    node_filesystem_readonly: of(({ readOnly = false }) => [[at(0), readOnly ? 1 : 0]]),
  };
  return advisor.advise(advisorView({ nowMs: at(3600), series }), advisor.config.parse(options));
}
const steady = (gibPerHour: number, startGib = 50) =>
  minutes(61, (i) => (startGib - (gibPerHour * i) / 60) * GIB);

describe('disk-fills-up', () => {
  it('says when, and from what', () => {
    const [draft, ...rest] = advise([{ avail: steady(10) }]);
    expect(rest).toEqual([]);
    expect(draft).toMatchObject({ subject: '/', severity: 'medium', title: '/ will be full in 4.0 h' });
    expect(draft?.explanation).toBe(
      '/ (/dev/sda1) has 40.0 GiB of 100.0 GiB free, 40.0 %. It shrinks by 10.0 GiB an hour (median slope of 61 points ' +
        'over 60 min): full in 4.0 h, between 4.0 h and 4.0 h with 90 % confidence in the slope.',
    );
    expect(draft?.confidence).toBeCloseTo(0.9, 6);
    expect(RecommendationDraft.parse(draft)).toEqual(draft);
  });

  it('can be recomputed from its evidence', () => {
    const noisy = minutes(60, (i) => (50 - i / 10 + Math.sin(i * 7) / 5) * GIB);
    const [draft] = advise([{ avail: noisy }]);
    const value = Object.fromEntries(
      draft?.evidence.map(({ name, value }) => [name, Number(value)]) ?? [],
    ) as Record<string, number>;
    const { avail = 0, size = 0, free, last = 0, slope = 0, slope_low = 0, slope_high = 0 } = value;
    const { full_in = 0, full_earliest = 0, full_latest = 0, intercept = 0, points } = value;
    expect(free).toBe((100 * avail) / size);
    expect(full_in).toBe(last / -slope);
    expect(full_earliest).toBe(last / -slope_low);
    expect(full_latest).toBe(last / -slope_high);
    expect(full_earliest).toBeLessThanOrEqual(full_in);
    expect(full_latest).toBeGreaterThanOrEqual(full_in);
    expect(full_latest).toBeGreaterThan(full_earliest);
    expect(intercept / GIB).toBeCloseTo(50, 0);
    expect(points).toBe(60);
  });

  it('draws what it saw and what follows, from the figures of its evidence', () => {
    const noisy = minutes(400, (i) => (50 - i / 10 + Math.sin(i * 7) / 5) * GIB);
    const [draft] = advise([{ avail: noisy }]);
    const fact = (name: string) => Number(draft?.evidence.find((each) => each.name === name)?.value);
    const chart = draft?.charts?.[0];
    const line = (role: string) => chart?.series.find((each) => each.role === role)?.points ?? [];
    expect(chart).toMatchObject({
      title: 'Free space of /',
      unit: 'bytes',
      thresholds: [
        { value: 10 * GIB, label: '10 % free' },
        { value: 5 * GIB, label: '5 % free' },
      ],
    });
    expect(line('observed')).toHaveLength(fact('points'));
    expect(line('observed')[0]).toEqual([at(0), fact('first')]);
    const [fromMs] = line('forecast')[0] ?? [];
    expect(line('forecast')[0]).toEqual(line('observed').at(-1));
    for (const [role, slope] of [
      ['forecast', 'slope'],
      ['lower', 'slope_low'],
      ['upper', 'slope_high'],
    ] as const) {
      for (const [ms, bytes] of line(role)) {
        const expected = Math.max(0, fact('last') + (fact(slope) * (ms - (fromMs ?? 0))) / 1000);
        expect(Math.abs(bytes - expected)).toBeLessThan(GIB / 1000);
      }
    }
    expect(line('forecast').at(-1)?.[1]).toBe(0);
  });

  it('draws no forecast where it makes none', () => {
    const [draft] = advise([{ avail: minutes(30, () => 9 * GIB) }]);
    expect(draft?.charts?.[0]?.series.map(({ role }) => role)).toEqual(['observed']);
  });

  it.each([
    { name: 'full in less than an hour', disk: { avail: steady(40) }, severity: 'critical' },
    { name: 'full in less than four hours', disk: { avail: steady(12) }, severity: 'high' },
    { name: 'low and steady', disk: { avail: minutes(30, () => 9 * GIB) }, severity: 'medium' },
    { name: 'low and shrinking', disk: { avail: steady(1, 10) }, severity: 'high' },
    { name: 'nearly full', disk: { avail: minutes(30, () => 4.9 * GIB) }, severity: 'critical' },
    { name: 'full', disk: { avail: minutes(30, () => 0) }, severity: 'critical' },
    {
      name: 'low, seen for the first time',
      disk: { avail: minutes(1, () => 4 * GIB) },
      severity: 'critical',
    },
    {
      name: 'shrinking with wild points',
      disk: { avail: steady(40).map(([x, y], i): Point => [x, i % 10 === 5 ? 0 : y]) },
      severity: 'critical',
    },
  ])('reports one $name', ({ disk, severity }) => expect(advise([disk])).toMatchObject([{ severity }]));

  it.each<{ name: string; disk: Disk }>([
    { name: 'steady', disk: { avail: minutes(60, () => 50 * GIB) } },
    { name: 'growing in free space', disk: { avail: steady(-10) } },
    { name: 'full only after the horizon', disk: { avail: steady(1) } },
    { name: 'up and down', disk: { avail: minutes(60, (i) => (50 + (i % 2)) * GIB) } },
    { name: 'of too short a history', disk: { avail: steady(40).slice(0, 9) } },
    { name: 'read-only', disk: { avail: minutes(30, () => 0), readOnly: true } },
    { name: 'an image', disk: { avail: minutes(30, () => 0), labels: { ...root, fstype: 'squashfs' } } },
    { name: 'in memory', disk: { avail: steady(40), labels: { ...root, fstype: 'tmpfs' } } },
    { name: 'without a size', disk: { avail: minutes(30, () => 0), size: 0 } },
    { name: 'without points', disk: { avail: [] } },
    { name: 'not a number', disk: { avail: minutes(30, () => NaN) } },
  ])('is silent about one that is $name', ({ disk }) => expect(advise([disk])).toEqual([]));

  it('reports a device once, under its shortest path', () => {
    const low = minutes(30, () => GIB);
    const bind = { ...root, mountpoint: '/var/lib/bind' };
    expect(advise([{ avail: low, labels: bind }, { avail: low }])).toMatchObject([{ subject: '/' }]);
  });

  it('takes its thresholds from the config', () => {
    expect(advise([{ avail: steady(1) }], { horizon: '60h' })).toHaveLength(1);
    expect(advise([{ avail: minutes(30, () => 19 * GIB) }], { lowPercent: 20 })).toHaveLength(1);
    expect(
      advise([{ avail: minutes(30, () => 0), labels: { ...root, fstype: 'tmpfs' } }], { ignoreFsTypes: '' }),
    ).toHaveLength(1);
  });
});

describe('theilSen', () => {
  it.each<{ points: Point[]; slope: number | null }>([
    {
      points: [
        [0, 1],
        [1, 3],
        [2, 5],
        [3, 7],
      ],
      slope: 2,
    },
    {
      points: [
        [0, 1],
        [1, 3],
        [2, 500],
        [3, 7],
        [4, 9],
      ],
      slope: 2,
    },
    {
      points: [
        [0, 1],
        [1, 2],
      ],
      slope: null,
    },
    {
      points: [
        [1, 1],
        [1, 2],
        [1, 3],
      ],
      slope: null,
    },
  ])('finds slope $slope', ({ points, slope }) => expect(theilSen(points)?.slope ?? null).toBe(slope));

  it('holds the slope within its interval, whatever the points', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 0, max: 1e15 }));
    fc.assert(
      fc.property(fc.array(point, { maxLength: 200 }), (points) => {
        const trend = theilSen(points);
        if (trend === null) return;
        expect(trend.slopeLow).toBeLessThanOrEqual(trend.slope);
        expect(trend.slopeHigh).toBeGreaterThanOrEqual(trend.slope);
        expect(trend.count).toBeLessThanOrEqual(120);
      }),
    );
  });
});
