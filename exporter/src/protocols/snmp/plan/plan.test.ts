/** What a module's definition comes to: only what its metrics and labels need is asked for. */
import { describe, expect, it } from 'vitest';
import { snmpModule } from '../../../../../test/support/snmp-memory.ts';
import type { SnmpFilter } from '../definition.ts';
import { formatOid, parseOid } from '../oid.ts';
import { unfiltered } from '../walk/filters.ts';
import { compilePlan } from './compile.ts';
import type { Plan } from './plan.ts';
import { Plans } from './plans.ts';

const gauge = (oid: string, more: object = {}) => ({
  name: `m${oid.replaceAll('.', '_')}`,
  oid,
  type: 'gauge',
  help: 'H.',
  ...more,
});
const table = { indexes: [{ labelname: 'i', type: 'gauge' }] };
const lookup = (oid: string, type = 'DisplayString') => ({ labels: ['i'], labelname: 'l', oid, type });

function planOf(definition: object, filters: readonly SnmpFilter[] = []): Plan {
  const module = snmpModule(definition);
  return compilePlan(module, unfiltered(module, filters));
}
const asksOf = ({ asks }: Plan) => asks.map(({ root }) => formatOid(root));
const getsOf = ({ gets }: Plan) => gets.map(({ oid }) => formatOid(oid));

describe('a plan asks for', () => {
  it.each<[what: string, definition: object, asks: readonly string[], gets: readonly string[]]>([
    ['nothing', { walk: ['1.3'] }, [], []],
    ['the column, not the table', { walk: ['1.3.1'], metrics: [gauge('1.3.1.2')] }, ['1.3.1.2'], []],
    ['the column itself', { walk: ['1.3.1'], metrics: [gauge('1.3.1')] }, ['1.3.1'], []],
    [
      'what is walked below a metric',
      { walk: ['1.3.1.5', '1.3.1.7'], metrics: [gauge('1.3.1')] },
      ['1.3.1.5', '1.3.1.7'],
      [],
    ],
    ['nothing that is not walked', { walk: ['1.3.1'], metrics: [gauge('1.3.2')] }, [], []],
    ['no prefix of digits', { walk: ['1.3.1'], metrics: [gauge('1.3.10')] }, [], []],
    ['a subtree once', { walk: ['1.3.1', '1.3.1.2', '1.3'], metrics: [gauge('1.3.1.2')] }, ['1.3.1.2'], []],
    ['roots once', { walk: ['1.3.1.5', '1.3.1.5', '1.3.1.5.2'], metrics: [gauge('1.3.1')] }, ['1.3.1.5'], []],
    [
      'columns of labels',
      { walk: ['1.3'], metrics: [gauge('1.3.1', { ...table, lookups: [lookup('1.3.2')] })] },
      ['1.3.1', '1.3.2'],
      [],
    ],
    [
      'each column once',
      {
        walk: ['1.3'],
        metrics: [gauge('1.3.1', { ...table, lookups: [lookup('1.3.2')] }), gauge('1.3.2', table)],
      },
      ['1.3.1', '1.3.2'],
      [],
    ],
    [
      'no column of a label that is not walked',
      { walk: ['1.3.1'], metrics: [gauge('1.3.1', { ...table, lookups: [lookup('1.3.2')] })] },
      ['1.3.1'],
      [],
    ],
    [
      'what explains a metric',
      { walk: ['1.3'], metrics: [gauge('1.3.1.2', { type: 'InetAddress' })] },
      ['1.3.1.2', '1.3.1.1'],
      [],
    ],
    [
      'nothing before the first column',
      { walk: ['1.3'], metrics: [gauge('1.3.1.0', { type: 'InetAddress' })] },
      ['1.3.1.0'],
      [],
    ],
    [
      'what explains a label',
      { walk: ['1.3'], metrics: [gauge('1.3.1', { ...table, lookups: [lookup('1.3.2.7', 'LldpPortId')] })] },
      ['1.3.1', '1.3.2.7', '1.3.2.6'],
      [],
    ],
    ['instances', { get: ['1.3.1.0', '1.3.2.0'], metrics: [gauge('1.3.1')] }, [], ['1.3.1.0']],
    ['an instance that is the metric', { get: ['1.3.1.0'], metrics: [gauge('1.3.1.0')] }, [], ['1.3.1.0']],
    [
      'no instance that is walked',
      { get: ['1.3.1.0'], walk: ['1.3'], metrics: [gauge('1.3.1')] },
      ['1.3.1'],
      [],
    ],
    [
      'instances for labels',
      {
        get: ['1.3.2.4'],
        walk: ['1.3.1'],
        metrics: [gauge('1.3.1', { ...table, lookups: [lookup('1.3.2')] })],
      },
      ['1.3.1'],
      ['1.3.2.4'],
    ],
    // As in a tree: the first on the way from the root takes all, of the same OID the last.
    [
      'no metric below another',
      { walk: ['1.3'], metrics: [gauge('1.3.1'), gauge('1.3.1.2')] },
      ['1.3.1'],
      [],
    ],
    [
      'the last of one OID',
      { walk: ['1.3'], metrics: [gauge('1.3.1', table), gauge('1.3.1')] },
      ['1.3.1'],
      [],
    ],
  ])('%s', (_, definition, asks, gets) => {
    const plan = planOf(definition);
    expect([asksOf(plan), getsOf(plan)]).toEqual([asks, gets]);
  });

  it.each([
    ['a scalar', gauge('1.3.1'), [['1.3.1', true, true]]],
    ['a column of a table', gauge('1.3.1', table), [['1.3.1', false, false]]],
    [
      'the column of a label',
      gauge('1.3.1', { ...table, lookups: [lookup('1.3.2')] }),
      [
        ['1.3.1', false, false],
        ['1.3.2', false, false],
      ],
    ],
  ])('%s, which may be an instance itself, or not', (_, metric, expected) => {
    const { asks } = planOf({ walk: ['1.3'], metrics: [metric] });
    expect(asks.map((ask) => [formatOid(ask.root), ask.column.scalar, ask.mayBeInstance])).toEqual(expected);
  });

  it('what lies below a metric, even if it is one instance', () => {
    const { asks } = planOf({ walk: ['1.3.1.4'], metrics: [gauge('1.3.1', table)] });
    expect(asks).toMatchObject([{ root: [1, 3, 1, 4], mayBeInstance: true }]);
  });
});

