import React from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, useStyles2 } from '@grafana/ui';
import type { Overview } from '../../api/types';
import { t } from '../../t';
import { isCalm } from './attention';

interface Props {
  readonly overview: Overview;
  /** Milliseconds since the epoch. */
  readonly lookedAt: number;
  readonly isFetching: boolean;
  readonly onRefresh: () => void;
}

/** The answer in one line, and of when it is. */
export function StateLine({ overview, lookedAt, isFetching, onRefresh }: Props) {
  const styles = useStyles2(getStyles);
  const calm = isCalm(overview);
  return (
    <div className={styles.line}>
      <span role="status" className={styles.state}>
        <Icon name={calm ? 'check-circle' : 'bell'} className={calm ? styles.calm : styles.urgent} aria-hidden />
        {calm ? t('overview.calm', 'Nothing needs attention') : t('overview.attention', 'Something needs attention')}
      </span>
      <span className={styles.time}>
        {t('overview.looked-at', 'as of {{time}}', {
          time: dateTimeFormat(lookedAt),
        })}
        <Button size="sm" variant="secondary" icon={isFetching ? 'spinner' : 'sync'} onClick={onRefresh}>
          {t('overview.refresh', 'Refresh')}
        </Button>
      </span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
  }),
  state: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    fontSize: theme.typography.h4.fontSize,
  }),
  calm: css({ color: theme.colors.success.text }),
  urgent: css({ color: theme.colors.warning.text }),
  time: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
