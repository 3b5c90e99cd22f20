import { describe, expect, it } from 'vitest';
import { byUrgency, neighbourhood, search, within, type GraphNode } from './graph';

const node = (id: string, more: Partial<GraphNode> = {}): GraphNode => ({
  id,
  name: id,
  kind: 'host',
  status: 'active',
  tenant: 'default',
  health: 'ok',
  score: null,
  level: 'BENIGN',
  incident: null,
  ...more,
});
const chain = {
  nodes: ['a', 'b', 'c', 'd'].map((id) => node(id)),
  edges: [
    { source: 'a', target: 'b', type: 'runs-on' as const },
    { source: 'c', target: 'b', type: 'part-of' as const },
    { source: 'c', target: 'd', type: 'connects-to' as const },
    { source: 'a', target: 'elsewhere', type: 'depends-on' as const },
  ],
};

describe('the neighbours', () => {
  it('are found from both ends, with what each is to the other', () => {
    const around = neighbourhood(chain)
      .get('b')
      ?.map(({ node: { id }, direction, type }) => [id, direction, type]);
    expect(around).toEqual([
      ['a', 'in', 'runs-on'],
      ['c', 'in', 'part-of'],
    ]);
  });

  it('are none beyond what is shown', () => {
    expect(
      neighbourhood(chain)
        .get('a')
        ?.map(({ node: { id } }) => id)
    ).toEqual(['b']);
    expect(neighbourhood(chain).has('elsewhere')).toBe(false);
  });

  it.each([
    [0, ['a']],
    [1, ['a', 'b']],
    [2, ['a', 'b', 'c']],
    [4, ['a', 'b', 'c', 'd']],
  ])('at most %i away', (depth, ids) => {
    expect([...within(neighbourhood(chain), 'a', depth)]).toEqual(ids);
  });

  it('of what is not there are none', () => {
    expect(within(neighbourhood(chain), 'elsewhere', 2).size).toBe(0);
  });
});

describe('the search', () => {
  const nodes = [
    node('x1', { name: 'old-web' }),
    node('x2', { name: 'Web-01' }),
    node('web:9', { name: 'proxy' }),
    node('y'),
  ];

  it('finds names and ids in any case, beginnings first', () => {
    expect(search(nodes, ' WEB ').map(({ id }) => id)).toEqual(['x2', 'x1', 'web:9']);
  });

  it('finds nothing for nothing', () => {
    expect(search(nodes, '  ')).toEqual([]);
  });
});

it('what needs attention comes first', () => {
  const nodes = [
    node('fine'),
    node('gone', { health: 'gone' }),
    node('scored', { health: 'warning', score: 50 }),
    node('worse', { health: 'warning', score: 70 }),
    node('down', { health: 'critical' }),
  ];
  expect(nodes.sort(byUrgency).map(({ id }) => id)).toEqual(['down', 'worse', 'scored', 'gone', 'fine']);
});