describe('rows that filters leave', () => {
  const filtered = (target: string, more: object) => {
    const definition = {
      walk: [target],
      ...more,
      filters: [{ oid: '1.3.9', targets: [target], values: ['.'] }],
    };
    return planOf(definition, snmpModule(definition).filters);
  };
  it.each<[what: string, target: string, more: object, instances: readonly string[]]>([
    ['of a metric', '1.3.1', { metrics: [gauge('1.3.1', table)] }, ['1.3.1.2', '1.3.1.3']],
    ['of a table above the metrics', '1.3.1', { metrics: [gauge('1.3.1.3', table)] }, ['1.3.1.3']],
    ['of a subtree of a metric', '1.3.1.5', { metrics: [gauge('1.3.1', table)] }, ['1.3.1.5.2', '1.3.1.5.3']],
    ['of nothing that is needed', '1.3.1', { metrics: [gauge('1.3.2', table)] }, []],
    ['of what is walked all the same', '1.3.1', { walk: ['1.3'], metrics: [gauge('1.3.1', table)] }, []],
  ])('%s', (_, target, more, instances) => {
    const plan = filtered(target, more);
    const found = plan.instances(parseOid(target) ?? [], [2, 3]);
    expect(found.map(({ oid }) => formatOid(oid))).toEqual(instances);
    expect(asksOf(plan)).toEqual(
      target === '1.3.1' && instances.length === 0 && found.length === 0 && 'walk' in more ? ['1.3.1'] : [],
    );
  });
});

describe('plans', () => {
  const filter = (oid: string) => ({ oid, targets: ['1.3.1'], values: ['.'] });
  const module = snmpModule({
    walk: ['1.3.1'],
    metrics: [gauge('1.3.1', table)],
    filters: [filter('1.3.8'), filter('1.3.9')],
  });
  const [first, second] = module.filters as [SnmpFilter, SnmpFilter];

  it('are made once for each set of filters that take part', () => {
    const plans = new Plans();
    let made = 0;
    const of = (applied: readonly SnmpFilter[]) =>
      plans.of(module, applied, () => {
        made += 1;
        return unfiltered(module, applied);
      });
    const all = of([first, second]);
    expect(of([first, second])).toBe(all);
    expect(asksOf(all)).toEqual([]);
    expect(asksOf(of([]))).toEqual(['1.3.1']);
    expect(of([first])).not.toBe(of([second]));
    expect(made).toBe(4);
  });
});

describe('labels', () => {
  const enum_values = { 1: 'one' };
  it.each<[what: string, second: object, plans: number]>([
    ['the same', {}, 1],
    ['another index', { indexes: [{ labelname: 'j', type: 'gauge' }] }, 2],
    ['another type', { indexes: [{ labelname: 'i', type: 'DisplayString' }] }, 2],
    ['another size', { indexes: [{ labelname: 'i', type: 'gauge', fixed_size: 2 }] }, 2],
    ['other states', { indexes: [{ labelname: 'i', type: 'gauge', enum_values }] }, 2],
    ['another lookup', { lookups: [lookup('1.3.5')] }, 2],
    ['a label less', { lookups: [{ labels: [], labelname: 'i' }] }, 2],
  ])('are shared by metrics with the same indexes and lookups: %s', (_, second, plans) => {
    const metrics = [gauge('1.3.1', table), gauge('1.3.2', { ...table, ...second })];
    expect(planOf({ walk: ['1.3'], metrics }).labelPlans).toHaveLength(plans);
  });
});
