import { describe, expect, it } from 'vitest';
import { defineRule } from '../../contract/module.ts';
import { formatTime, msToNs } from '../../model/time.ts';
import { at, event, START } from '../../../../test/support/event.ts';
import { CorrelationEngine, type CorrelationOptions } from './engine.ts';
import type { ConfiguredRule } from './rule-set.ts';
import { config, pair, triple, use } from '../../../../test/support/rules.ts';

function engineOf(
  rules: readonly ConfiguredRule[],
  options: Partial<CorrelationOptions> = {},
): CorrelationEngine {
  return new CorrelationEngine(rules, { now: () => START + 300_000, ...options });
}

describe('score', () => {
  it('is 100·(1 − ∏(1 − weight·strength·decay)) over distinct evidence', () => {
    const engine = engineOf([use(pair), use(triple)]);
    const events = [
      event('heat', 0, { pid: 1 }),
      event('smoke', 10, { pid: 1 }),
      event('smoke', 20, { pid: 2 }),
    ];
    for (const each of events) engine.process(each);
    const score = engine.score('host-a', at(150));
    expect(score.evidence.map(({ key, events }) => [key, events])).toEqual(
      [
        ['triple', ['heat@0', 'smoke@20']],
        ['pair/1', ['heat@0', 'smoke@10']],
      ].sort(),
    );
    const decayPair = 0.5 ** (140 / 150);
    const decayTriple = 0.5 ** (130 / 150);
    expect(score.score).toBeCloseTo(100 * (1 - (1 - 0.7 * decayPair) * (1 - 0.5 * decayTriple)), 10);
    expect(score).toMatchObject({
      entity: 'host-a',
      level: 'MEDIUM',
      contributors: ['test'],
      primaryEvent: 'smoke@10',
      time: formatTime(msToNs(at(150))),
    });
    expect(score.correlatedEvents.sort()).toEqual(['heat@0', 'smoke@10', 'smoke@20']);
  });

  it('is recomputable from its evidence', () => {
    const engine = engineOf([use(pair), use(triple)]);
    for (let i = 0; i < 5; i += 1) {
      engine.process(event('heat', i, { pid: i }));
      engine.process(event('smoke', i, { pid: i }));
    }
    const { score, evidence } = engine.score('host-a', at(77));
    expect(evidence).toHaveLength(6);
    const product = evidence.reduce(
      (rest, { weight, strength, decay }) => rest * (1 - weight * strength * decay),
      1,
    );
    expect(score).toBe(100 * (1 - product));
  });

  it('does not add up what is said again, but refreshes it', () => {
    const engine = engineOf([use(pair)]);
    engine.process(event('heat', 0, { pid: 1 }));
    engine.process(event('smoke', 0, { pid: 1 }));
    expect(engine.score('host-a', at(0)).score).toBeCloseTo(70, 10);
    engine.process(event('smoke', 0, { pid: 1 }, { lastTimeNs: msToNs(at(150)), count: 2 }));
    const refreshed = engine.score('host-a', at(150));
    expect(refreshed.score).toBeCloseTo(70, 10);
    expect(refreshed.evidence).toHaveLength(1);
    expect(refreshed.correlatedEvents).toEqual(['heat@0', 'smoke@0']);
    expect(engine.score('host-a', at(300)).score).toBeCloseTo(35, 10);
    expect(engine.score('host-a', at(451)).score).toBe(0);
  });

  it('of nothing known is 0, with no confidence', () => {
    expect(engineOf([use(pair)]).score('host-x', at(0))).toEqual({
      entity: 'host-x',
      score: 0,
      confidence: 0,
      level: 'BENIGN',
      contributors: [],
      evidence: [],
      correlatedEvents: [],
      primaryEvent: null,
      time: '2026-01-01T00:00:00.000000000Z',
    });
  });

  it.each([
    { name: 'one source', sources: ['a', 'a'], confidence: 1 - 2 ** -2 },
    { name: 'two sources', sources: ['a', 'b'], confidence: 1 - 2 ** -2.5 },
  ])('is surer with more independent support: $name', ({ sources, confidence }) => {
    const engine = engineOf([use(pair)]);
    engine.process(event('heat', 0, {}, { source: sources[0] ?? '' }));
    engine.process(event('smoke', 1, {}, { source: sources[1] ?? '' }));
    expect(engine.score('host-a', at(1)).confidence).toBeCloseTo(confidence, 10);
  });

  it('lists the highest first, so many as asked for', () => {
    const engine = engineOf([use(pair)], { topEntities: 2 });
    ['host-a', 'host-b', 'host-c'].forEach((asset, i) => {
      engine.process(event('heat', i * 10, {}, { asset, id: `h${asset}` }));
      engine.process(event('smoke', i * 10, {}, { asset, id: `s${asset}` }));
    });
    expect(engine.scores(at(60)).map(({ entity }) => entity)).toEqual(['host-c', 'host-b']);
  });
});

