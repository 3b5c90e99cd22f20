import { describe, expect, it } from 'vitest';
import { exactValue, isEventId, readingOf } from './reading';

describe('the reading of a fact', () => {
  it.each([
    [
      { value: 9663676416, unit: 'B' },
      { kind: 'quantity', value: 9663676416, unit: 'bytes' },
    ],
    [
      { value: -896544.26, unit: 'B/s' },
      { kind: 'quantity', value: -896544.26, unit: 'binBps' },
    ],
    [
      { value: 4.5, unit: '%' },
      { kind: 'quantity', value: 4.5, unit: 'percent' },
    ],
    [
      { value: 10778.8, unit: 's' },
      { kind: 'duration', milliseconds: 10778800 },
    ],
    [
      { value: 12, unit: 'ms' },
      { kind: 'duration', milliseconds: 12 },
    ],
    [
      { value: -3, unit: 's' },
      { kind: 'text', text: '-3 s' },
    ],
    [{ value: 48211 }, { kind: 'text', text: '48211' }],
    [{ value: 0.123456789 }, { kind: 'text', text: '0.123457' }],
    [
      { value: 7, unit: 'sockets' },
      { kind: 'text', text: '7 sockets' },
    ],
    [{ value: 'runs from /tmp' }, { kind: 'text', text: 'runs from /tmp' }],
    [{ value: '2026-11-21T06:18:03.301000000Z' }, { kind: 'time', time: '2026-11-21T06:18:03.301000000Z' }],
  ])('of %j is %j', (fact, reading) => {
    expect(readingOf(fact)).toEqual(reading);
  });

  it('is there in full too', () => {
    expect(exactValue({ value: 10778.805719091673, unit: 's' })).toBe('10778.805719091673 s');
    expect(exactValue({ value: 48211 })).toBe('48211');
  });
});

describe('the source of a fact', () => {
  it('is an event when it looks like its id', () => {
    expect(isEventId('0hoczha1v7u')).toBe(true);
  });

  it.each(['node_filesystem_avail_bytes', 'last / −slope', 'up', '/etc/passwd', 'temperature'])(
    'is none: %s',
    (text) => {
      expect(isEventId(text)).toBe(false);
    }
  );
});
