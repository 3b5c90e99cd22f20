/** Families as a whole: what is there twice, what several metrics and modules write together, and what is too much. */
import { describe, expect, it } from 'vitest';
import {
  converted,
  integer,
  MemoryDevice,
  type Mib,
  octets,
  scrapeDevice,
  scraped,
  snmpModule,
} from '../../../../../test/support/snmp-memory.ts';
import { ModuleError } from '../../../model/errors.ts';
import { FamilyDrafts } from './family-drafts.ts';

const byRow = { indexes: [{ labelname: 'l', type: 'gauge' }] };
/** All rows have the same labels. */
const alike = { ...byRow, lookups: [{ labels: [], labelname: 'l' }] };
const metric = (more: object) => ({ name: 'a', oid: '1.3.1', type: 'gauge', help: 'H.', ...more });

describe('series that are there twice', () => {
  const enum_values = { 1: 'up', 2: 'down' };

  it.each<[type: string, metric: object, rows: readonly string[], lines: readonly string[], told: object]>([
    ['gauge', {}, ['5', '6', '7'], ['a 5'], { a: 2 }],
    ['DisplayString', {}, ['5', '6', '5'], ['a{a="5"} 1', 'a{a="6"} 1'], { a: 1 }],
    ['EnumAsInfo', { enum_values }, ['1', '2', '1'], ['a_info{a="up"} 1', 'a_info{a="down"} 1'], { a: 1 }],
    ['EnumAsStateSet', { enum_values }, ['1', '1'], ['a{a="up"} 1', 'a{a="down"} 0'], { a: 2 }],
    ['EnumAsStateSet', { enum_values: { 1: 'up', 2: 'up' } }, ['1'], ['a{a="up"} 1'], { a: 1 }],
    [
      'DisplayString',
      { regex_extracts: { T: [{ regex: '(.*)', value: '$1' }], U: [{ regex: '6', value: '6' }] } },
      ['5', '6'],
      ['aT 5', 'aU 6'],
      { aT: 1 },
    ],
  ])('of %s %o: %o', async (type, more, rows, lines, told) => {
    const value = (row: string) => (type === 'DisplayString' ? octets(row) : integer(Number(row)));
    const mib = Object.fromEntries(rows.map((row, i) => [`1.3.1.${i + 1}`, value(row)]));
    const found = await scraped({ walk: ['1.3'], metrics: [metric({ ...alike, ...more, type })] }, mib);
    expect([found.lines, Object.fromEntries(found.duplicates)]).toEqual([lines, told]);
  });

  it('are not those of different rows, metrics or families', async () => {
    const metrics = [metric(byRow), metric({ ...byRow, name: 'b', oid: '1.3.2' })];
    const mib = { '1.3.1.1': integer(1), '1.3.1.2': integer(1), '1.3.2.1': integer(1) };
    const { lines, duplicates } = await scraped({ walk: ['1.3'], metrics }, mib);
    expect([lines, duplicates.size]).toEqual([['a{l="1"} 1', 'a{l="2"} 1', 'b{l="1"} 1'], 0]);
  });

  it('are not instances that the module names more than once', async () => {
    const module = {
      get: ['1.3.1.1', '1.3.1.1'],
      walk: ['1.3.2', '1.3.2'],
      metrics: [metric(byRow), metric({ name: 'b', oid: '1.3.2' })],
    };
    const { lines, duplicates } = await scraped(module, { '1.3.1.1': integer(1), '1.3.2.0': integer(2) });
    expect([lines, duplicates.size]).toEqual([['a{l="1"} 1', 'b 2'], 0]);
  });
});

