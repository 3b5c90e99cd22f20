import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import type { Incident } from '../../api/types';
import { Section } from '../../components/Section';
import { ExactTime } from '../../components/When';
import { t } from '../../t';
import { useActions } from './ActionsProvider';
import { actionDone, actionName } from './actionTexts';

/** What people did with the incident, the latest first. */
export function ActivityLog({ incident: { activity } }: { readonly incident: Incident }) {
  const styles = useStyles2(getStyles);
  const actions = useActions();
  return (
    <Section
      title={t('incident.activity', 'Activity')}
      actions={
        actions !== null && (
          <Button size="sm" variant="secondary" icon="comment-alt" onClick={() => actions.ask({ action: 'comment' })}>
            {actionName('comment')}
          </Button>
        )
      }
    >
      {activity.length === 0 && <span>{t('incident.no-activity', 'Nobody has done anything with it yet.')}</span>}
      <ol className={styles.list}>
        {[...activity].reverse().map(({ time, actor, action, note, cause }) => (
          <li key={`${time} ${actor} ${action}`} className={styles.entry}>
            <span>
              <strong>{actor}</strong> · {actionDone(action)} · <ExactTime time={time} />
            </span>
            {cause !== null && <span className={styles.cause}>{cause}</span>}
            {note !== null && <span className={styles.note}>{note}</span>}
          </li>
        ))}
      </ol>
    </Section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0 }),
  entry: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    padding: theme.spacing(1, 0),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    overflowWrap: 'anywhere',
  }),
  cause: css({ color: theme.colors.text.secondary }),
  note: css({ whiteSpace: 'pre-wrap', maxWidth: '80ch' }),
});
