import { describe, expect, it } from 'vitest';
import type { ChainLink } from '../../api/types';
import { layoutChain, type ChainNode } from './chainLayout';
import { wrapText } from './wrapText';

const link = (kind: ChainLink['kind'], second: number, what = `${kind} at ${second}`): ChainLink => ({
  kind,
  what,
  asset: 'host-a',
  time: new Date(second * 1000).toISOString(),
});

const CHAIN = [
  link('state', 0),
  link('event', 30),
  link('score', 60),
  link('alert', 90),
  link('alert', 95),
  link('event', 200),
];

const overlaps = (a: ChainNode, b: ChainNode) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('a causal chain', () => {
  it.each([280, 400, 700, 1000, 1600])('at %d px has every link once, within its width, none over another', (width) => {
    const { nodes, width: used, height } = layoutChain(CHAIN, width);
    expect(nodes.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(used).toBeLessThanOrEqual(width);
    for (const node of nodes) {
      expect(node.x + node.width).toBeLessThanOrEqual(used);
      expect(node.y + node.height).toBeLessThanOrEqual(height);
      expect(nodes.filter((other) => other !== node && overlaps(node, other))).toEqual([]);
    }
  });

  it('stands one below the other where there is no room', () => {
    const { nodes, edges } = layoutChain(CHAIN, 360);
    expect(new Set(nodes.map(({ x }) => x)).size).toBe(1);
    expect(edges.map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
      [4, 5],
    ]);
  });

  it('shows alerts of one origin side by side', () => {
    const { nodes, edges } = layoutChain(CHAIN, 1600);
    expect(nodes[3]?.x).toBe(nodes[4]?.x);
    expect(edges.filter(({ from }) => from === 2).map(({ to }) => to)).toEqual([3, 4]);
  });

  it('says how long each step took', () => {
    const { edges } = layoutChain(CHAIN, 360);
    expect(edges.map(({ elapsedMs }) => elapsedMs)).toEqual([30_000, 30_000, 30_000, 5_000, 105_000]);
  });

  it('tells what came after the alert from what led to it', () => {
    const { nodes } = layoutChain(CHAIN, 360);
    expect(nodes.filter(({ isAfterwards }) => isAfterwards).map(({ index }) => index)).toEqual([5]);
  });

  it('is empty without links', () => {
    expect(layoutChain([], 500)).toMatchObject({ nodes: [], edges: [] });
  });
});

describe('wrapped text', () => {
  it.each([
    ['', 10, 3, []],
    ['short', 10, 3, ['short']],
    ['two words here', 9, 3, ['two words', 'here']],
    ['/a/very/long/path/without/spaces', 10, 5, ['/a/very/lo', 'ng/path/wi', 'thout/spac', 'es']],
    ['one two three four', 5, 2, ['one', 'two…']],
    ['exactlyten and more', 10, 1, ['exactlyte…']],
    ['💥💥💥💥', 2, 2, ['💥💥', '💥💥']],
  ])('%j in lines of %d', (text, width, lines, expected) => {
    expect(wrapText(text, width, lines)).toEqual(expected);
  });
});
