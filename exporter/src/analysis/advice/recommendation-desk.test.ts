import { beforeEach, describe, expect, it } from 'vitest';
import { at } from '../../../../test/support/event.ts';
import { aRecommendation } from '../../../../test/support/findings.ts';
import { openTestStore, temporaryFolder } from '../../../../test/support/store.ts';
import type { RecommendationAction } from '../../model/action.ts';
import { ModuleError } from '../../model/errors.ts';
import type { RecommendationState } from '../../model/recommendation.ts';
import type { Store } from '../../store/store.ts';
import type { AdviceRound } from './advise.ts';
import { MAX_FEEDBACK } from './feedback.ts';
import { RecommendationDesk } from './recommendation-desk.ts';
import { recommendationId, reconcile } from './reconcile.ts';

const ID = recommendationId('disk-fills-up', 'host-a', '/');
const MINUTE = 60;

let store: Store;
let nowS: number;
let desk: RecommendationDesk;

beforeEach(async () => {
  store = await openTestStore(await temporaryFolder());
  nowS = 0;
  desk = new RecommendationDesk({ ...store, now: () => at(nowS) });
});

async function advised(isFound: boolean) {
  const { subject, severity, confidence, title, explanation, evidence, steps } = aRecommendation(ID);
  const draft = { subject, severity, confidence, title, explanation, evidence, steps };
  const advice = isFound ? [{ advisor: 'disk-fills-up', draft }] : [];
  const round: AdviceRound = { advice, failed: new Set() };
  await reconcile(store.recommendations, 'host-a', round, at(nowS));
  return (await store.recommendations.get(ID))?.state;
}
const act = (action: RecommendationAction, reason: string | null = null, actor = 'alice') =>
  desk.act(ID, { action, reason }, actor);

describe('an action', () => {
  const STATES: readonly RecommendationState[] = ['open', 'acknowledged', 'done', 'dismissed', 'resolved'];
  const POSSIBLE: Readonly<Record<RecommendationAction, Partial<Record<RecommendationState, string>>>> = {
    acknowledge: { open: 'acknowledged' },
    done: { open: 'done', acknowledged: 'done' },
    dismiss: { open: 'dismissed', acknowledged: 'dismissed', done: 'dismissed' },
    reopen: { acknowledged: 'open', done: 'open', dismissed: 'open' },
  };
  const cases = Object.entries(POSSIBLE).flatMap(([action, results]) =>
    STATES.map((state) => [action as RecommendationAction, state, results[state]] as const),
  );

  it.each(cases)('%s when %s: %s', async (action, state, expected) => {
    await store.recommendations.update(ID, () => aRecommendation(ID, { state }));
    const result = await act(action, 'why');
    const { items: events } = await store.events.list({ sort: 'time', order: 'asc', limit: 10 });
    if (expected === undefined) {
      expect(result).toMatchObject({ ok: false, fault: 'conflict' });
      expect((await store.recommendations.get(ID))?.feedback).toEqual([]);
      expect(events).toEqual([]);
      return;
    }
    expect(result).toMatchObject({ ok: true, value: { state: expected } });
    const stored = await store.recommendations.get(ID);
    expect(stored?.feedback).toMatchObject([{ actor: 'alice', action, reason: 'why' }]);
    expect(events).toMatchObject([
      {
        asset: 'host-a',
        source: 'user',
        kind: expect.stringMatching(/^recommendation\.(acknowledged|done|dismissed|reopened)$/) as string,
        attributes: { recommendation: ID, action, actor: 'alice', reason: 'why' },
      },
    ]);
  });

  it('on what is not there is refused', async () =>
    expect(await act('done')).toMatchObject({ ok: false, fault: 'unknown' }));

  it('is not done when it cannot be written down', async () => {
    await advised(true);
    const append = () => Promise.reject(new ModuleError('unreachable', 'the disk is full'));
    const full = new RecommendationDesk({ ...store, events: { append }, now: () => at(0) });
    await expect(full.act(ID, { action: 'done', reason: null }, 'a')).rejects.toThrow('the disk is full');
    expect(await store.recommendations.get(ID)).toMatchObject({ state: 'open', feedback: [] });
  });

  it('of one who is too late is refused, and each that is taken is an event of its own', async () => {
    await advised(true);
    const results = await Promise.all(['a', 'b', 'c'].map((actor) => act('acknowledge', null, actor)));
    expect(results.map(({ ok }) => ok)).toEqual([true, false, false]);
    for (let i = 0; i < 4; i += 1) await act(i % 2 === 0 ? 'reopen' : 'acknowledge');
    const events = await store.events.actions(100);
    expect(events.map(({ count }) => count)).toEqual([1, 1, 1, 1, 1]);
    const times = (await store.recommendations.get(ID))?.feedback.map(({ time }) => time) ?? [];
    expect(new Set(times).size).toBe(5);
    expect([...times].sort()).toEqual(times);
  });

  it('is kept with the latest others', async () => {
    await advised(true);
    for (let i = 0; i < MAX_FEEDBACK + 5; i += 1)
      await act(i % 2 === 0 ? 'acknowledge' : 'reopen', String(i));
    const feedback = (await store.recommendations.get(ID))?.feedback ?? [];
    expect([feedback.length, feedback.at(-1)?.reason]).toEqual([MAX_FEEDBACK, String(MAX_FEEDBACK + 4)]);
  });

  it('waits for a bounded number of others', async () => {
    await advised(true);
    const all = await Promise.allSettled(Array.from({ length: 110 }, () => act('acknowledge')));
    expect(all.filter(({ status }) => status === 'rejected')).toHaveLength(10);
  });
});