describe('matching', () => {
  const keys = (engine: CorrelationEngine, seconds: number) =>
    engine
      .score('host-a', at(seconds))
      .evidence.map(({ key }) => key)
      .sort();

  it.each([
    {
      name: 'the same subject',
      events: [event('heat', 0, { pid: 1 }), event('smoke', 1, { pid: 1 })],
      expected: ['pair/1'],
    },
    {
      name: 'a number and its text',
      events: [event('heat', 0, { pid: 1 }), event('smoke', 1, { pid: '1' })],
      expected: ['pair/1'],
    },
    {
      name: 'one without subject',
      events: [event('host.heat', 0), event('smoke', 1, { pid: 1 })],
      expected: ['pair/1'],
    },
    {
      name: 'one without subject, after all that it may concern',
      events: [event('smoke', 0, { pid: 1 }), event('smoke', 1, { pid: 2 }), event('host.heat', 2)],
      expected: ['pair/1', 'pair/2'],
    },
    {
      name: 'other subjects, when there is nothing better',
      events: [event('heat', 0, { pid: 1 }), event('smoke', 1, { pid: 2 })],
      expected: ['pair'],
    },
    {
      name: 'the same subject rather than another',
      events: [event('heat', 0, { pid: 1 }), event('smoke', 1, { pid: 2 }), event('smoke', 2, { pid: 1 })],
      expected: ['pair/1'],
    },
    { name: 'within the window', events: [event('heat', 0), event('smoke', 300)], expected: ['pair'] },
    { name: 'not beyond the window', events: [event('heat', 0), event('smoke', 301)], expected: [] },
    { name: 'not one of two', events: [event('heat', 0), event('heat', 1)], expected: [] },
    {
      name: 'not across entities',
      events: [event('heat', 0), event('smoke', 1, {}, { asset: 'host-b' })],
      expected: [],
    },
    { name: 'a late event', events: [event('smoke', 30), event('heat', 0)], expected: ['pair'] },
    { name: 'not one that is too late', events: [event('smoke', 31), event('heat', 0)], expected: [] },
  ])('$name', ({ events, expected }) => {
    const engine = engineOf([use(pair)]);
    for (const each of events) engine.process(each);
    const lastS = Math.max(...events.map(({ timeNs }) => Number(timeNs / 1_000_000n) - START)) / 1000;
    expect(keys(engine, lastS)).toEqual(expected);
  });

  it('prefers the event with the subject over a newer one without', () => {
    const engine = engineOf([use(pair)]);
    engine.process(event('heat', 0, { pid: 1 }));
    engine.process(event('host.heat', 1));
    engine.process(event('smoke', 2, { pid: 1 }));
    expect(engine.score('host-a', at(2)).evidence[0]?.explanation).toBe('heat@0 and smoke@2');
  });

  it('tests attributes against the configured threshold', () => {
    const engine = engineOf([use(pair, { least: 80 })]);
    engine.process(event('smoke', 0));
    engine.process(event('heat', 1, { level: 79 }));
    expect(keys(engine, 2)).toEqual([]);
    engine.process(event('heat', 2, { level: 80 }));
    expect(keys(engine, 2)).toEqual(['pair']);
    expect(engine.matchesByRule()).toEqual(new Map([['pair', 1]]));
  });

  it('keeps its state when the rules change', () => {
    const engine = engineOf([use(pair, { least: 80 })]);
    engine.process(event('smoke', 0));
    engine.process(event('heat', 1, { level: 90 }));
    engine.reload([use(pair, { least: 80 }), use(triple)]);
    expect(keys(engine, 2)).toEqual(['pair']);
    engine.process(event('noise', 2));
    expect(keys(engine, 2)).toEqual(['pair', 'triple']);
    engine.reload([use(triple)]);
    expect(keys(engine, 2)).toEqual(['triple']);
    engine.reload([use(pair, { least: 95 })]);
    engine.process(event('smoke', 3));
    expect(keys(engine, 3)).toEqual([]);
  });

  it('contains a rule that throws', () => {
    const errors: string[] = [];
    const broken = defineRule({
      ...pair,
      id: 'broken',
      conditions: {
        ...pair.conditions,
        heat: {
          facts: ['heat'],
          test: () => {
            throw new Error('no');
          },
        },
      },
      explain: () => 'never',
    });
    const mute = defineRule({
      ...pair,
      id: 'mute',
      explain: () => {
        throw new Error('no');
      },
    });
    const engine = engineOf(
      [{ rule: broken, config: config.parse({}) }, { rule: mute, config: config.parse({}) }, use(pair)],
      { onError: (rule) => errors.push(rule) },
    );
    engine.process(event('heat', 0));
    engine.process(event('smoke', 0));
    const { evidence } = engine.score('host-a', at(0));
    expect(evidence.map(({ rule, explanation }) => [rule, explanation])).toEqual([
      ['mute', ''],
      ['pair', 'heat@0 and smoke@0'],
    ]);
    expect(errors).toEqual(['broken', 'mute']);
    expect(engine.stats().ruleErrors).toBe(2);
  });
});

