import type { RecommendationAction } from '../../api/recommendations';
import type { RecommendationState } from '../../api/types';
import { t } from '../../t';

/** What Fathom accepts in each state; it refuses the rest. */
const POSSIBLE: Readonly<Record<RecommendationState, readonly RecommendationAction[]>> = {
  open: ['acknowledge', 'done', 'dismiss'],
  acknowledged: ['done', 'dismiss', 'reopen'],
  done: ['reopen', 'dismiss'],
  dismissed: ['reopen'],
  resolved: [],
};

export const possibleActions = (state: RecommendationState): readonly RecommendationAction[] => POSSIBLE[state];

export function actionName(action: RecommendationAction): string {
  switch (action) {
    case 'acknowledge':
      return t('recommendations.action.acknowledge', 'Acknowledge');
    case 'done':
      return t('recommendations.action.done', 'Mark as done');
    case 'dismiss':
      return t('recommendations.action.dismiss', 'Dismiss');
    case 'reopen':
      return t('recommendations.action.reopen', 'Reopen');
  }
}

/** Of what has been done, for the one who did it. */
export function actionDone(action: RecommendationAction): string {
  switch (action) {
    case 'acknowledge':
      return t('recommendations.did.acknowledge', 'Acknowledged');
    case 'done':
      return t('recommendations.did.done', 'Marked as done');
    case 'dismiss':
      return t('recommendations.did.dismiss', 'Dismissed');
    case 'reopen':
      return t('recommendations.did.reopen', 'Reopened');
  }
}
