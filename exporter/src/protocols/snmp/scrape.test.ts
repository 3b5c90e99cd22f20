/** Modules with filters, and what a scrape does without an answer to them. */
import { describe, expect, it } from 'vitest';
import {
  integer,
  messageIn,
  type Mib,
  type Misbehave,
  octets,
  scraped,
  snmpModule,
} from '../../../../test/support/snmp-memory.ts';
import { ModuleError } from '../../model/errors.ts';
import { Plans } from './plan/plans.ts';
import { DeviceMemory } from './walk/device-memory.ts';

const table = { indexes: [{ labelname: 'i', type: 'gauge' }] };
const metric = { name: 'a', oid: '1.3.1', type: 'gauge', help: 'H.', ...table };
const filter = (oid: string, values: readonly string[], targets = ['1.3.1']) => ({ oid, targets, values });
const MIB: Mib = {
  '1.3.1.1': integer(10),
  '1.3.1.2': integer(20),
  '1.3.1.3': integer(30),
  '1.3.8.1': octets('lo'),
  '1.3.8.2': octets('eth0'),
  '1.3.8.3': octets('eth1'),
  '1.3.9.1': integer(1),
  '1.3.9.2': integer(1),
  '1.3.9.3': integer(2),
};
const a = (...rows: readonly number[]) => rows.map((row) => `a{i="${row}"} ${row}0`);

describe('filters', () => {
  it.each<[what: string, filters: readonly object[], lines: readonly string[]]>([
    ['a text', [filter('1.3.8', ['eth0'])], a(2)],
    ['a part of it', [filter('1.3.8', ['eth'])], a(2, 3)],
    ['anchored by itself', [filter('1.3.8', ['^eth$'])], []],
    ['a number, as text', [filter('1.3.9', ['^1$'])], a(1, 2)],
    ['one of several', [filter('1.3.8', ['lo', '1'])], a(1, 3)],
    ['several of one target', [filter('1.3.8', ['eth']), filter('1.3.9', ['^1$'])], a(2)],
    ['several that leave nothing', [filter('1.3.8', ['lo']), filter('1.3.9', ['^2$'])], []],
    ['a column that is not there', [filter('1.3.7', ['.'])], []],
    ['of other targets', [filter('1.3.8', ['lo'], ['1.3.2'])], a(1, 2, 3)],
  ])('%s', async (_, filters, lines) => {
    const found = await scraped({ walk: ['1.3.1'], metrics: [metric], filters }, MIB);
    expect([found.error, found.failedFilters, found.lines]).toEqual([null, [], lines]);
  });

  it('ask for what they leave by name, and walk nothing else', async () => {
    const filters = [filter('1.3.8', ['eth'])];
    const { device } = await scraped({ walk: ['1.3.1'], metrics: [metric], filters }, MIB);
    expect(device.asked.map(({ pdu, oids }) => [pdu, ...oids])).toEqual([
      ['getBulk', '1.3.8'],
      ['get', '1.3.1.2', '1.3.1.3'],
    ]);
  });

  it('take the last sub-identifier for the row, each once', async () => {
    const mib = { '1.3.8.7.2': octets('eth0'), '1.3.8.8.2': octets('eth1'), '1.3.1.2': integer(20) };
    const filters = [filter('1.3.8', ['eth'])];
    const { lines, duplicates } = await scraped({ walk: ['1.3.1'], metrics: [metric], filters }, mib);
    expect([lines, duplicates.size]).toEqual([a(2), 0]);
  });

  it('take instances that the module names for their target away', async () => {
    const filters = [filter('1.3.8', ['eth0'])];
    const { lines } = await scraped({ get: ['1.3.1.1', '1.3.1.2'], metrics: [metric], filters }, MIB);
    expect(lines).toEqual(a(2));
  });

  it('leave labels of the rows they leave', async () => {
    const lookups = [{ labels: ['i'], labelname: 'name', oid: '1.3.8', type: 'DisplayString' }];
    const filters = [filter('1.3.9', ['^1$'], ['1.3.1', '1.3.8'])];
    const module = { walk: ['1.3.1', '1.3.8'], metrics: [{ ...metric, lookups }], filters };
    const { lines } = await scraped(module, MIB);
    expect(lines).toEqual(['a{i="1",name="lo"} 10', 'a{i="2",name="eth0"} 20']);
  });

  it.each([1, 2] as const)('work in version %d', async (version) => {
    const filters = [filter('1.3.8', ['eth'])];
    const { lines } = await scraped({ walk: ['1.3.1'], metrics: [metric], filters }, MIB, { version });
    expect(lines).toEqual(a(2, 3));
  });

  it('that fail leave nothing out, and are named', async () => {
    const misbehave: Misbehave = ({ oids }, honest) => {
      if (oids[0]?.startsWith('1.3.8')) throw new ModuleError('timeout', 'gone');
      return honest();
    };
    const filters = [filter('1.3.8', ['lo']), filter('1.3.9', ['^1$'], ['1.3.2'])];
    const { lines, error, failedFilters } = await scraped(
      { walk: ['1.3.1'], metrics: [metric], filters },
      MIB,
      { misbehave },
    );
    expect([error, failedFilters, lines]).toEqual([null, ['1.3.8'], a(1, 2, 3)]);
  });

  it('that leave too much are refused', async () => {
    const rows = Array.from({ length: 600 }, (_, i) => [`1.3.8.${i + 1}`, octets('x')] as const);
    const targets = Array.from({ length: 500 }, (_, i) => `1.3.1.${i + 1}`);
    const found = await scraped(
      { metrics: [metric], filters: [filter('1.3.8', ['x'], targets)] },
      Object.fromEntries(rows),
    );
    expect(messageIn(found.error)).toBe('the filters leave 300000 values to ask for');
  });
});

describe('the same module again', () => {
  it('has its plan already, and asks for as many rows as there were', async () => {
    const module = snmpModule({ walk: ['1.3.1'], metrics: [metric] });
    const again = { module, plans: new Plans(), memory: new DeviceMemory(() => 0) };
    const [first, second] = [await scraped({}, MIB, again), await scraped({}, MIB, again)];
    expect(second.plan).toBe(first.plan);
    expect([first, second].map(({ device }) => device.asked[0]?.repetitions)).toEqual([25, 4]);
    expect(second.lines).toEqual(first.lines);
  });

  it('on a device that has more rows now, tells them all', async () => {
    const module = snmpModule({ walk: ['1.3.1'], metrics: [metric] });
    const again = { module, memory: new DeviceMemory(() => 0) };
    await scraped({}, MIB, again);
    const rows = Array.from({ length: 90 }, (_, i) => [`1.3.1.${i + 1}`, integer((i + 1) * 10)] as const);
    expect((await scraped({}, Object.fromEntries(rows), again)).lines).toEqual(
      a(...rows.map((_, i) => i + 1)),
    );
  });
});