describe('bounds', () => {
  it('counts what it does not take in', () => {
    const engine = engineOf([use(pair)], { now: () => at(100) });
    engine.process(event('heat', 100));
    engine.process(event('heat', 100)); // known
    engine.process(event('heat', 60)); // late
    engine.process(event('heat', 161)); // from the future
    engine.process(event('rain', 100)); // no rule asks
    expect(engine.stats()).toMatchObject({
      processed: 5,
      duplicate: 1,
      late: 1,
      future: 1,
      ignored: 1,
      events: 1,
      entities: 1,
    });
  });

  it('keeps the newest events of a busy entity', () => {
    const engine = engineOf([use(pair)], { maxEventsPerEntity: 50 });
    for (let i = 0; i < 60; i += 1) engine.process(event('heat', i, { pid: i }));
    expect(engine.stats()).toMatchObject({ events: 50, overflowed: 10 });
    engine.process(event('smoke', 61, { pid: 12 }));
    expect(engine.score('host-a', at(61)).evidence[0]?.key).toBe('pair/12');
    engine.process(event('smoke', 61.5, { pid: 3 }));
    expect(engine.score('host-a', at(62)).evidence.map(({ key }) => key)).toEqual(['pair/12']);
  });

  it('evicts the entity that was unused for longest, by number of entities and of events', () => {
    for (const bound of [{ maxEntities: 2 }, { maxEvents: 4 }]) {
      const engine = engineOf([use(pair)], { ...bound, now: () => at(10) });
      for (const [i, asset] of ['a', 'b', 'a', 'c'].entries()) {
        engine.process(event('heat', i, {}, { asset, id: `h${i}` }));
        engine.process(event('smoke', i, {}, { asset, id: `s${i}` }));
      }
      const [first, ...rest] = engine.scores(at(4)).map(({ entity }) => entity);
      expect(first).toBe('c');
      expect(rest).not.toContain('b');
      expect(engine.stats().evictedEntities).toBeGreaterThan(0);
    }
  });

  it('forgets entities whose events are over', () => {
    let now = at(0);
    const engine = engineOf([use(pair)], { now: () => now });
    for (let i = 0; i < 100; i += 1) engine.process(event('heat', 0, {}, { asset: `h${i}`, id: `e${i}` }));
    expect(engine.stats()).toMatchObject({ entities: 100, events: 100 });
    now = at(400);
    engine.scores(now);
    expect(engine.stats()).toMatchObject({ entities: 0, events: 0, evictedEntities: 0 });
  });

  it('keeps the latest evidence of an entity with too much', () => {
    const engine = engineOf([use(pair)], { maxEvidence: 3 });
    for (let i = 0; i < 5; i += 1) {
      engine.process(event('heat', i, { pid: i }));
      engine.process(event('smoke', i, { pid: i }));
    }
    expect(
      engine
        .score('host-a', at(5))
        .evidence.map(({ key }) => key)
        .sort(),
    ).toEqual(['pair/3', 'pair/4']);
    expect(engine.stats().evictedEvidence).toBeGreaterThan(0);
  });
});
