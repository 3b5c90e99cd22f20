import { beforeEach, describe, expect, it } from 'vitest';
import { at, event } from '../../../../test/support/event.ts';
import { aRecommendation } from '../../../../test/support/findings.ts';
import { Incident } from '../../model/incident.ts';
import type { Event } from '../../model/event.ts';
import type { Recommendation } from '../../model/recommendation.ts';
import { formatTime, msToNs } from '../../model/time.ts';
import { IncidentDesk, type DeskDependencies } from './desk.ts';

const time = (seconds: number) => formatTime(msToNs(at(seconds)));
const charts: Recommendation['charts'] = [
  {
    title: 'CPU',
    unit: 'percent',
    series: [{ name: 'x', role: 'observed', points: [[0, 1]] }],
    thresholds: [],
  },
];
const recommendation = aRecommendation('rec-1', {
  advisor: 'runaway-process',
  subject: 'pid 66',
  charts,
});

let nowS: number;
let stored: Map<string, Incident>;
let events: Event[];
let recommendations: Recommendation[];
let errors: string[];

function alert(fingerprint: string, startS: number, other: object = {}) {
  return {
    status: 'firing',
    labels: { alertname: 'CpuBusy', instance: 'a:9797', severity: 'warning' },
    annotations: {},
    startsAt: time(startS),
    endsAt: '0001-01-01T00:00:00Z',
    generatorURL: '',
    fingerprint,
    ...other,
  };
}
const resolved = (fingerprint: string, startS: number, endS: number) =>
  alert(fingerprint, startS, { status: 'resolved', endsAt: time(endS) });

function deskWith(other: Partial<DeskDependencies> = {}): IncidentDesk {
  return new IncidentDesk({
    inventory: {
      get: async () => null,
      list: async () => ({ items: [], nextCursor: null }),
      changesBetween: async () => [],
    },
    events: {
      append: async () => [],
      list: async ({ fromNs = 0n, toNs = 0n, limit, cursor }) => {
        const found = events.filter(({ timeNs }) => timeNs >= fromNs && timeNs < toNs).reverse();
        const from = Number(cursor ?? 0);
        const to = from + Math.min(limit, 2); // pages may be short
        return { items: found.slice(from, to), nextCursor: to < found.length ? String(to) : null };
      },
    },
    incidents: {
      put: async (incident) => void stored.set(incident.id, Incident.parse(incident)),
      get: async (id) => stored.get(id) ?? null,
      findRecent: async (asset, sinceMs) =>
        [...stored.values()].findLast(
          (each) =>
            each.asset === asset &&
            (each.resolvedAt === null || each.resolvedAt > formatTime(msToNs(sinceMs))),
        ) ?? null,
      findByAlert: async (fingerprint, startsAt) =>
        [...stored.values()].find(({ alerts }) =>
          alerts.some((each) => each.fingerprint === fingerprint && each.startsAt === startsAt),
        ) ?? null,
    },
    self: { asset: 'host-a', name: 'a' },
    score: () => null,
    facts: () => [{ name: 'node_load1', value: 3, source: 'node_load1' }],
    recommend: async () => recommendations,
    now: () => at(nowS),
    onError: (step) => errors.push(step),
    ...other,
  });
}

beforeEach(() => {
  nowS = 100;
  stored = new Map();
  events = [
    event('process.suspicious', 50, { pid: 66, name: 'xmrig', cpu_percent: 95 }),
    event('process.cpu_high', 60, { pid: 66, name: 'xmrig', cpu_percent: 95 }),
    event('process.started', 70, { pid: 67, name: 'ls' }, { severity: 'info' }),
  ];
  recommendations = [recommendation];
  errors = [];
});

