import { describe, expect, it } from 'vitest';
import type { RecommendationCount } from '../../api/recommendations';
import { bySeverity, byState } from './facetCounts';

const COUNTS: RecommendationCount[] = [
  { severity: 'critical', state: 'open', count: 2 },
  { severity: 'critical', state: 'done', count: 4 },
  { severity: 'low', state: 'open', count: 8 },
];

describe('the counts of a facet', () => {
  it('are of what the other facet has chosen', () => {
    expect(bySeverity(COUNTS, ['open'])).toEqual(
      new Map([
        ['critical', 2],
        ['low', 8],
      ])
    );
    expect(byState(COUNTS, ['critical'])).toEqual(
      new Map([
        ['open', 2],
        ['done', 4],
      ])
    );
  });

  it('are of all when nothing is chosen', () => {
    expect(bySeverity(COUNTS, []).get('critical')).toBe(6);
    expect(byState(COUNTS, []).get('open')).toBe(10);
  });
});