describe('one family', () => {
  const two = { '1.3.1.1': integer(1), '1.3.2.1': integer(2), '1.3.2.3': integer(3) };
  const second = metric({ ...byRow, oid: '1.3.2', type: 'counter', help: 'Other.' });

  it('of several metrics has the type and the help of the first, and no series twice', async () => {
    const { families, duplicates } = await scraped({ walk: ['1.3'], metrics: [metric(byRow), second] }, two);
    expect(families).toEqual([{ name: 'a', type: 'gauge', help: 'H.', lines: 'a{l="1"} 1\na{l="3"} 3\n' }]);
    expect([...duplicates]).toEqual([['a', 1]]);
  });

  it('of several modules likewise', async () => {
    const device = new MemoryDevice(two);
    const drafts = new FamilyDrafts();
    const of = async (each: object) =>
      converted(await scrapeDevice(snmpModule({ walk: ['1.3'], metrics: [each] }), device), drafts);
    const told = [
      await of(second),
      await of(metric(byRow)),
      await of(metric({ oid: '1.3.2.3', help: 'Plain.' })),
    ];
    expect(told.map(({ duplicates }) => [...duplicates])).toEqual([[], [['a', 1]], []]);
    expect(drafts.finish()).toMatchObject([
      { name: 'a', type: 'counter', help: 'Other.', lines: 'a{l="1"} 2\na{l="3"} 3\na 3\n' },
    ]);
  });

  it('with odd labels is not mistaken for another', async () => {
    const text = (value: string) => octets(value);
    const metrics = [
      metric({ type: 'DisplayString', oid: '1.3.1' }),
      metric({ type: 'DisplayString', oid: '1.3.2', ...alike }),
    ];
    const mib: Mib = {
      '1.3.1.0': text('x"} 1\ny'),
      '1.3.2.1': text('x"} 1\ny'),
      '1.3.2.2': text('x'),
      '1.3.2.3': text('"} 1'),
    };
    const { lines, duplicates } = await scraped({ walk: ['1.3'], metrics }, mib);
    expect(lines).toEqual(['a{a="x\\"} 1\\ny"} 1', 'a{a="x"} 1', 'a{a="\\"} 1"} 1']);
    expect([...duplicates]).toEqual([['a', 1]]);
  });
});

it('families come by name, and without samples not at all', async () => {
  const metrics = ['c', 'b', 'a', 'B'].map((name, i) => metric({ name, oid: `1.3.${i + 1}` }));
  const mib = { '1.3.1.0': integer(1), '1.3.3.0': integer(1), '1.3.4.0': integer(1) };
  const { families } = await scraped({ walk: ['1.3'], metrics }, mib);
  expect(families.map(({ name }) => name)).toEqual(['B', 'a', 'c']);
});

describe('too much', () => {
  const states = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [i, `state${i}`]));
  const rows = (column: string, count: number, value: (i: number) => Mib[string]) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`${column}.${i + 1}`, value(i)]));

  it('text in labels is refused, even where nothing is written', async () => {
    const lookups = [
      { labels: ['l'], labelname: 'm', oid: '1.3.2', type: 'gauge' },
      { labels: ['m'], labelname: 'n', oid: '1.3.3', type: 'DisplayString' },
    ];
    const metrics = [metric({ ...byRow, lookups, type: 'DisplayString', regex_extracts: { '': [] } })];
    const mib = {
      ...rows('1.3.1', 16_000, () => integer(0)),
      ...rows('1.3.2', 16_000, () => integer(7)),
      '1.3.3.7': octets('x'.repeat(4096)),
    };
    await expect(scraped({ walk: ['1.3'], metrics }, mib)).rejects.toThrow(
      new ModuleError('limit_exceeded', 'more than 64000000 characters of labels: let the modules walk less'),
    );
  });

  it.each([
    ['samples', 1001, 500, {}, 'more than 500000 samples: let the modules walk less'],
    [
      'text',
      50,
      500,
      {
        lookups: [{ labels: ['l'], labelname: 'm', oid: '1.3.2', type: 'DisplayString' }],
      },
      'more than 100000000 bytes: let the modules walk less',
    ],
  ])('%s is refused', async (_, count, ofRows, more, message) => {
    const metrics = [metric({ ...byRow, ...more, type: 'EnumAsStateSet', enum_values: states(count) })];
    const mib = {
      ...rows('1.3.1', ofRows, () => integer(0)),
      ...rows('1.3.2', ofRows, () => octets('x'.repeat(4096))),
    };
    await expect(scraped({ walk: ['1.3'], metrics }, mib)).rejects.toThrow(
      new ModuleError('limit_exceeded', message),
    );
  });
});
