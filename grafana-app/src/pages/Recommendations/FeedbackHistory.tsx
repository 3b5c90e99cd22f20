import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { Feedback, Recommendation } from '../../api/types';
import { ExactTime } from '../../components/When';
import { t } from '../../t';
import { actionDone } from './actions';

/** The latest first. */
export function FeedbackHistory({ feedback }: Pick<Recommendation, 'feedback'>) {
  const styles = useStyles2(getStyles);
  if (feedback.length === 0) {
    return (
      <span className={styles.quiet}>{t('recommendations.no-history', 'Nobody has done anything with it yet.')}</span>
    );
  }
  return (
    <ul className={styles.list} aria-label={t('recommendations.history', 'What was done with it')}>
      {[...feedback].reverse().map((each) => (
        <li key={`${each.time} ${each.action}`}>
          <span className={styles.quiet}>
            <ExactTime time={each.time} />
          </span>
          <span>
            <strong>{actionDone(each.action)}</strong> · {actorName(each)}
          </span>
          {each.reason !== null && <q className={styles.reason}>{each.reason}</q>}
        </li>
      ))}
    </ul>
  );
}

function actorName({ actor }: Feedback): string {
  switch (actor) {
    case 'api':
      return t('recommendations.actor.api', 'somebody through the API');
    case 'fathom':
      return t('recommendations.actor.fathom', 'Fathom');
    default:
      return actor;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    li: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5, 1.5), overflowWrap: 'anywhere' },
  }),
  quiet: css({ color: theme.colors.text.secondary }),
  reason: css({ flexBasis: '100%', fontStyle: 'italic' }),
});
