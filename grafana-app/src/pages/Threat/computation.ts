/** How a score comes about: 100·(1 − ∏(1 − weight·strength·decay)). */
import type { ThreatScore } from '../../api/types';

export type Evidence = ThreatScore['evidence'][number];

export interface Share {
  readonly evidence: Evidence;
  /** weight·strength·decay, from 0 to 1. */
  readonly contribution: number;
  /** What the score would be without this piece. */
  readonly without: number;
}

export interface Computation {
  readonly shares: readonly Share[];
  /** ∏(1 − contribution). */
  readonly product: number;
  readonly score: number;
}

export function compute(evidence: readonly Evidence[]): Computation {
  const contributions = evidence.map(({ weight, strength, decay }) => weight * strength * decay);
  const product = productOf(contributions);
  return {
    shares: evidence.map((each, index) => ({
      evidence: each,
      contribution: contributions[index] ?? 0,
      without: scoreOf(productOf(contributions.filter((_, other) => other !== index))),
    })),
    product,
    score: scoreOf(product),
  };
}

const productOf = (contributions: readonly number[]) => contributions.reduce((product, c) => product * (1 - c), 1);

const scoreOf = (product: number) => 100 * (1 - product);

/** Enough digits for the reader to come to the same score, to a tenth. */
export const digits = (value: number): string => String(Number(value.toFixed(4)));

/** The formula with the numbers of each piece, in their order. */
export function formulaText(evidence: readonly Evidence[]): string {
  const factors = evidence.map(
    ({ weight, strength, decay }) => `(1 − ${digits(weight)}·${digits(strength)}·${digits(decay)})`
  );
  return `100·(1 − ${factors.length === 0 ? '1' : factors.join('·')})`;
}
