import { beforeEach, describe, expect, it } from 'vitest';
import { THREAT_LEVELS, type ThreatScore } from '../../model/score.ts';
import type { ScoreSample } from '../../store/score-history.ts';
import { ScoreSampler } from './score-sampler.ts';

let scores: Record<string, number>;
let hidden: readonly string[];
let nowMs: number;
let written: ScoreSample[];
let fails: boolean;
let before: Record<string, number>;
let sampler: ScoreSampler;

const toScore = ([entity, score]: [string, number]): ThreatScore => ({
  entity,
  score,
  confidence: 1,
  level: THREAT_LEVELS[0],
  contributors: [],
  evidence: [],
  correlatedEvents: [],
  primaryEvent: null,
  time: '',
});

beforeEach(() => {
  scores = {};
  hidden = [];
  nowMs = 0;
  written = [];
  fails = false;
  before = {};
  sampler = new ScoreSampler({
    top: () =>
      Object.entries(scores)
        .filter(([entity]) => !hidden.includes(entity))
        .map(toScore),
    scoreOf: (entity) => scores[entity] ?? 0,
    history: {
      latest: async () => new Map(Object.entries(before)),
      async record(samples) {
        if (fails) throw new Error('no');
        written.push(...samples);
      },
    },
    now: () => nowMs,
  });
});

async function sampled(next: Record<string, number>): Promise<string[]> {
  scores = next;
  nowMs += 15;
  written = [];
  await sampler.sample();
  return written.map(({ entity, timeMs, score }) => `${entity}=${score}@${timeMs}`);
}

describe('ScoreSampler', () => {
  it('writes what has changed, from the zero before to the zero after', async () => {
    expect(await sampled({ a: 50, quiet: 0 })).toEqual(['a=50@15']);
    expect(await sampled({ a: 50, b: 30 })).toEqual(['b=0@15', 'b=30@30']);
    expect(await sampled({ a: 50.01, b: 29 })).toEqual(['b=29@45']);
    expect(await sampled({ a: 50.06, b: 0 })).toEqual(['a=50.06@60', 'b=0@60']);
    expect(await sampled({ a: 0.01 })).toEqual(['a=0.01@75']);
    expect(await sampled({})).toEqual(['a=0@90']);
    expect(await sampled({})).toEqual([]);
  });

  it('follows what is no longer among the highest', async () => {
    await sampled({ a: 50 });
    hidden = ['a'];
    expect(await sampled({ a: 40, b: 90 })).toEqual(['b=0@15', 'b=90@30', 'a=40@30']);
    expect(await sampled({ b: 90 })).toEqual(['a=0@45']);
  });

  it('writes of at most a thousand at a time, and of the others next', async () => {
    const many = Object.fromEntries(Array.from({ length: 1500 }, (_, i) => [`e${i}`, 50]));
    expect(await sampled(many)).toHaveLength(1000);
    expect((await sampled(many)).filter((each) => each.includes('=50'))).toHaveLength(500);
    expect(await sampled(many)).toEqual([]);
  });

  it('writes of what an earlier process has left when it falls or changes, once', async () => {
    before = { a: 50, b: 30, c: 20 };
    expect(await sampled({ b: 31, c: 20 })).toEqual(['b=31@15', 'a=0@15']);
    expect(await sampled({ b: 31, c: 20 })).toEqual([]);
  });

  it('tries again what could not be written', async () => {
    fails = true;
    await expect(sampled({ a: 50 })).rejects.toThrow('no');
    fails = false;
    expect(await sampled({ a: 50 })).toEqual(['a=50@30']);
  });
});
