import { describe, expect, it } from 'vitest';
import type { Graph } from '../graph';
import { arrange } from './arrange';
import { planLayout, positionsOf, type Positions } from './plan';

const graphOf = (ids: readonly string[], edges: ReadonlyArray<readonly [string, string]>): Graph => ({
  nodes: ids.map((id) => ({
    id,
    name: id,
    kind: 'host',
    status: 'active',
    tenant: '',
    health: 'ok',
    score: null,
    level: 'BENIGN',
    incident: null,
  })),
  edges: edges.map(([source, target]) => ({ source, target, type: 'connects-to' })),
});

function layOut(graph: Graph, before: Positions | null = null): Positions {
  const plan = planLayout(graph, before);
  const steps = arrange(plan.request);
  for (;;) {
    const step = steps.next();
    if (step.done === true) {
      return positionsOf(plan.ids, step.value);
    }
  }
}

const TREE_IDS = Array.from({ length: 40 }, (_, at) => `n${at}`);
const TREE: ReadonlyArray<readonly [string, string]> = TREE_IDS.slice(1).map((id, at) => [
  id,
  `n${Math.floor(at / 4)}`,
]);
const distance = (positions: Positions, a: string, b: string) => {
  const [from, to] = [positions.get(a), positions.get(b)];
  return Math.hypot((from?.x ?? NaN) - (to?.x ?? NaN), (from?.y ?? NaN) - (to?.y ?? NaN));
};

describe('a layout', () => {
  it('is the same for the same graph in whatever order it comes', () => {
    const turned = graphOf(
      [...TREE_IDS].reverse(),
      [...TREE].reverse().map(([a, b]) => [b, a])
    );
    expect(layOut(turned)).toEqual(layOut(graphOf(TREE_IDS, TREE)));
  });

  it('keeps nodes apart, and neighbours nearer than others', () => {
    const positions = layOut(graphOf(TREE_IDS, TREE));
    const pairs = TREE_IDS.flatMap((a, at) => TREE_IDS.slice(at + 1).map((b) => distance(positions, a, b)));
    expect(Math.min(...pairs)).toBeGreaterThan(24);
    const near = TREE.map(([a, b]) => distance(positions, a, b));
    const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
    expect(mean(near)).toBeLessThan(mean(pairs) / 2);
  });

  it('puts what has no relations in rows below', () => {
    const positions = layOut(graphOf([...TREE_IDS, 'x', 'y'], TREE));
    const lowest = Math.max(...TREE_IDS.map((id) => positions.get(id)?.y ?? NaN));
    expect(positions.get('x')?.y).toBeGreaterThan(lowest);
    expect(positions.get('y')?.y).toBe(positions.get('x')?.y);
    expect(distance(positions, 'x', 'y')).toBe(40);
  });

  it('leaves what is there about where it is when something comes', () => {
    const before = layOut(graphOf([...TREE_IDS, 'x'], TREE));
    const after = layOut(graphOf([...TREE_IDS, 'x', 'new', 'y'], [...TREE, ['new', 'n0']]), before);
    const moved = TREE_IDS.map((id) =>
      Math.hypot(
        (before.get(id)?.x ?? NaN) - (after.get(id)?.x ?? NaN),
        (before.get(id)?.y ?? NaN) - (after.get(id)?.y ?? NaN)
      )
    );
    expect(Math.max(...moved)).toBeLessThan(30);
    expect(distance(after, 'new', 'n0')).toBeLessThan(110);
    expect(after.get('x')).toEqual(before.get('x'));
    expect(distance(after, 'x', 'y')).toBeGreaterThanOrEqual(40);
  });

  it.each([
    ['nothing', [], []],
    ['one node', ['a'], []],
    ['a node with itself', ['a'], [['a', 'a']]],
    [
      'two with two relations',
      ['a', 'b'],
      [
        ['a', 'b'],
        ['b', 'a'],
      ],
    ],
  ] as const)('of %s has only numbers', (_, ids, edges) => {
    const positions = layOut(graphOf(ids, edges));
    expect(positions.size).toBe(ids.length);
    expect([...positions.values()].every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
  });
});

it('a plan counts relations between the same two once, and has one signature for the same graph', () => {
  const one = planLayout(
    graphOf(
      ['a', 'b'],
      [
        ['a', 'b'],
        ['b', 'a'],
      ]
    ),
    null
  );
  const other = planLayout(graphOf(['b', 'a'], [['b', 'a']]), null);
  expect([...one.request.edges]).toEqual([0, 1]);
  expect(one.signature).toBe(other.signature);
  expect(planLayout(graphOf(['a', 'b'], []), null).signature).not.toBe(one.signature);
});