describe('IncidentDesk', () => {
  it('opens an incident and explains it', async () => {
    const { incidents, rejected } = await deskWith().receive({ alerts: [alert('f1', 80)] });
    expect(rejected).toEqual([]);
    expect(incidents).toHaveLength(1);
    const [incident] = incidents;
    expect(incident).toMatchObject({
      title: 'CpuBusy on host-a',
      asset: 'host-a',
      status: 'open',
      severity: 'medium',
      startedAt: time(80),
      updatedAt: time(100),
      resolvedAt: null,
      recommendations: [{ id: 'rec-1', charts: [] }],
      metrics: [{ name: 'node_load1', value: 3 }],
    });
    expect(incident?.causes[0]?.title).toBe('Process 66 (xmrig)');
    expect(incident?.events.map(({ id }) => id)).toEqual([
      'process.suspicious@50',
      'process.cpu_high@60',
      'process.started@70',
    ]);
    expect([...stored.values()]).toEqual(incidents);
  });

  it('is the same for the same input', async () => {
    const first = await deskWith().receive({ alerts: [alert('f1', 80), alert('f2', 85)] });
    stored.clear();
    expect(await deskWith().receive({ alerts: [alert('f2', 85), alert('f1', 80)].reverse() })).toEqual(first);
  });

  it('takes a second delivery as the same', async () => {
    const desk = deskWith();
    const first = await desk.receive({ alerts: [alert('f1', 80)] });
    expect(await desk.receive({ alerts: [alert('f1', 80)] })).toEqual(first);
    expect(stored.size).toBe(1);
  });

  it.each([
    {
      name: 'while it is open',
      deliveries: [
        { at: 100, alert: alert('f1', 80) },
        { at: 5000, alert: alert('f2', 4990) },
      ],
      incidents: 1,
    },
    {
      name: 'shortly after its end',
      deliveries: [
        { at: 100, alert: alert('f1', 80) },
        { at: 200, alert: resolved('f1', 80, 190) },
        { at: 700, alert: alert('f2', 690) },
      ],
      incidents: 1,
    },
    {
      name: 'long after its end',
      deliveries: [
        { at: 100, alert: alert('f1', 80) },
        { at: 200, alert: resolved('f1', 80, 190) },
        { at: 800, alert: alert('f2', 795) },
      ],
      incidents: 2,
    },
    {
      name: 'on another host',
      deliveries: [
        { at: 100, alert: alert('f1', 80) },
        { at: 100, alert: alert('f2', 80, { labels: { instance: 'b:1' } }) },
      ],
      incidents: 2,
    },
    {
      name: 'whose end alone is heard',
      deliveries: [{ at: 100, alert: resolved('f1', 80, 90) }],
      incidents: 0,
    },
  ])('groups an alert $name: $incidents', async ({ deliveries, incidents }) => {
    const desk = deskWith();
    for (const delivery of deliveries) {
      nowS = delivery.at;
      await desk.receive({ alerts: [delivery.alert] });
    }
    expect(stored.size).toBe(incidents);
  });

  it('groups the alerts of one delivery, and deliveries that come at once', async () => {
    const desk = deskWith();
    const labels = { alertname: 'Worse', severity: 'critical', instance: 'a:1' };
    await Promise.all([
      desk.receive({ alerts: [alert('f1', 80), alert('f2', 70, { labels })] }),
      desk.receive({ alerts: [alert('f3', 75)] }),
    ]);
    expect([...stored.values()]).toMatchObject([{ severity: 'critical', startedAt: time(70) }]);
    expect([...stored.values()][0]?.alerts.map(({ fingerprint }) => fingerprint)).toEqual(['f2', 'f3', 'f1']);
  });

  it('resolves when all alerts are resolved, and keeps what it found', async () => {
    const desk = deskWith();
    const { incidents: opened } = await desk.receive({ alerts: [alert('f1', 80), alert('f2', 85)] });
    nowS = 200;
    const { incidents: half } = await desk.receive({ alerts: [resolved('f1', 80, 150)] });
    expect(half[0]).toMatchObject({ status: 'open', resolvedAt: null });
    events = [event('process.terminated', 160, { pid: 66, name: 'xmrig' })];
    recommendations = [];
    const { incidents } = await desk.receive({ alerts: [resolved('f2', 85, 170)] });
    expect(incidents[0]).toMatchObject({
      status: 'resolved',
      resolvedAt: time(170),
      recommendations: [{ id: 'rec-1' }],
    });
    const [cause] = incidents[0]?.causes ?? [];
    expect(cause).toMatchObject({ title: 'Process 66 (xmrig)', evidence: opened[0]?.causes[0]?.evidence });
    events = [];
    const { incidents: again } = await desk.receive({ alerts: [resolved('f2', 85, 170)] });
    expect(again[0]?.causes).toEqual(incidents[0]?.causes);
  });

  it('tells the end of the process', async () => {
    const desk = deskWith();
    await desk.receive({ alerts: [alert('f1', 80)] });
    events.push(event('process.terminated', 160, { pid: 66, name: 'xmrig' }));
    nowS = 200;
    const { incidents } = await desk.receive({ alerts: [resolved('f1', 80, 170)] });
    expect(incidents[0]?.causes[0]?.chain.map(({ kind, event }) => event ?? kind)).toEqual([
      'process.suspicious@50',
      'process.cpu_high@60',
      'alert',
      'process.terminated@160',
    ]);
  });

  it('opens again when an alert comes back', async () => {
    const desk = deskWith();
    await desk.receive({ alerts: [alert('f1', 80)] });
    await desk.receive({ alerts: [resolved('f1', 80, 95)] });
    const { incidents } = await desk.receive({ alerts: [alert('f1', 99)] });
    expect(incidents[0]).toMatchObject({ status: 'open', resolvedAt: null, startedAt: time(80) });
    expect(incidents[0]?.alerts).toHaveLength(2);
  });

  it('uses the good alerts of a delivery and reports the bad', async () => {
    const { incidents, rejected } = await deskWith().receive({
      alerts: [alert('f1', 80), { status: 'firing' }, 7],
    });
    expect(incidents).toHaveLength(1);
    expect(rejected.map(({ index }) => index)).toEqual([1, 2]);
  });

  it('goes without what cannot be had', async () => {
    const fail = async () => Promise.reject(new Error('no'));
    const desk = deskWith({
      events: { list: fail, append: fail },
      recommend: fail,
      facts: fail,
      score: () => {
        throw new Error('no');
      },
    });
    const { incidents } = await desk.receive({ alerts: [alert('f1', 80)] });
    expect(incidents[0]).toMatchObject({
      status: 'open',
      causes: [],
      events: [],
      metrics: [],
      recommendations: [],
      score: null,
    });
    expect(errors.sort()).toEqual(['events', 'metrics', 'recommendations', 'score']);
  });

  it('refuses what is no delivery, and goes on', async () => {
    const desk = deskWith();
    await expect(desk.receive('garbage')).rejects.toMatchObject({ code: 'malformed_reply' });
    expect((await desk.receive({ alerts: [alert('f1', 80)] })).incidents).toHaveLength(1);
  });

  it('refuses when too many deliveries wait', async () => {
    const desk = deskWith();
    const all = await Promise.allSettled(Array.from({ length: 105 }, () => desk.receive({ alerts: [] })));
    expect(all.filter(({ status }) => status === 'rejected')).toHaveLength(5);
    await expect(desk.receive({ alerts: [] })).resolves.toEqual({ incidents: [], rejected: [] });
  });

  it('bounds alerts and events of one incident', async () => {
    events = Array.from({ length: 30 }, (_, i) =>
      event('process.started', 60 + i, { pid: i }, { severity: 'info' }),
    );
    const storm = Array.from({ length: 300 }, (_, i) => alert(`f${i}`, 80));
    const { incidents } = await deskWith().receive({ alerts: storm });
    expect(incidents[0]?.alerts).toHaveLength(200);
    expect(incidents[0]?.events.length).toBeLessThanOrEqual(100);
    expect(incidents[0]?.causes.length).toBeLessThanOrEqual(5);
  });
});
