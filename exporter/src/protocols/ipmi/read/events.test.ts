import { describe, expect, it } from 'vitest';
import { toTheEnd } from '../../../model/steps.ts';
import { Repository } from '../bmc-memory.ts';
import type { ReadingWorkaround } from '../settings.ts';
import { countEvents } from './events.ts';

const SUPERMICRO = { manufacturerId: 10876, productId: 1603 };
const EMPTY = { version: 0x51, recordCount: 0, freeSpace: 0, additionTimestamp: 0, eraseTimestamp: 0 };

/** @param type of the record @param event time, generator, version, sensor type and number, event type, three bytes */
const entry = (type: number, event: string) =>
  Uint8Array.of(1, 0, type, ...Buffer.from(event.replaceAll(' ', ''), 'hex'));
const FAILURE = '00f15365 2000 04 08 21 6f a1ffff';

function counted(
  entries: Uint8Array[],
  { flags = [] as ReadingWorkaround[], maker = SUPERMICRO, regex = /./ } = {},
) {
  const repository = new Repository({ info: EMPTY, records: [] });
  const { byState, byName } = toTheEnd(
    countEvents(
      { entries, repository, maker },
      { selEvents: [{ name: 'all', regex }], readingWorkarounds: new Set(flags) },
    ),
  );
  return [Object.fromEntries(byState), byName.get('all')];
}

describe('an entry', () => {
  it.each<[string, Uint8Array, string, number]>([
    ['of an event', entry(2, FAILURE), 'Critical', 1_700_000_000],
    ['of an event that went away', entry(2, FAILURE.replace('6f', 'ef')), 'Critical', 1_700_000_000],
    ['from before its clock was set', entry(2, `10000000${FAILURE.slice(8)}`), 'Critical', 0],
    ['without a time', entry(2, `ffffffff${FAILURE.slice(8)}`), 'Critical', 0],
    ['of a type without a table', entry(2, FAILURE.replace('08 21', 'c1 21')), 'N/A', 1_700_000_000],
    ["of a maker's own sort", entry(2, '00f15365 2000 04 c0 21 70 02ffff'), 'Critical', 1_700_000_000],
    ["of a maker's record", entry(0xc1, '00f15365 570100 a1a2a3a4a5a6'), 'N/A', 1_700_000_000],
    ["of a maker's record without time", entry(0xe5, '0102030405060708090a0b0c0d'), 'N/A', 0],
    ['of a reserved sort', entry(0, '0102030405060708090a0b0c0d'), 'N/A', 0],
  ])('%s', (_, bytes, state, latest) => {
    expect(counted([bytes])).toEqual([{ [state]: 1 }, { count: 1, latest }]);
  });

  it("of a reserved sort is an event by a workaround; a maker's stays the maker's", () => {
    const flags: ReadingWorkaround[] = ['assumesystemevent'];
    expect(counted([entry(0, FAILURE)], { flags })[0]).toEqual({ Critical: 1 });
    expect(counted([entry(0xc1, FAILURE)], { flags })[0]).toEqual({ 'N/A': 1 });
  });

  it("of another maker's sort has no state", () => {
    const entries = [entry(2, '00f15365 2000 04 c0 21 70 02ffff')];
    expect(counted(entries, { maker: { manufacturerId: 674, productId: 1 } })[0]).toEqual({ 'N/A': 1 });
  });
});

it('counts what its text says, and the time of the latest', () => {
  const entries = [
    entry(2, FAILURE),
    entry(2, FAILURE.replace('00f1', '05f1')),
    entry(2, FAILURE.replace('00f1', '01f1')),
    entry(2, FAILURE.replace('a1ffff', 'a0ffff')),
  ];
  expect(counted(entries, { regex: /^Power Supply Failure/ })).toEqual([
    { Critical: 3, Nominal: 1 },
    { count: 3, latest: 1_700_000_005 },
  ]);
});
