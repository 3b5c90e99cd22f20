/**
 * 1,000 rules spread over 200 facts (ten of them hot), 100,000 entities whose activity follows a power law,
 * one event in twenty late by up to 30 s; all within one window.
 */
import { z } from 'zod';
import { CorrelationEngine } from '../../exporter/src/analysis/correlation/engine.ts';
import type { ConfiguredRule } from '../../exporter/src/analysis/correlation/rule-set.ts';
import { duration } from '../../exporter/src/contract/config.ts';
import { defineRule, type Condition } from '../../exporter/src/contract/module.ts';
import type { Event } from '../../exporter/src/model/event.ts';
import type { BenchResult } from './result.ts';

const RULES = 1000;
const FACTS = 200;
const HOT_FACTS = 10;
const ENTITIES = 100_000;
const EVENTS = 1_000_000;
const BATCH = 10_000;
const START_MS = Date.UTC(2026, 0, 1);
/** Event time that the run covers: less than the window, so that all entities stay. */
const SPAN_MS = 240_000;

/** mulberry32: the same run every time. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A third of all goes to the hot facts. */
function factOf(random: () => number): string {
  return `fact.${Math.floor(random() * (random() < 1 / 3 ? HOT_FACTS : FACTS))}`;
}

function rulesOf(random: () => number): ConfiguredRule[] {
  const config = z.object({ window: duration('5m'), least: z.number() });
  return Array.from({ length: RULES }, (_, i) => {
    const test: NonNullable<Condition<{ least: number }>['test']> = ({ attributes }, { least }) =>
      Number(attributes['value']) >= least;
    const rule = defineRule({
      id: `rule-${i}`,
      summary: 'Two facts.',
      config,
      severity: 'medium',
      weight: 0.3,
      subject: 'pid',
      conditions: {
        first: { facts: [factOf(random)], test },
        second: { facts: [factOf(random), factOf(random)], test },
      },
      explain: ({ first, second }) => `${first.kind} and ${second.kind}`,
    });
    return { rule, config: config.parse({ least: 90 + Math.floor(random() * 10) }) };
  });
}

function eventOf(i: number, random: () => number): Event {
  const timeMs = START_MS + (i / EVENTS) * SPAN_MS - (random() < 0.05 ? random() * 30_000 : 0);
  const timeNs = BigInt(Math.round(timeMs * 1e3)) * 1000n;
  const kind = factOf(random);
  return {
    id: `event-${i}`,
    tenant: 'default',
    asset: `host-${Math.floor(ENTITIES * random() ** 3)}`,
    kind,
    source: 'bench',
    severity: 'info',
    message: kind,
    attributes: { pid: Math.floor(random() * 50), value: Math.floor(random() * 100) },
    timeNs,
    lastTimeNs: timeNs,
    fingerprint: kind,
    count: 1,
  };
}

/** Microseconds of each event, after a warm-up; the events are made outside the time. */
function measure(
  engine: CorrelationEngine,
  random: () => number,
  setNow: (ms: number) => void,
): Float64Array {
  const latencies = new Float64Array(EVENTS);
  for (let done = 0; done < EVENTS; done += BATCH) {
    const batch = Array.from({ length: BATCH }, (_, i) => eventOf(done + i, random));
    setNow(START_MS + ((done + BATCH) / EVENTS) * SPAN_MS);
    for (let i = 0; i < BATCH; i += 1) {
      const start = performance.now();
      engine.process(batch[i] as Event);
      latencies[done + i] = (performance.now() - start) * 1000;
    }
  }
  return latencies;
}

export async function run(): Promise<BenchResult[]> {
  const random = randomOf(42);
  let now = START_MS;
  const memoryBefore = heapMb();
  const engine = new CorrelationEngine(rulesOf(random), { now: () => now });
  for (let i = 0; i < ENTITIES; i += 1)
    engine.process({
      ...eventOf(0, random),
      id: `first-${i}`,
      asset: `host-${i}`,
      attributes: { value: 100 },
    });
  const latencies = measure(engine, random, (ms) => (now = ms));
  const memory = heapMb() - memoryBefore;
  const seconds = latencies.reduce((sum, us) => sum + us, 0) / 1e6;
  latencies.sort();
  const { entities, events, evictedEntities } = engine.stats();
  const matches = [...engine.matchesByRule().values()].reduce((sum, count) => sum + count, 0);
  const start = performance.now();
  engine.scores(now);
  const scoring = Math.round(performance.now() - start);
  const kept = `${events} events of ${entities} entities kept, ${evictedEntities} evicted; all scores of them in ${scoring} ms`;
  return [
    {
      name: 'correlation: events per second',
      value: Math.round(EVENTS / seconds),
      unit: '1/s',
      target: 100_000,
      better: 'higher',
      note: `${RULES} rules, ${ENTITIES} entities, ${matches} matches`,
    },
    {
      name: 'correlation: p99 of one event',
      value: round((latencies[Math.floor(EVENTS * 0.99)] ?? 0) / 1000),
      unit: 'ms',
      target: 1,
      better: 'lower',
      note: `p50 ${round((latencies[EVENTS / 2] ?? 0) / 1000)} ms, max ${round((latencies.at(-1) ?? 0) / 1000)} ms`,
    },
    {
      name: 'correlation: memory',
      value: Math.round(memory),
      unit: 'MB',
      target: 600,
      better: 'lower',
      note: kept,
    },
  ];
}

function heapMb(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
