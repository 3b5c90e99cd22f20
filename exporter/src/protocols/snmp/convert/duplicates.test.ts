import { describe, expect, it } from 'vitest';
import { integer, octets, scraped, type Value } from '../../../../../test/support/snmp-memory.ts';

/** The second row has the labels of the first, for its index becomes the name of the interface. */
const NAMES = { '1.3.2.1': octets('eth0'), '1.3.2.2': octets('eth0'), '1.3.2.3': octets('eth1') };
const INDEXED = {
  indexes: [{ labelname: 'name', type: 'gauge' }],
  lookups: [{ labels: ['name'], labelname: 'name', oid: '1.3.2', type: 'DisplayString' }],
};
const values = (...three: readonly Value[]) =>
  Object.fromEntries(three.map((value, i) => [`1.3.1.${i + 1}`, value]));
const NUMBERS = values(integer(1), integer(2), integer(1));
const enum_values = { 1: 'up', 2: 'down' };

/** Metrics of one table, and what they are of it. */
const shown = (metrics: readonly object[], cells: Readonly<Record<string, Value>>) =>
  scraped(
    {
      walk: ['1.3.1', '1.3.2'],
      metrics: metrics.map((metric, i) => ({
        name: 'a',
        oid: `1.3.${i + 1}`,
        type: 'gauge',
        help: 'H.',
        ...INDEXED,
        ...metric,
      })),
    },
    { ...NAMES, ...cells },
  );

describe('a series that comes again is left out and counted', () => {
  it.each<[what: string, metric: object, cells: Readonly<Record<string, Value>>, lines: string[], number]>([
    ['a number', {}, NUMBERS, ['a{name="eth0"} 1', 'a{name="eth1"} 1'], 1],
    [
      'a text, if it is the same',
      { type: 'DisplayString' },
      values(octets('x'), octets('x'), octets('y')),
      ['a{a="x",name="eth0"} 1', 'a{a="y",name="eth1"} 1'],
      1,
    ],
    [
      'another text is another series',
      { type: 'DisplayString' },
      values(octets('x'), octets('y'), octets('y')),
      ['a{a="x",name="eth0"} 1', 'a{a="y",name="eth0"} 1', 'a{a="y",name="eth1"} 1'],
      0,
    ],
    [
      'states',
      { type: 'EnumAsStateSet', enum_values },
      NUMBERS,
      [
        'a{a="up",name="eth0"} 1',
        'a{a="down",name="eth0"} 0',
        'a{a="up",name="eth1"} 1',
        'a{a="down",name="eth1"} 0',
      ],
      2,
    ],
    [
      'what several expressions extract, each by itself',
      {
        type: 'DisplayString',
        regex_extracts: {
          One: [{ regex: '(.*)', value: '$1' }],
          Two: [{ regex: '(.*)', value: '2$1' }],
          Three: [{ regex: '1', value: '3' }],
        },
      },
      NUMBERS,
      [
        'aOne{name="eth0"} 1',
        'aOne{name="eth1"} 1',
        'aThree{name="eth0"} 3',
        'aThree{name="eth1"} 3',
        'aTwo{name="eth0"} 21',
        'aTwo{name="eth1"} 21',
      ],
      2,
    ],
    [
      'a metric that has the name of a label',
      { name: 'name', type: 'EnumAsInfo', enum_values },
      NUMBERS,
      ['name_info{name="eth0"} 1', 'name_info{name="eth1"} 1'],
      1,
    ],
  ])('%s', async (_, metric, cells, lines, left) => {
    const found = await shown([metric], cells);
    expect(found.lines).toEqual(lines);
    expect([...found.duplicates.values()].reduce((sum, count) => sum + count, 0)).toBe(left);
  });

  it('in two metrics of one name, as well', async () => {
    const found = await shown([{}, {}], NUMBERS);
    expect(found.lines).toEqual(['a{name="eth0"} 1', 'a{name="eth1"} 1']);
    expect(found.duplicates).toEqual(new Map([['a', 4]]));
  });
});
