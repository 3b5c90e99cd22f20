import { describe, expect, it } from 'vitest';
import { at, event } from '../../../../test/support/event.ts';
import { anAlert, anIncident } from '../../../../test/support/findings.ts';
import type { AssetChange } from '../../model/asset.ts';
import { toEventView } from '../../model/event.ts';
import { formatTime, msToNs } from '../../model/time.ts';
import { TimelineItem } from '../../model/timeline.ts';
import { spanOf, timelineOf } from './timeline.ts';

const time = (seconds: number) => formatTime(msToNs(at(seconds)));
const view = (...parameters: Parameters<typeof event>) => toEventView(event(...parameters));
const MINUTE = 60;

describe('spanOf', () => {
  it.each([
    ['open', time(3600), null, 7200, 3600 - 15 * MINUTE, 7200],
    ['resolved', time(3600), time(4000), 7200, 3600 - 15 * MINUTE, 4000 + 5 * MINUTE],
    ['just resolved', time(3600), time(4000), 4010, 3600 - 15 * MINUTE, 4010],
    ['of a wrong clock', time(9000), null, 3600, 3600 - 15 * MINUTE, 3600],
  ])('of an incident that is %s', (_, startedAt, resolvedAt, nowS, fromS, toS) =>
    expect(spanOf(anIncident('i', { startedAt, resolvedAt }), at(nowS))).toEqual({
      fromMs: at(fromS),
      toMs: at(toS),
    }),
  );

  it('is never empty', () => {
    const { fromMs, toMs } = spanOf(anIncident('i', { startedAt: 'nonsense', resolvedAt: 'nonsense' }), 0);
    expect(toMs).toBeGreaterThan(fromMs);
  });
});

describe('timelineOf', () => {
  it('tells alerts, events, changes and actions in the order of their times, each once', () => {
    const change = (fields: Partial<AssetChange>): AssetChange => ({
      asset: 'host-a',
      time: new Date(at(20)).toISOString(),
      field: 'status',
      before: 'stale',
      after: 'active',
      source: 'system',
      ...fields,
    });
    const alert = {
      ...anAlert('f', time(30)),
      labels: { severity: 'critical' },
      annotations: { summary: 'busy' },
      endsAt: time(50),
    };
    const kept = view('process.suspicious', 10);
    const incident = anIncident('i', {
      alerts: [alert],
      events: [kept],
      activity: [
        { time: time(40), actor: 'alice', action: 'confirm-cause', note: null, cause: 'the cause' },
        { time: time(41), actor: 'bob', action: 'comment', note: 'hm', cause: null },
      ],
    });
    const events = [
      kept,
      view('process.top', 15, {}, { count: 3, severity: 'info', message: 'top' }),
      view('incident.commented', 41, {}, { source: 'user' }),
    ];
    const items = timelineOf(incident, events, [
      change({}),
      change({ field: 'attributes.load', before: 1, after: 2 }),
    ]);
    expect(items.map((item) => TimelineItem.parse(item))).toEqual([
      {
        time: time(10),
        kind: 'event',
        severity: 'warning',
        title: 'process.suspicious',
        detail: 'process.suspicious',
        asset: 'host-a',
        ref: 'process.suspicious@10',
      },
      {
        time: time(15),
        kind: 'event',
        severity: 'info',
        title: 'process.top',
        detail: 'top (3 times)',
        asset: 'host-a',
        ref: 'process.top@15',
      },
      {
        time: time(20),
        kind: 'change',
        severity: 'info',
        title: 'Change of status from "stale" to "active"',
        detail: null,
        asset: 'host-a',
        ref: 'status',
      },
      {
        time: time(30),
        kind: 'alert',
        severity: 'critical',
        title: 'Alert HighCpu fired',
        detail: 'busy',
        asset: 'host-a',
        ref: 'f',
      },
      {
        time: time(40),
        kind: 'action',
        severity: 'info',
        title: 'Cause confirmed by alice',
        detail: 'the cause',
        asset: 'host-a',
        ref: 'the cause',
      },
      {
        time: time(41),
        kind: 'action',
        severity: 'info',
        title: 'Comment by bob',
        detail: 'hm',
        asset: 'host-a',
        ref: null,
      },
      {
        time: time(50),
        kind: 'alert',
        severity: 'info',
        title: 'Alert HighCpu ended',
        detail: 'busy',
        asset: 'host-a',
        ref: 'f',
      },
    ]);
  });

  it('leaves out what tells least when there is too much', () => {
    const events = Array.from({ length: 1500 }, (_, i) =>
      view('x', i, {}, { severity: i % 3 === 0 ? 'error' : 'info', message: 'y'.repeat(5000) }),
    );
    const items = timelineOf(anIncident('i', { alerts: [anAlert('f', time(5000))] }), events, []);
    expect(items).toHaveLength(1000);
    expect(items.filter(({ severity }) => severity === 'error')).toHaveLength(500);
    expect(items.at(-1)?.kind).toBe('alert');
    expect(items[0]?.detail?.length).toBeLessThan(2100);
  });
});
