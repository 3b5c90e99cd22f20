import type { SelSnapshot } from 'ipmi-js';
import { describe, expect, it } from 'vitest';
import { logged } from '../../../../../test/support/ipmi/changing-bmc.ts';
import { keysOf, LogCursor } from './log-cursor.ts';

const CLOCK = 1_790_000_000;
/** `A1`: what is told, and the id under which it is. Lower-case letters are from before the clock was set. */
const entryOf = (text: string) => {
  const [letter, id] = [text.charAt(0), text.slice(1)];
  const isUntimed = letter !== letter.toUpperCase();
  const sensor = letter.toUpperCase().charCodeAt(0);
  const time = isUntimed ? sensor : CLOCK + sensor;
  return Uint8Array.from(logged({ id: Number(id), time, sensorType: 4, sensor, data: [0, 0xff, 0xff] }));
};
/** @param erased changes with each erasure */
const log = (texts: string, erased = 1): SelSnapshot => ({
  info: { eraseTimestamp: erased } as SelSnapshot['info'],
  entries: texts.split(' ').filter(Boolean).map(entryOf),
});

describe('what is new in a log', () => {
  it.each<[string, string, string, string]>([
    ['that has grown', 'A1 B2', 'A1 B2 C3', 'C3'],
    ['that is as it was', 'A1 B2', 'A1 B2', ''],
    ['that was empty', '', 'A1', 'A1'],
    ['of which the oldest made room', 'A1 B2', 'B2 C3', 'C3'],
    ['that was renumbered when the oldest made room', 'A1 B2 C3', 'B1 C2 D3', 'D3'],
    ['that was renumbered and kept', 'A1 B2', 'A7 B8', ''],
    ['whose ids began anew at the end of their range', 'A65533 B65534', 'A65533 B65534 C1', 'C1'],
    ['with two of the same second', 'A1', 'A1 A2', 'A2'],
    ['that has several of the same content, renumbered', 'X1 A2 X3', 'A1 X2 X3', 'X3'],
    ['from which one was deleted', 'A1 B2 C3', 'A1 C3 D4', 'D4'],
  ])('%s', (_, before, after, expected) => {
    const cursor = new LogCursor();
    expect(cursor.advance(log(before))).toBeNull();
    const now = log(after);
    const news = cursor.advance(now)?.map((at) => after.split(' ')[at]);
    expect(news?.join(' ')).toBe(expected);
  });

  it.each<[string, string, string, string]>([
    ['that was cleared', 'A1 B2', '', ''],
    ['that was cleared and written into', 'A1 B2', 'C1', 'C1'],
    ['whose ids go on after it was cleared', 'A1 B2', 'C3', 'C3'],
    ['without a clock, where it is as before', 'a1 b2', 'a1 b2', 'a1 b2'],
    ['without a clock, where another is first', 'a1 b2', 'b2 c3', 'c3'],
    ['without a clock, but with times that are still there', 'a1 B2', 'a1 B2 c3', 'c3'],
  ])('%s after an erasure', (_, before, after, expected) => {
    const cursor = new LogCursor();
    cursor.advance(log(before, 1));
    const news = cursor.advance(log(after, 2))?.map((at) => after.split(' ')[at]);
    expect(news?.join(' ')).toBe(expected);
  });

  it('is all of it at no look but a later one', () => {
    const cursor = new LogCursor();
    const first = log('A1');
    cursor.advance(first);
    expect([
      cursor.advance(first),
      cursor.advance({ ...first, info: { eraseTimestamp: 3 } as never }),
    ]).toEqual([[], []]);
  });
});

describe('the key of an entry', () => {
  const keys = (texts: string, erased = 1) => [
    ...keysOf(
      log(texts, erased),
      Array.from(texts.split(' '), (_, at) => at),
    ).values(),
  ];

  it('is another for each', () => {
    expect(new Set(keys('A1 B2 A3 A4 a5 a6'))).toHaveProperty('size', 6);
  });

  it('is the same whatever ids the log has', () => {
    expect(keys('A1 B2')).toEqual(keys('A7 B9'));
  });

  it('stays when the log is cleared, where a clock tells entries apart; where there is none it is another', () => {
    expect(keys('A1', 1)).toEqual(keys('A1', 2));
    expect(keys('a1', 1)).not.toEqual(keys('a1', 2));
  });
});
