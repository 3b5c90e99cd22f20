/** What people may do with a recommendation, and what becomes of it. */
import type { RecommendationAction } from '../../model/action.ts';
import type { Feedback, Recommendation, RecommendationState } from '../../model/recommendation.ts';

/** The latest are kept; nobody reads more. */
export const MAX_FEEDBACK = 100;

interface Transition {
  readonly from: readonly RecommendationState[];
  readonly to: RecommendationState;
}

const TRANSITIONS: Readonly<Record<RecommendationAction, Transition>> = {
  acknowledge: { from: ['open'], to: 'acknowledged' },
  done: { from: ['open', 'acknowledged'], to: 'done' },
  dismiss: { from: ['open', 'acknowledged', 'done'], to: 'dismissed' },
  reopen: { from: ['acknowledged', 'done', 'dismissed'], to: 'open' },
};

export function isPossible({ state }: Recommendation, action: RecommendationAction): boolean {
  return TRANSITIONS[action].from.includes(state);
}

/** The feedback added. What has ended meanwhile stays resolved. */
export function withFeedback(recommendation: Recommendation, feedback: Feedback): Recommendation {
  const { action } = feedback;
  return {
    ...recommendation,
    state: isPossible(recommendation, action) ? TRANSITIONS[action].to : recommendation.state,
    feedback: [...recommendation.feedback, feedback].slice(-MAX_FEEDBACK),
  };
}
