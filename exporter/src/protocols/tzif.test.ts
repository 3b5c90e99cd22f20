import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zoneName } from './tzif.ts';

interface Zone {
  readonly version?: number;
  /** [time, index into `names`] */
  readonly transitions: readonly (readonly [number, number])[];
  readonly names: readonly string[];
  readonly rule?: string;
}

function tzif({ version = 2, transitions, names, rule = '' }: Zone): Buffer {
  const chars = Buffer.from(names.map((name) => `${name}\0`).join(''));
  const block = (timeBytes: 4 | 8) => {
    const header = Buffer.alloc(44);
    header.write('TZif');
    header[4] = version === 1 ? 0 : 0x30 + version;
    [0, 0, 0, transitions.length, names.length, chars.length].forEach((count, i) =>
      header.writeUInt32BE(count, 20 + 4 * i),
    );
    const times = transitions.map(([time]) => {
      const bytes = Buffer.alloc(timeBytes);
      if (timeBytes === 4) bytes.writeInt32BE(time);
      else bytes.writeBigInt64BE(BigInt(time));
      return bytes;
    });
    const types = names.map((_, i) => {
      const bytes = Buffer.alloc(6);
      bytes[5] = names.slice(0, i).reduce((sum, name) => sum + name.length + 1, 0);
      return bytes;
    });
    return [header, ...times, Buffer.from(transitions.map(([, type]) => type)), ...types, chars];
  };
  return Buffer.concat(version === 1 ? block(4) : [...block(4), ...block(8), Buffer.from(`\n${rule}\n`)]);
}

const BERLIN: Zone = {
  transitions: [
    [1000, 1],
    [2000, 0],
    [3000, 2],
  ],
  names: ['CET', 'CEST', 'CEMT'],
  rule: 'CET-1CEST,M3.5.0,M10.5.0/3',
};

describe('zoneName', () => {
  it.each([
    [0, 0, 'CET'],
    [1000, 7200, 'CEST'],
    [1999, 7200, 'CEST'],
    [2999, 3600, 'CET'],
    [3000, 3600, 'CET'],
    [4000, 7200, 'CEST'],
  ])('at %d with the offset %d it is %s', (time, offset, name) =>
    expect(zoneName(tzif(BERLIN), time, offset)).toBe(name),
  );

  it.each([
    ['UTC0', 0, 'UTC'],
    ['<-04>4', -14400, '-04'],
    ['<+0545>-5:45', 20700, '+0545'],
    ['EST5EDT,M3.2.0,M11.1.0', -14400, 'EDT'],
    ['EST5EDT,M3.2.0,M11.1.0', -18000, 'EST'],
    ['<+1030>-10:30<+11>-11,M10.1.0,M4.1.0', 39600, '+11'],
    ['IST-1GMT0,M10.5.0,M3.5.0/1', 0, 'GMT'],
  ])('the rule %s with the offset %d names %s', (rule, offset, name) => {
    expect(zoneName(tzif({ transitions: [], names: ['LMT'], rule }), 5000, offset)).toBe(name);
  });

  it.each(['', 'nonsense', '-1', 'A'.repeat(100)])(
    'with the rule %j it takes the last transition',
    (rule) => {
      expect(zoneName(tzif({ ...BERLIN, rule }), 5000, 0)).toBe('CEMT');
    },
  );

  it('reads version 1', () => expect(zoneName(tzif({ ...BERLIN, version: 1 }), 1500, 0)).toBe('CEST'));

  it.each([0, 4, 43, 44, 60, 90, 100, 130])('does not fail on a file cut off after %d bytes', (length) => {
    expect(zoneName(tzif(BERLIN).subarray(0, length), 1500, 0)).toBeNull();
  });

  it('fuzz: any bytes give a name or null', () => {
    const good = tzif(BERLIN);
    const damaged = fc
      .array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 5 })
      .map((edits) => {
        const bytes = Buffer.from(good);
        for (const [at, byte] of edits) bytes[at] = byte;
        return bytes;
      });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), damaged), fc.integer(), fc.integer(), (bytes, time, offset) => {
        expect(zoneName(bytes, time, offset)).toSatisfy((name) => name === null || typeof name === 'string');
      }),
    );
  });
});
