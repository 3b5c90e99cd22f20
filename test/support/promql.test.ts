import { describe, expect, it } from 'vitest';
import { matchers, metricNames } from './promql.ts';

describe('metricNames', () => {
  it.each([
    ['up == 0', ['up']],
    ['rate(node_intr_total[5m])', ['node_intr_total']],
    ['sum by (instance) (rate(a{b="c}",d=~"x|y"}[5m])) / on (job) group_left b', ['a', 'b']],
    ['a > bool 5e9 and b offset 1d unless c', ['a', 'b', 'c']],
    ['count_over_time((a > 0)[1d:10m]) > 108', ['a']],
    ['rate(a{instance=~"$instance"}[$__rate_interval]) * ${factor}', ['a']],
    ['topk(5, instance:cpu:rate5m)', ['instance:cpu:rate5m']],
    ['vector(1)', []],
  ])('%s', (expression, names) => expect(metricNames(expression)).toEqual(names));
});

describe('matchers', () => {
  it.each([
    [
      'a{b="c}",d=~"x,y"} + e',
      [
        ['a', 'b'],
        ['a', 'd'],
      ],
    ],
    ['up', []],
    ['rate(a:b{c!="$d"}[5m])', [['a:b', 'c']]],
  ])('%s', (expression, pairs) => expect(matchers(expression)).toEqual(pairs));
});