describe('further advice', () => {
  it.each<[RecommendationAction, string]>([
    ['acknowledge', 'acknowledged'],
    ['dismiss', 'dismissed'],
  ])('leaves what is found as it is after %s', async (action, state) => {
    await advised(true);
    await act(action, 'why');
    nowS = 24 * 60 * MINUTE;
    expect(await advised(true)).toBe(state);
  });

  it('opens again what was said to be done and is still found, and says so', async () => {
    await advised(true);
    await act('done');
    nowS = 15 * MINUTE - 1;
    expect(await advised(true)).toBe('done');
    nowS = 15 * MINUTE;
    expect(await advised(true)).toBe('open');
    expect((await store.recommendations.get(ID))?.feedback.at(-1)).toMatchObject({
      actor: 'fathom',
      action: 'reopen',
      reason: 'Still found 15 minutes after it was marked as done.',
    });
  });

  it.each<[RecommendationAction | null, string]>([
    [null, 'open'],
    ['acknowledge', 'open'],
    ['done', 'open'],
    ['dismiss', 'dismissed'],
  ])('resolves what has ended; after %s it comes back as %s', async (action, state) => {
    await advised(true);
    if (action !== null) await act(action, 'why');
    nowS = 5 * MINUTE;
    expect(await advised(false)).toBe('resolved');
    nowS = 60 * MINUTE;
    expect(await advised(true)).toBe(state);
    expect((await store.recommendations.get(ID))?.firstSeen).toBe('2026-01-01T00:00:00.000000000Z');
  });

  it('hears of what was dismissed once somebody has reopened it', async () => {
    await advised(true);
    await act('dismiss', 'why');
    await act('reopen');
    await advised(false);
    expect(await advised(true)).toBe('open');
  });

  it('and an action at the same time lose nothing', async () => {
    await advised(true);
    nowS = 60;
    await Promise.all([advised(true), act('acknowledge'), advised(true)]);
    expect(await store.recommendations.get(ID)).toMatchObject({
      state: 'acknowledged',
      lastSeen: '2026-01-01T00:01:00.000000000Z',
    });
  });
});

describe('replay', () => {
  it('does again what the store lacks, in order, and nothing twice', async () => {
    await advised(true);
    const before = await store.recommendations.get(ID);
    await act('acknowledge');
    await act('dismiss', 'why');
    const after = await store.recommendations.get(ID);
    expect(await desk.replay(await store.events.actions(10))).toBe(0);
    await store.recommendations.update(ID, () => before);
    expect(await desk.replay(await store.events.actions(10))).toBe(2);
    expect(await store.recommendations.get(ID)).toEqual(after);
  });

  it('takes no notice of events that are not of this kind', async () => {
    await advised(true);
    const draft = {
      asset: 'host-a',
      kind: 'recommendation.done',
      severity: 'info',
      message: '',
      timeNs: 1n,
    } as const;
    const told = { recommendation: ID, action: 'done', reason: null, actor: 'mallory' };
    await store.events.append([
      { ...draft, source: 'syslog', attributes: told },
      { ...draft, source: 'user', attributes: { ...told, action: 'explode' } },
      { ...draft, source: 'user', attributes: { ...told, actor: '' } },
      { ...draft, source: 'user', attributes: { ...told, recommendation: 'rec-of-nothing' } },
      { ...draft, source: 'user', attributes: {} },
    ]);
    const { items } = await store.events.list({ sort: 'time', order: 'asc', limit: 10 });
    expect(await desk.replay(items)).toBe(0);
    expect(await store.recommendations.get(ID)).toMatchObject({ state: 'open', feedback: [] });
  });
});
