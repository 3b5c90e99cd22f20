import type { Activity } from '../../api/types';
import { t } from '../../t';

type Action = Activity['action'];

/** On a button. */
export function actionName(action: Action): string {
  switch (action) {
    case 'acknowledge':
      return t('incident.action.acknowledge', 'Acknowledge');
    case 'unacknowledge':
      return t('incident.action.unacknowledge', 'Hand back');
    case 'resolve':
      return t('incident.action.resolve', 'Resolve');
    case 'reopen':
      return t('incident.action.reopen', 'Reopen');
    case 'comment':
      return t('incident.action.comment', 'Comment');
    case 'confirm-cause':
      return t('incident.action.confirm-cause', 'Confirm');
    case 'reject-cause':
      return t('incident.action.reject-cause', 'Reject');
  }
}

/** Once it is done. */
export function actionDone(action: Action): string {
  switch (action) {
    case 'acknowledge':
      return t('incident.done.acknowledge', 'Acknowledged');
    case 'unacknowledge':
      return t('incident.done.unacknowledge', 'Handed back');
    case 'resolve':
      return t('incident.done.resolve', 'Resolved');
    case 'reopen':
      return t('incident.done.reopen', 'Reopened');
    case 'comment':
      return t('incident.done.comment', 'Commented');
    case 'confirm-cause':
      return t('incident.done.confirm-cause', 'Cause confirmed');
    case 'reject-cause':
      return t('incident.done.reject-cause', 'Cause rejected');
  }
}

/** What will come of it. */
export function actionMeaning(action: Action): string {
  switch (action) {
    case 'acknowledge':
      return t('incident.meaning.acknowledge', 'Others see that you look after it.');
    case 'unacknowledge':
      return t('incident.meaning.unacknowledge', 'Others see that nobody looks after it any more.');
    case 'resolve':
      return t('incident.meaning.resolve', 'It stays resolved until another alert begins, even if known alerts go on.');
    case 'reopen':
      return t('incident.meaning.reopen', 'It is open again, and nobody looks after it yet.');
    case 'comment':
      return t('incident.meaning.comment', 'Everybody who opens the incident reads it.');
    case 'confirm-cause':
      return t('incident.meaning.confirm-cause', 'It is ranked first from now on, whatever else is found.');
    case 'reject-cause':
      return t('incident.meaning.reject-cause', 'It is ranked last from now on, whatever else is found.');
  }
}
