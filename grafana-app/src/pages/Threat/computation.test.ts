import { describe, expect, it } from 'vitest';
import { compute, digits, formulaText, type Evidence } from './computation';

const piece = (weight: number, strength: number, decay: number): Evidence => ({
  rule: 'rule',
  severity: 'high',
  weight,
  strength,
  decay,
  time: '2026-11-21T06:51:28Z',
  key: 'rule',
  events: [],
  explanation: '',
});

const TWO = [piece(0.7, 1, 0.8512058670771092), piece(0.5, 1, 0.9741843204986974)];

describe('the score of evidence', () => {
  it('is the one that Fathom computes', () => {
    expect(compute(TWO).score).toBeCloseTo(79.27052739752688, 10);
  });

  it('says what each piece contributes, and what would be without it', () => {
    const { shares, product } = compute(TWO);
    expect(shares.map(({ contribution }) => digits(contribution))).toEqual(['0.5958', '0.4871']);
    expect(shares[0]?.without).toBeCloseTo(48.7092, 3);
    expect(shares[1]?.without).toBeCloseTo(59.5844, 3);
    expect(product).toBeCloseTo(0.2073, 4);
  });

  it('is 0 without any, and 100 with a certain one', () => {
    expect(compute([])).toEqual({ shares: [], product: 1, score: 0 });
    expect(compute([piece(1, 1, 1), piece(0.1, 1, 1)]).score).toBe(100);
  });
});

describe('the formula', () => {
  it('has the numbers', () => {
    expect(formulaText(TWO)).toBe('100·(1 − (1 − 0.7·1·0.8512)·(1 − 0.5·1·0.9742))');
    expect(formulaText([])).toBe('100·(1 − 1)');
  });

  it('gives the score to a tenth when computed with the digits shown', () => {
    const shown = TWO.map(({ weight, strength, decay }) =>
      piece(Number(digits(weight)), Number(digits(strength)), Number(digits(decay)))
    );
    expect(Math.abs(compute(shown).score - compute(TWO).score)).toBeLessThan(0.05);
  });
});
