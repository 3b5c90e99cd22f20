import { describe, expect, it } from 'vitest';
import { safeUrl } from './safeUrl';

describe('addresses that came with data', () => {
  it.each([
    ['http://prometheus:9090/graph?g0.expr=up', true],
    ['https://am.example', true],
    ['javascript:alert(1)', false],
    [' JavaScript:alert(1)', false],
    ['data:text/html,x', false],
    ['https://user:secret@am.example', false],
    ['//am.example', false],
    ['/graph', false],
    ['', false],
    [null, false],
  ])('%j is followed: %j', (address, isFollowed) => {
    expect(safeUrl(address)).toBe(isFollowed ? address : null);
  });
});
