import type { Priority, RecommendationState } from '../api/types';

/** The worst first. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const satisfies readonly Priority[];

/** In the order in which people go through them. */
export const STATES = [
  'open',
  'acknowledged',
  'done',
  'dismissed',
  'resolved',
] as const satisfies readonly RecommendationState[];
