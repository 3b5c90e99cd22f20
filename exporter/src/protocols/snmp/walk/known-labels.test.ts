/** Labels that were read before: when they are taken for true, and that a scrape then tells the same. */
import { describe, expect, it } from 'vitest';
import { snmpAuth } from '../../../../../test/support/snmp-auth.ts';
import {
  integer,
  type Mib,
  octets,
  scraped,
  snmpModule,
  timeTicks,
} from '../../../../../test/support/snmp-memory.ts';
import { Plans } from '../plan/plans.ts';
import { DeviceMemory } from './device-memory.ts';
import { KnownLabels } from './known-labels.ts';

const UP_TIME = '1.3.6.1.2.1.1.3';
const lookup = (labels: readonly string[], labelname: string, oid: string, type = 'DisplayString') => ({
  labels,
  labelname,
  oid,
  type,
});
const NAME = lookup(['i'], 'name', '1.3.2.1');
const i = { labelname: 'i', type: 'gauge' };
const metric = (lookups: readonly object[], more: object = {}) => ({
  name: 'm',
  oid: '1.3.1.1',
  type: 'gauge',
  help: 'H.',
  indexes: [i],
  lookups,
  ...more,
});
const upTime = { name: 'up', oid: UP_TIME, type: 'gauge', help: 'H.' };
const NAMED = { walk: ['1.3.1', '1.3.2', UP_TIME], metrics: [metric([NAME]), upTime] };

/** Rows 1.3.1.1.…, their names, and seconds since the start. */
function mibOf(names: Readonly<Record<string, string>>, seconds = 100): Mib {
  const rows = Object.entries(names);
  return Object.fromEntries([
    ...rows.map(([row]) => [`1.3.1.1.${row}`, integer(7)] as const),
    ...rows.map(([row, name]) => [`1.3.2.1.${row}`, octets(name)] as const),
    [`${UP_TIME}.0`, timeTicks(seconds * 100)],
    ['1.4.1.0', integer(0)],
  ]);
}
const TWO = { 1: 'a', 2: 'b' };

interface Scraper {
  readonly labels?: KnownLabels;
  readonly definition?: object;
  /** Milliseconds. */
  readonly maxAgeMs?: number | null;
}

function scraper({ labels = new KnownLabels(), definition = NAMED, maxAgeMs = 1000 }: Scraper = {}) {
  const module = snmpModule(definition);
  const plans = new Plans();
  const auth = snmpAuth();
  return async (mib: Mib, { device = 'device', as = auth } = {}) => {
    const known = maxAgeMs === null ? null : { labels, device, auth: as, maxAgeMs };
    const memory = new DeviceMemory(() => 0);
    const found = await scraped({}, mib, { module, plans, known, memory });
    const asked = found.device.asked.flatMap(({ oids }) => oids);
    return {
      lines: found.lines,
      names: asked.filter((oid) => oid.startsWith('1.3.2.')).length,
      asked: asked.length,
      cells: found.readings.cells,
      error: found.error,
    };
  };
}

const named = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([row, name]) => `m{i="${row}",name="${name}"} 7`);

