import { describe, expect, it } from 'vitest';
import type { TimelineItem } from '../../api/types';
import { countsOf, markersOf, ofKinds } from './timelineView';

const item = (
  kind: TimelineItem['kind'],
  second: number,
  severity: TimelineItem['severity'] = 'info'
): TimelineItem => ({
  kind,
  severity,
  time: new Date(second * 1000).toISOString(),
  title: `${kind} ${second}`,
  detail: null,
  asset: 'host-a',
  ref: null,
});

const ITEMS = [item('event', 1), item('alert', 2, 'critical'), item('action', 3), item('change', 4)];

describe('the timeline', () => {
  it.each([
    [[], 4],
    [['alert'], 1],
    [['alert', 'change'], 2],
    [['nonsense'], 4],
  ])('of kinds %j has %d items', (kinds, count) => {
    expect(ofKinds(ITEMS, kinds)).toHaveLength(count);
  });

  it('counts each kind', () => {
    expect(countsOf([...ITEMS, item('event', 5)])).toEqual({ alert: 1, event: 2, change: 1, action: 1 });
  });

  it('marks the alerts and the most severe of a thousand events, in the order of time', () => {
    const events = Array.from({ length: 1000 }, (_, i) => item('event', 100 + i, i === 500 ? 'critical' : 'info'));
    const labels = markersOf([...events, item('alert', 50), item('change', 60)]).map(({ label }) => label);
    expect(labels).toHaveLength(4);
    expect(labels.slice(0, 2)).toEqual(['alert 50', 'change 60']);
    expect(labels).toContain('event 600');
  });
});

describe('what happens again and again', () => {
  it('is marked once, when it first happened', () => {
    const again = [1, 2, 3].map((second) => ({ ...item('event', second), title: 'host.cpu_high' }));
    expect(markersOf(again)).toEqual([{ time: 1000, label: 'host.cpu_high' }]);
  });
});
