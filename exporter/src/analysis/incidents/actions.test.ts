import { beforeEach, describe, expect, it } from 'vitest';
import { at } from '../../../../test/support/event.ts';
import { aCause, anIncident } from '../../../../test/support/findings.ts';
import { eventDraft, openTestStore, temporaryFolder } from '../../../../test/support/store.ts';
import type { IncidentAction } from '../../model/action.ts';
import { ModuleError } from '../../model/errors.ts';
import type { Incident } from '../../model/incident.ts';
import { formatTime, msToNs } from '../../model/time.ts';
import type { Store } from '../../store/store.ts';
import { MAX_ACTIVITY } from './activity.ts';
import { IncidentDesk } from './desk.ts';

const time = (seconds: number) => formatTime(msToNs(at(seconds)));

let store: Store;
let nowS: number;
let desk: IncidentDesk;

const deskOver = (over: Pick<Store, 'inventory' | 'events' | 'incidents'>) =>
  new IncidentDesk({
    ...over,
    self: { asset: 'host-a', name: 'a' },
    score: () => null,
    facts: () => [],
    recommend: async () => [],
    now: () => at(nowS),
    onError: (_step, error) => {
      throw error;
    },
  });

beforeEach(async () => {
  store = await openTestStore(await temporaryFolder());
  nowS = 1000;
  desk = deskOver(store);
});

const put = (fields: Partial<Incident> = {}) =>
  store.incidents.put(anIncident('i', { startedAt: time(0), updatedAt: time(0), ...fields }));
const act = (action: IncidentAction, more: { note?: string; cause?: string } = {}, actor = 'alice') =>
  desk.act('i', { action, note: more.note ?? null, cause: more.cause ?? null }, actor);

function deliver(status: 'firing' | 'resolved', fingerprint: string, startS: number, endS = 0) {
  const endsAt = status === 'resolved' ? time(endS) : '0001-01-01T00:00:00Z';
  const alert = { status, fingerprint, startsAt: time(startS), endsAt, labels: { entity: 'host-a' } };
  return desk.receive({ alerts: [alert] });
}
async function delivered(...delivery: Parameters<typeof deliver>): Promise<Incident> {
  const { incidents } = await deliver(...delivery);
  return incidents[0] as Incident;
}

describe('an action', () => {
  const acknowledged = { actor: 'bob', time: time(1) };
  const end = { status: 'resolved', resolvedAt: time(5) } as const;

  it.each<[IncidentAction, string, Partial<Incident>, Partial<Incident>]>([
    ['acknowledge', 'open', {}, { acknowledged: { actor: 'alice', time: time(1000) } }],
    ['unacknowledge', 'acknowledged', { acknowledged }, { acknowledged: null }],
    ['resolve', 'open', {}, { status: 'resolved', resolvedAt: time(1000) }],
    [
      'reopen',
      'resolved',
      { ...end, acknowledged },
      { status: 'open', resolvedAt: null, acknowledged: null },
    ],
    ['comment', 'resolved', end, end],
  ])('%s when it is %s', async (action, _, before, expected) => {
    await put(before);
    const result = await act(action, { note: 'because' });
    const activity = { time: time(1000), actor: 'alice', action, note: 'because', cause: null };
    expect(result).toMatchObject({
      ok: true,
      value: { ...expected, activity: [activity], updatedAt: time(1000) },
    });
    expect(result.ok && (await store.incidents.get('i'))).toEqual(result.ok && result.value);
    expect(await store.events.actions(10)).toMatchObject([
      {
        asset: 'host-a',
        kind: expect.stringMatching(/^incident\.\w+$/) as string,
        timeNs: msToNs(at(1000)),
        attributes: { incident: 'i', action, actor: 'alice', note: 'because', cause: null },
      },
    ]);
  });

  it.each<[IncidentAction, string, Partial<Incident>]>([
    ['acknowledge', 'acknowledged', { acknowledged }],
    ['acknowledge', 'resolved', end],
    ['unacknowledge', 'not acknowledged', {}],
    ['resolve', 'resolved', end],
    ['reopen', 'open', {}],
  ])('%s makes no sense when it is %s', async (action, _, before) => {
    await put(before);
    const stored = await store.incidents.get('i');
    expect(await act(action)).toMatchObject({ ok: false, fault: 'conflict' });
    expect(await store.incidents.get('i')).toEqual(stored);
    expect(await store.events.actions(10)).toEqual([]);
  });

  it('on what is not there is refused', async () =>
    expect(await act('comment', { note: 'x' })).toMatchObject({ ok: false, fault: 'unknown' }));

  it('is not done when it cannot be written down', async () => {
    await put();
    const append = () => Promise.reject(new ModuleError('unreachable', 'the disk is full'));
    desk = deskOver({
      ...store,
      events: { ...store.events, append, list: (query) => store.events.list(query) },
    });
    await expect(act('resolve')).rejects.toThrow('the disk is full');
    expect(await store.incidents.get('i')).toMatchObject({ status: 'open', activity: [] });
  });

  it('is kept with the latest others', async () => {
    await put({ activity: Array.from({ length: MAX_ACTIVITY }, (_, i) => comment(i)) });
    await act('comment', { note: 'last' });
    const activity = (await store.incidents.get('i'))?.activity ?? [];
    expect([activity.length, activity[0]?.note, activity.at(-1)?.note]).toEqual([MAX_ACTIVITY, '1', 'last']);
  });

  const comment = (i: number): Incident['activity'][number] => ({
    time: time(i),
    actor: 'alice',
    action: 'comment',
    note: String(i),
    cause: null,
  });
});

