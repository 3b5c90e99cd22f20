import fc from 'fast-check';
import type { SelSnapshot } from 'ipmi-js';
import { describe, expect, it } from 'vitest';
import { type Logged, logged } from '../../../../../test/support/ipmi/changing-bmc.ts';
import { Repository } from '../bmc-memory.ts';
import { EventLogFacts } from './log-facts.ts';

const NOW = 1_795_000_000_000;
const HOUR_S = 3600;
const EMPTY = { version: 0x51, recordCount: 0, freeSpace: 0, additionTimestamp: 0, eraseTimestamp: 0 };
const repository = new Repository({ info: EMPTY, records: [] });

const entry = (more: Partial<Logged> = {}): Logged => ({
  ...{ id: 1, time: NOW / 1000 - HOUR_S, sensorType: 8, sensor: 33, data: [1, 0xff, 0xff] },
  ...more,
});
const read = (
  entries: readonly (readonly number[])[],
  erased = 1,
  clockSeconds: number | null = NOW / 1000,
) => {
  const snapshot: SelSnapshot = {
    info: { eraseTimestamp: erased } as SelSnapshot['info'],
    entries: entries.map((bytes) => Uint8Array.from(bytes)),
  };
  const log = { snapshot, entries: snapshot.entries, repository, maker: { manufacturerId: 1, productId: 1 } };
  return { log, clockSeconds, readMs: NOW };
};
const facts = () =>
  new EventLogFacts('db1', { log: 'ipmi-sel:bmc', maxAgeMs: 48 * HOUR_S * 1000, workarounds: new Set() });

describe('an entry of the log', () => {
  it.each<[string, Partial<Logged>, string, string]>([
    ['a failed supply', {}, 'hardware.psu', 'critical'],
    [
      'a warm processor',
      { sensorType: 1, eventType: 1, data: [0x59, 97, 95] },
      'hardware.thermal',
      'critical',
    ],
    [
      'a temperature beyond its first threshold',
      { sensorType: 1, eventType: 1, data: [0x57, 1, 2] },
      'hardware.thermal',
      'warning',
    ],
    [
      'a fan that stands still',
      { sensorType: 4, eventType: 1, data: [0x52, 0, 8] },
      'hardware.fan',
      'critical',
    ],
    [
      'redundancy that is lost',
      { eventType: 0x0b, data: [1, 0xff, 0xff] },
      'hardware.redundancy_lost',
      'critical',
    ],
    ['a drive that failed', { sensorType: 0x0d }, 'hardware.drive', 'critical'],
    [
      'a drive that will',
      { sensorType: 0x0d, data: [2, 0xff, 0xff] },
      'hardware.drive_predicted',
      'critical',
    ],
    ['an array', { sensorType: 0x0d, data: [6, 0xff, 0xff] }, 'hardware.storage', 'critical'],
    [
      'corrected memory errors',
      { sensorType: 0x0c, data: [0, 0xff, 0xff] },
      'hardware.memory_errors',
      'warning',
    ],
    ['uncorrected ones', { sensorType: 0x0c }, 'hardware.memory', 'critical'],
    ['an open chassis', { sensorType: 5, data: [0, 0xff, 0xff] }, 'hardware.intrusion', 'critical'],
    ['a watchdog', { sensorType: 0x23 }, 'hardware.watchdog', 'critical'],
    ['power that was lost', { sensorType: 9, data: [4, 0xff, 0xff] }, 'hardware.power', 'critical'],
    ['a processor', { sensorType: 7, data: [0, 0xff, 0xff] }, 'hardware.processor', 'critical'],
    ['a processor that was too hot', { sensorType: 7 }, 'hardware.thermal', 'critical'],
    ['a log that is full', { sensorType: 0x10, data: [4, 0xff, 0xff] }, 'hardware.log', 'critical'],
    ['a supply that is there', { data: [0, 0xff, 0xff] }, 'hardware.log', 'info'],
    ['what is over', { eventType: 0xef }, 'hardware.log', 'info'],
    ["a maker's own type", { sensorType: 0xc5, eventType: 0x70 }, 'hardware.log', 'info'],
  ])('%s', (_, more, kind, severity) => {
    expect(facts().look(read([logged(entry(more))]))).toMatchObject([{ kind, severity }]);
  });

  it('says what happened in the words of FreeIPMI, and when', () => {
    const [told] = facts().look(read([logged(entry())]));
    expect(told).toMatchObject({
      message: 'db1: Sensor #33: Power Supply Failure detected',
      timeNs: BigInt(NOW - HOUR_S * 1000) * 1_000_000n,
      attributes: { origin: 'log', entry: '1', topic: 'hardware.psu', sensor_type: 'Power Supply' },
    });
  });

  it('says that it is over', () => {
    const [told] = facts().look(read([logged(entry({ eventType: 0xef }))]));
    expect(told).toMatchObject({
      message: 'db1: Sensor #33: Power Supply Failure detected (no longer so)',
      attributes: { topic: 'hardware.psu' },
    });
  });
});

