import { describe, expect, it } from 'vitest';
import type { AssetRelation } from '../../api/types';
import { directionOf, groupRelations, kindOf, typeOf } from './relations';

const relation = (direction: 'in' | 'out', type: AssetRelation['type'], id: string): AssetRelation => ({
  direction,
  type,
  id,
  asset: null,
  score: null,
});

describe('groupRelations', () => {
  it('groups by direction and type, those of the asset itself first', () => {
    const groups = groupRelations([
      relation('in', 'runs-on', 'a'),
      relation('out', 'connects-to', 'b'),
      relation('in', 'runs-on', 'c'),
      relation('out', 'runs-on', 'd'),
    ]);
    expect(groups.map(({ direction, type, relations }) => [direction, type, relations.map(({ id }) => id)])).toEqual([
      ['out', 'runs-on', ['d']],
      ['out', 'connects-to', ['b']],
      ['in', 'runs-on', ['a', 'c']],
    ]);
  });
});

describe('filters of the URL', () => {
  it('are taken when they are known, and else do not filter', () => {
    expect([directionOf('in'), typeOf('part-of'), kindOf('vm')]).toEqual(['in', 'part-of', 'vm']);
    expect([directionOf('up'), typeOf(''), kindOf('<b>')]).toEqual([undefined, undefined, undefined]);
  });
});
