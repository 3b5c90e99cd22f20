/** How a device is walked: what it is asked. */
import { describe, expect, it } from 'vitest';
import { column, mibOf, module } from '../../../../../test/support/snmp-columns.ts';
import {
  type Asked,
  integer,
  type Mib,
  type Misbehave,
  type ScrapeSurroundings,
  scraped,
} from '../../../../../test/support/snmp-memory.ts';
import { DeviceMemory } from './device-memory.ts';

const requests = (asked: readonly Asked[]) =>
  asked.map(
    ({ pdu, oids, repetitions }) => `${pdu} ${oids.join(' ')}${pdu === 'getBulk' ? ` x${repetitions}` : ''}`,
  );

describe('a walk asks', () => {
  it.each<[what: string, module: object, mib: Mib, options: ScrapeSurroundings, asked: readonly string[]]>([
    [
      'for as many rows as the module says, to the end',
      module(1, { max_repetitions: 4 }),
      mibOf(1, 5),
      {},
      ['getBulk 1.3.1.1 x4', 'getBulk 1.3.1.1.4 x4'],
    ],
    [
      'for 50 rows where the module says none',
      module(1, { max_repetitions: 0 }),
      mibOf(1, 1),
      {},
      ['getBulk 1.3.1.1 x50'],
    ],
    [
      'for one after the other in version 1',
      module(1),
      mibOf(1, 2),
      { version: 1 },
      ['getNext 1.3.1.1', 'getNext 1.3.1.1.1', 'getNext 1.3.1.1.2'],
    ],
    [
      'for a scalar once',
      { walk: ['1.3.1'], metrics: [column(1, {})] },
      { '1.3.1.1.0': integer(1), '1.3.1.2.0': integer(2) },
      {},
      ['getNext 1.3.1.1'],
    ],
    [
      'for scalars together',
      { walk: ['1.3.1'], metrics: [column(1, {}), column(2, {}), column(3, {})] },
      { '1.3.1.1.0': integer(1), '1.3.1.2.0': integer(2), '1.3.1.3.0': integer(3) },
      {},
      ['getNext 1.3.1.1 1.3.1.2 1.3.1.3'],
    ],
    [
      'by name for what is no subtree',
      { walk: ['1.3.1.1.7'], metrics: [column(1)] },
      { '1.3.1.1.7': integer(7), '1.3.1.1.8': integer(8) },
      {},
      ['getBulk 1.3.1.1.7 x25', 'get 1.3.1.1.7'],
    ],
    [
      'for instances together',
      { get: ['1.3.1.1.1', '1.3.1.1.2'], metrics: [column(1)] },
      mibOf(1, 2),
      {},
      ['get 1.3.1.1.1 1.3.1.1.2'],
    ],
    [
      'for instances, no more than rows',
      { get: ['1.3.1.1.1', '1.3.1.1.2', '1.3.1.1.3'], max_repetitions: 2, metrics: [column(1)] },
      mibOf(1, 3),
      {},
      ['get 1.3.1.1.1 1.3.1.1.2', 'get 1.3.1.1.3'],
    ],
    [
      'for instances one by one in version 1',
      { get: ['1.3.1.1.1', '1.3.1.1.2'], metrics: [column(1)] },
      mibOf(1, 2),
      { version: 1 },
      ['get 1.3.1.1.1', 'get 1.3.1.1.2'],
    ],
    ['for nothing where nothing is needed', { walk: ['1.3.1'] }, mibOf(1, 2), {}, []],
  ])('%s', async (_, definition, mib, options, asked) => {
    const { device, error } = await scraped(definition, mib, options);
    expect([error, requests(device.asked)]).toEqual([null, asked]);
  });

  it.each([1, 2, 3, 7])('for %d columns and tells all their rows', async (count) => {
    for (const rows of [0, 1, 24, 25, 26, 100]) {
      for (const version of [1, 2] as const) {
        const { lines, error } = await scraped(module(count), mibOf(count, rows), { version });
        expect([error, lines.length]).toEqual([null, count * rows]);
      }
    }
  });

  it('for several columns at once when the device has shown what it takes, and for fewer packets the next time', async () => {
    const memory = new DeviceMemory(() => 0);
    const packets = async () => (await scraped(module(20), mibOf(20, 48), { memory })).device.asked.length;
    const [first, second] = [await packets(), await packets()];
    // One column after the other would take 20 · ⌈49 / 25⌉ = 40.
    expect(first).toBeLessThanOrEqual(8);
    expect(second).toBeLessThanOrEqual(4);
  });

  it.each([1, 2, 4])('%d things at the same time, but one to begin with', async (requestsInFlight) => {
    let begun = 0;
    let inFlight = 0;
    const seen: number[] = [];
    const misbehave: Misbehave = async (_, honest) => {
      inFlight += 1;
      begun += 1;
      seen.push(inFlight);
      await new Promise((resolve) => setImmediate(resolve));
      inFlight -= 1;
      return honest();
    };
    const { device, lines } = await scraped(module(30), mibOf(30, 100), { requestsInFlight, misbehave });
    expect([lines.length, device.mostInFlight]).toEqual([3000, requestsInFlight]);
    expect(seen.slice(0, 1)).toEqual([1]);
    expect(begun).toBe(device.asked.length);
  });
});