describe('the first look', () => {
  it('tells what is young, also without a time, by the entries before', () => {
    const told = facts().look(
      read([
        logged(entry({ id: 1, time: NOW / 1000 - 72 * HOUR_S })),
        logged(entry({ id: 2, time: 40 })),
        logged(entry({ id: 3 })),
        logged(entry({ id: 4, time: 40 })),
      ]),
    );
    expect(told.map(({ attributes }) => attributes['entry'])).toEqual(['3', '4']);
  });

  it('has the same keys after a restart, with other ids, and by another clock', () => {
    const keys = (log: ReturnType<typeof read>) =>
      facts()
        .look(log)
        .map(({ idempotencyKey }) => idempotencyKey);
    const first = keys(read([logged(entry({ id: 1 })), logged(entry({ id: 2 }))]));
    expect(new Set(first)).toHaveProperty('size', 2);
    expect(keys(read([logged(entry({ id: 8 })), logged(entry({ id: 9 }))], 1, NOW / 1000 + 900))).toEqual(
      first,
    );
  });
});

describe('a later look', () => {
  it('tells what was not there, whatever its clock says', () => {
    const log = facts();
    log.look(read([]));
    expect(log.look(read([logged(entry({ time: 1_000_000_000 }))]))).toMatchObject([
      { timeNs: BigInt(NOW) * 1_000_000n },
    ]);
  });

  it('tells twice what has happened twice', () => {
    const log = facts();
    log.look(read([]));
    const told = log.look(read([logged(entry({ id: 1 })), logged(entry({ id: 2 }))]));
    expect(new Set(told.map(({ idempotencyKey }) => idempotencyKey))).toHaveProperty('size', 2);
    expect(new Set(told.map(({ about }) => about))).toHaveProperty('size', 2);
  });

  it('tells what comes after the log was cleared, though it looks the same, where there is no clock', () => {
    const log = facts();
    const boot = logged(entry({ time: 12 }));
    const before = log.look(read([boot], 1, 20));
    const after = log.look(read([boot], 2, 20));
    expect([before.length, after.length]).toEqual([1, 1]);
    expect(after[0]?.idempotencyKey).not.toBe(before[0]?.idempotencyKey);
  });
});

it('any bytes are told as something', () => {
  const bytes = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 16, maxLength: 16 });
  fc.assert(
    fc.property(fc.array(fc.array(bytes, { maxLength: 20 }), { maxLength: 4 }), (logs) => {
      const log = facts();
      log.look(read([]));
      for (const [at, entries] of logs.entries()) {
        const told = log.look(read(entries, at));
        expect(told.length).toBeLessThanOrEqual(entries.length);
        for (const { timeNs = 0n } of told)
          expect(timeNs).toBeLessThanOrEqual(BigInt(NOW + 300_000) * 1_000_000n);
      }
    }),
  );
});