describe('a verdict on a cause', () => {
  const titles = async () =>
    (await store.incidents.get('i'))?.causes.map(({ title, rank }) => `${rank} ${title}`);
  const causes = [
    aCause('a', { confidence: 0.9 }),
    aCause('b', { confidence: 0.6, rank: 2 }),
    aCause('c', { confidence: 0.3, rank: 3 }),
  ];

  it('puts a confirmed cause first and a rejected one last, and can be changed', async () => {
    await put({ causes });
    await act('confirm-cause', { cause: 'c' });
    await act('reject-cause', { cause: 'a' });
    expect(await titles()).toEqual(['1 c', '2 b', '3 a']);
    expect(await act('reject-cause', { cause: 'a' })).toMatchObject({ ok: false, fault: 'conflict' });
    await act('confirm-cause', { cause: 'a' });
    expect(await titles()).toEqual(['1 a', '2 c', '3 b']);
    expect((await store.incidents.get('i'))?.activity.map(({ action, cause }) => [action, cause])).toEqual([
      ['confirm-cause', 'c'],
      ['reject-cause', 'a'],
      ['confirm-cause', 'a'],
    ]);
  });

  it('is about a cause of this incident', async () => {
    await put({ causes });
    expect(await act('confirm-cause', { cause: 'x' })).toMatchObject({ ok: false, fault: 'invalid' });
  });

  it('stays when the incident is analysed again', async () => {
    const draft = (kind: string, pid: number, cpu: number) =>
      eventDraft({
        asset: 'host-a',
        kind,
        message: `${kind} ${pid}`,
        severity: 'warning',
        attributes: { pid, name: `p${pid}`, cpu_percent: cpu },
        timeNs: msToNs(at(990)),
      });
    await store.events.append([draft('process.suspicious', 1, 99), draft('process.cpu_high', 2, 80)]);
    const opened = await delivered('firing', 'f1', 995);
    const [first, second] = opened.causes.map(({ title }) => title);
    const judge = (action: IncidentAction, cause = '') =>
      desk.act(opened.id, { action, note: null, cause }, 'alice');
    await judge('reject-cause', first);
    await judge('confirm-cause', second);
    await store.events.append([draft('process.many_connections', 1, 99), draft('process.top', 3, 10)]);
    nowS = 1010;
    const { causes } = await delivered('firing', 'f2', 1005);
    expect(causes.map(({ title, verdict }) => [title, verdict])).toEqual([
      [second, 'confirmed'],
      ['Process 3 (p3)', null],
      [first, 'rejected'],
    ]);
  });
});

describe('an incident that people have resolved', () => {
  let id: string;
  beforeEach(async () => {
    id = (await delivered('firing', 'f1', 900)).id;
    await deliver('firing', 'f2', 910);
    await desk.act(id, { action: 'acknowledge', note: null, cause: null }, 'alice');
    await desk.act(id, { action: 'resolve', note: null, cause: null }, 'alice');
    nowS = 1060;
  });

  it('stays so while its alerts go on, and as they end', async () => {
    const same = {
      id,
      status: 'resolved',
      resolvedAt: expect.stringMatching(/^2026-01-01T00:16:40/) as string,
    };
    expect(await delivered('firing', 'f1', 900)).toMatchObject(same);
    expect(await delivered('resolved', 'f1', 900, 1050)).toMatchObject(same);
    expect(await delivered('resolved', 'f2', 910, 1055)).toMatchObject(same);
  });

  it('opens again when another alert begins, and nobody looks after it yet', async () =>
    expect(await delivered('firing', 'f3', 1050)).toMatchObject({
      id,
      status: 'open',
      resolvedAt: null,
      acknowledged: null,
    }));
});

it('an incident that people have opened again stays so, though its alerts have ended', async () => {
  const { id } = await delivered('firing', 'f1', 900);
  await deliver('resolved', 'f1', 900, 950);
  await desk.act(id, { action: 'reopen', note: null, cause: null }, 'alice');
  expect(await delivered('resolved', 'f1', 900, 950)).toMatchObject({ id, status: 'open', resolvedAt: null });
});

it('replay does again what the store lacks, and nothing twice', async () => {
  await put({ causes: [aCause('a'), aCause('b')] });
  const before = await store.incidents.get('i');
  await act('acknowledge');
  await act('confirm-cause', { cause: 'b' });
  await act('comment', { note: 'x' });
  const after = await store.incidents.get('i');
  expect(await desk.replay(await store.events.actions(10))).toBe(0);
  if (before !== null) await store.incidents.put(before);
  expect(await desk.replay(await store.events.actions(10))).toBe(3);
  expect(await store.incidents.get('i')).toEqual(after);
});
