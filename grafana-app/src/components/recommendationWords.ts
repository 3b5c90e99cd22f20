/** Words for what the API calls recommendations. */
import { t } from '../t';

export function stateName(state: string): string {
  switch (state) {
    case 'open':
      return t('recommendations.state.open', 'Open');
    case 'acknowledged':
      return t('recommendations.state.acknowledged', 'Acknowledged');
    case 'done':
      return t('recommendations.state.done', 'Done');
    case 'dismissed':
      return t('recommendations.state.dismissed', 'Dismissed');
    case 'resolved':
      return t('recommendations.state.resolved', 'Resolved');
    default:
      return state;
  }
}

export function stateMeaning(state: string): string {
  switch (state) {
    case 'open':
      return t('recommendations.state.open-meaning', 'Found, and nobody has looked at it');
    case 'acknowledged':
      return t('recommendations.state.acknowledged-meaning', 'Somebody looks after it');
    case 'done':
      return t(
        'recommendations.state.done-meaning',
        'Somebody says that it is mended; it opens again if it is still found'
      );
    case 'dismissed':
      return t('recommendations.state.dismissed-meaning', 'Nobody wants to hear of it again');
    case 'resolved':
      return t('recommendations.state.resolved-meaning', 'No longer found');
    default:
      return '';
  }
}

/** An advisor that this version of the app does not know is shown by its id, in words. */
export function advisorName(id: string): string {
  switch (id) {
    case 'disk-fills-up':
      return t('recommendations.advisor.disk-fills-up', 'Disk fills up');
    case 'drive-predicts-failure':
      return t('recommendations.advisor.drive-predicts-failure', 'Drive predicts failure');
    case 'fan-degrading':
      return t('recommendations.advisor.fan-degrading', 'Fan degrading');
    case 'psu-redundancy-lost':
      return t('recommendations.advisor.psu-redundancy-lost', 'PSU redundancy lost');
    case 'rack-thermal-warnings':
      return t('recommendations.advisor.rack-thermal-warnings', 'Thermal warnings in a rack');
    case 'runaway-process':
      return t('recommendations.advisor.runaway-process', 'Runaway process');
    default:
      return id.charAt(0).toUpperCase() + id.slice(1).replace(/[-_]+/g, ' ');
  }
}
