import { describe, expect, it, onTestFinished } from 'vitest';
import { recordingLog, temporaryFolder } from '../../../../test/support/store.ts';
import { MAX_SCORE_POINTS } from '../score-history.ts';
import { SqliteDatabase } from './database.ts';
import { createScoreHistory } from './score-history.ts';

async function open(maxRows?: number) {
  const database = await SqliteDatabase.open(`${await temporaryFolder()}/fathom.db`, recordingLog(), 0);
  onTestFinished(() => database.close());
  return createScoreHistory(database, maxRows);
}
const DAY = 86_400_000;
const line = (entity: string, count: number, score: (i: number) => number) =>
  Array.from({ length: count }, (_, i) => ({ entity, timeMs: i * 15_000, score: score(i) }));

describe('the history of scores', () => {
  it('gives what was recorded of one entity in a stretch of time, with what held when it began', async () => {
    const history = await open();
    await history.record([...line('a', 5, (i) => i), ...line('b', 5, () => 99)]);
    expect(await history.read('a', 20_000, 45_000)).toEqual([
      [20_000, 1],
      [30_000, 2],
      [45_000, 3],
    ]);
    expect(await history.read('a', 30_000, 30_000)).toEqual([[30_000, 2]]);
    expect(await history.read('a', 100_000, 200_000)).toEqual([[100_000, 4]]);
    expect(await history.read('nobody', 0, DAY)).toEqual([]);
    expect(await history.read("'; --", 0, DAY)).toEqual([]);
    await history.record([]);
  });

  it('gives the last score of each entity that is not zero', async () => {
    const history = await open();
    expect(await history.latest()).toEqual(new Map());
    await history.record([...line('a', 5, (i) => i), ...line('b', 5, (i) => 4 - i)]);
    for (let i = 0; i < 450; i += 1) await history.record(line(`e${i}`, 2, (at) => i * at));
    const latest = await history.latest();
    expect(latest.size).toBe(450);
    expect([latest.get('a'), latest.get('b'), latest.get('e0'), latest.get('e449')]).toEqual([
      4,
      undefined,
      undefined,
      449,
    ]);
  });

  it('of a week gives at most 720 points, in order, with every peak and the last', async () => {
    const history = await open();
    const count = (7 * DAY) / 15_000;
    await history.record(line('a', count, (i) => (i === 12_345 ? 100 : i === 30_000 ? 90 : i % 7)));
    for (const fromMs of [0, DAY, 6 * DAY, 7 * DAY - 720 * 15_000, 7 * DAY - 719 * 15_000]) {
      const points = await history.read('a', fromMs, 7 * DAY);
      const times = points.map(([ms]) => ms);
      expect(points.length).toBeLessThanOrEqual(MAX_SCORE_POINTS);
      expect(points.length).toBeGreaterThan(MAX_SCORE_POINTS / 3);
      expect([...times].sort((a, b) => a - b)).toEqual(times);
      expect(new Set(times).size).toBe(times.length);
      expect(points.at(-1)).toEqual([(count - 1) * 15_000, (count - 1) % 7]);
    }
    expect(await history.read('a', 0, 7 * DAY)).toEqual(expect.arrayContaining([[12_345 * 15_000, 100]]));
    expect(await history.read('a', 0, 7 * DAY)).toEqual(expect.arrayContaining([[30_000 * 15_000, 90]]));
  });

  it('forgets what is old', async () => {
    const history = await open();
    await history.record(line('a', 10_000, (i) => i % 100));
    await history.prune(9_990 * 15_000);
    expect(await history.read('a', 0, DAY * 7)).toHaveLength(10);
    await history.prune(DAY * 7);
    await history.prune(DAY * 7);
    expect(await history.read('a', 0, DAY * 7)).toEqual([]);
  });

  it('is bounded, whatever the retention: the oldest go', async () => {
    const history = await open(100);
    await history.record(line('a', 5000, () => 1));
    await history.prune(0);
    const points = await history.read('a', 0, 7 * DAY);
    expect([points.length, points[0]?.[0]]).toEqual([100, 4900 * 15_000]);
  });
});