describe('labels that were read before', () => {
  it('are not asked for again, and the scrape tells the same but for what it was told', async () => {
    const scrape = scraper();
    const [first, second] = [await scrape(mibOf(TWO)), await scrape(mibOf(TWO))];
    expect(second.lines).toEqual(first.lines);
    expect(first.lines).toEqual([...named(TWO), 'up 10000']);
    expect([first.names > 0, second.names]).toEqual([true, 0]);
    expect([first.cells, second.cells]).toEqual([5, 3]);
  });

  it.each<[what: string, before: Mib, now: Mib, names: Readonly<Record<string, string>>]>([
    ['a row is new', mibOf(TWO), mibOf({ 1: 'x', 2: 'y', 3: 'z' }), { 1: 'x', 2: 'y', 3: 'z' }],
    ['a row has gone', mibOf(TWO), mibOf({ 1: 'x' }), { 1: 'x' }],
    ['a row is another', mibOf(TWO), mibOf({ 1: 'x', 3: 'z' }), { 1: 'x', 3: 'z' }],
    ['the device has restarted', mibOf(TWO, 100), mibOf({ 1: 'x', 2: 'y' }, 99), { 1: 'x', 2: 'y' }],
    ['there were no rows', mibOf({}), mibOf({ 1: 'x' }), { 1: 'x' }],
  ])('are asked for again when %s', async (_, before, now, names) => {
    const scrape = scraper();
    await scrape(before);
    const { lines, names: asked } = await scrape(now);
    expect([lines.slice(0, -1), asked > 0]).toEqual([named(names), true]);
    expect((await scrape(now)).names).toBe(0);
  });

  it('are taken for true until they are too old', async () => {
    let now = 0;
    const scrape = scraper({ labels: new KnownLabels({ now: () => now }) });
    const renamed = { 1: 'x', 2: 'y' };
    await scrape(mibOf(TWO));
    now = 999;
    expect((await scrape(mibOf(renamed))).lines.slice(0, -1)).toEqual(named(TWO));
    now = 1000;
    expect((await scrape(mibOf(renamed))).lines.slice(0, -1)).toEqual(named(renamed));
  });

  it.each([
    ['device', { device: 'another' }],
    ['auth', { as: snmpAuth({ community: 'other' }) }],
  ])('are those of one %s', async (_, other) => {
    const scrape = scraper();
    const renamed = { 1: 'x', 2: 'y' };
    await scrape(mibOf(TWO));
    expect((await scrape(mibOf(renamed), other)).lines.slice(0, -1)).toEqual(named(renamed));
    expect((await scrape(mibOf(TWO))).names).toBe(0);
  });

  it('that a device does not have are known not to be there', async () => {
    const { '1.3.2.1.2': _, ...sparse } = mibOf(TWO);
    const scrape = scraper();
    const [first, second] = [await scrape(sparse), await scrape(sparse)];
    expect([second.lines, second.names]).toEqual([first.lines, 0]);
    expect(second.lines[1]).toBe('m{i="2",name=""} 7');
  });

  it('are asked for each time unless the configuration says otherwise', async () => {
    const scrape = scraper({ maxAgeMs: null });
    const [first, second] = [await scrape(mibOf(TWO)), await scrape(mibOf(TWO))];
    expect([second.names, second.asked]).toEqual([first.names, first.asked]);
    expect(second.names).toBeGreaterThan(0);
  });
});

const kind = lookup(['i'], 'kind', '1.3.2.2', 'gauge');
const other = { ...metric([]), name: 'n', oid: '1.3.2.1', type: 'DisplayString' };

describe('columns are asked for each time', () => {
  it.each<[what: string, metrics: readonly object[]]>([
    ['of which a metric is made', [metric([NAME]), other]],
    ['that others are looked up by', [metric([kind, lookup(['kind'], 'of', '1.3.2.1', 'gauge')])]],
    [
      'that belong to a part of the index',
      [metric([NAME], { indexes: [i, { labelname: 'j', type: 'gauge' }] })],
    ],
    ['that are looked up by what was looked up', [metric([lookup(['i'], 'i', '1.3.2.2', 'gauge'), NAME])]],
    [
      'that one metric has for its row and another does not',
      [
        metric([NAME]),
        {
          ...metric([lookup(['k'], 'of', '1.3.2.1')], { indexes: [{ labelname: 'k', type: 'gauge' }, i] }),
          name: 'n',
          oid: '1.3.1.2',
        },
      ],
    ],
  ])('%s', async (_, metrics) => {
    const mib = {
      ...mibOf(TWO),
      '1.3.2.2.1': integer(2),
      '1.3.2.2.2': integer(1),
      '1.3.1.1.1.1': integer(1),
    };
    const definition = { walk: ['1.3.1', '1.3.2'], metrics };
    const plain = await scraper({ definition, maxAgeMs: null })(mib);
    const scrape = scraper({ definition });
    await scrape(mib);
    const again = await scrape(mib);
    expect([again.lines, again.names, again.error]).toEqual([plain.lines, plain.names, null]);
  });
});

it('known labels take no more memory than they may: the longest unused are forgotten', async () => {
  const ofOne = new KnownLabels();
  await scraper({ labels: ofOne })(mibOf(TWO));
  const labels = new KnownLabels({ maxBytes: 2.5 * ofOne.bytes });
  const scrape = scraper({ labels });
  for (const device of ['a', 'b', 'a', 'c']) await scrape(mibOf(TWO), { device });
  expect(labels.bytes).toBe(2 * ofOne.bytes);
  const asked = [];
  for (const device of ['a', 'c', 'b']) asked.push((await scrape(mibOf(TWO), { device })).names > 0);
  expect(asked).toEqual([false, false, true]);
});

it('labels that take more than all may together are not kept', async () => {
  const labels = new KnownLabels({ maxBytes: 10 });
  const scrape = scraper({ labels });
  for (const _ of [1, 2]) expect((await scrape(mibOf(TWO))).names).toBeGreaterThan(0);
  expect(labels.bytes).toBe(0);
});
