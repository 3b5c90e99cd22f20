import { describe, expect, it } from 'vitest';
import { Schedule } from './schedule.ts';

const INTERVAL = 60_000;
const schedule = (count: number, maxPolls = 32) =>
  new Schedule(
    Array.from({ length: count }, (_, subject) => ({ subject, interval: INTERVAL })),
    { maxPolls, maxBackoff: 300_000 },
    0,
  );

/** Looks, each of which ends at once, by the second in which they began. */
function run(pace: Schedule<number>, seconds: number, answers: (subject: number) => boolean) {
  const begun: [second: number, subject: number][] = [];
  for (let second = 0; second < seconds; second += 1)
    for (const course of pace.takeDue(second * 1000)) {
      begun.push([second, course.subject]);
      pace.ended(course, answers(course.subject), second * 1000);
    }
  return begun;
}

describe('looks at devices', () => {
  it('are spread over the interval', () => {
    const begun = run(schedule(120), 60, () => true);
    const inSecond = (second: number) => begun.filter(([each]) => each === second).length;
    expect(Math.max(...Array.from({ length: 60 }, (_, second) => inSecond(second)))).toBeLessThanOrEqual(4);
    expect(begun.length).toBe(new Set(begun.map(([, subject]) => subject)).size);
    expect(begun.length).toBeGreaterThan(115);
  });

  it('come at the interval', () => {
    expect(run(schedule(1), 181, () => true).map(([second]) => second)).toEqual([0, 60, 120, 180]);
  });

  it('become seldom where nobody answers, down to a bound, and are as before once somebody does', () => {
    expect(run(schedule(1), 1600, () => false).map(([second]) => second)).toEqual([
      0, 60, 120, 240, 480, 780, 1080, 1380,
    ]);
    let looks = 0;
    const recovering = run(schedule(1), 500, () => (looks += 1) > 4);
    expect(recovering.map(([second]) => second)).toEqual([0, 60, 120, 240, 480]);
  });

  it('are never two at one device', () => {
    const pace = schedule(1);
    expect(pace.takeDue(0)).toHaveLength(1);
    expect(pace.takeDue(10 * INTERVAL)).toEqual([]);
  });

  it('are few at once, the latest first', () => {
    const pace = schedule(10, 3);
    const first = pace.takeDue(INTERVAL);
    expect(first.map(({ subject }) => subject)).toEqual([0, 5, 2]);
    expect(pace.takeDue(INTERVAL)).toEqual([]);
    first.forEach((course) => pace.ended(course, true, INTERVAL));
    expect(pace.takeDue(INTERVAL)).toHaveLength(3);
  });

  it('at the silent ones leave room for the others', () => {
    const pace = schedule(40, 8);
    for (const course of pace.courses) course.failures = course.subject < 30 ? 1 : 0;
    const taken = pace.takeDue(INTERVAL);
    expect(taken.filter(({ failures }) => failures > 0)).toHaveLength(2);
    expect(taken).toHaveLength(8);
  });
});
