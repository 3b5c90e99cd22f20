import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, useStyles2, type IconName } from '@grafana/ui';
import type { TimelineItem } from '../../api/types';
import { durationText } from '../../components/duration';
import { EventSeverityBadge } from '../../components/severity';
import { ExactTime } from '../../components/When';
import { t } from '../../t';
import type { Kind } from './timelineView';

/** Enough to read; the beginning tells most. */
const STEP = 20;

interface Props {
  /** Oldest first. */
  readonly items: readonly TimelineItem[];
  readonly startedAt: string;
}

/** With how long before or after the beginning of the incident. */
export function TimelineList({ items, startedAt }: Props) {
  const styles = useStyles2(getStyles);
  const [shown, setShown] = useState(STEP);
  if (items.length === 0) {
    return <span>{t('incident.timeline.empty', 'Nothing of these kinds happened around the incident.')}</span>;
  }
  const left = items.length - shown;
  return (
    <div>
      <ol className={styles.list} aria-label={t('incident.timeline.label', 'Timeline, the oldest first')}>
        {items.slice(0, shown).map((item, i) => (
          <Entry key={`${item.time} ${item.kind} ${item.ref ?? ''} ${i}`} item={item} startedAt={startedAt} />
        ))}
      </ol>
      {left > 0 && (
        <Button variant="secondary" size="sm" onClick={() => setShown(shown + STEP)}>
          {t('incident.timeline.more', 'Show later ones ({{left}})', { left })}
        </Button>
      )}
    </div>
  );
}

const ICONS: Readonly<Record<Kind, IconName>> = {
  alert: 'bell',
  event: 'list-ul',
  change: 'exchange-alt',
  action: 'user',
};

function Entry({ item, startedAt }: { readonly item: TimelineItem; readonly startedAt: string }) {
  const styles = useStyles2(getStyles);
  const { time, kind, severity, title, detail } = item;
  return (
    <li className={styles.entry} data-kind={kind}>
      <span className={styles.time}>
        <ExactTime time={time} />
        <span className={styles.relative}>{relativeText(Date.parse(time) - Date.parse(startedAt))}</span>
      </span>
      <Icon name={ICONS[kind]} title={kindName(kind)} />
      <span className={styles.text}>
        <span className={styles.title}>{title}</span>
        {(severity === 'critical' || severity === 'error' || severity === 'warning') && (
          <EventSeverityBadge severity={severity} />
        )}
        {detail !== null && <span className={styles.detail}>{detail}</span>}
      </span>
    </li>
  );
}

function kindName(kind: Kind): string {
  switch (kind) {
    case 'alert':
      return t('incident.timeline.alert', 'Alert');
    case 'event':
      return t('incident.timeline.event', 'Event');
    case 'change':
      return t('incident.timeline.change', 'Change');
    case 'action':
      return t('incident.timeline.action', 'Action');
  }
}

function relativeText(milliseconds: number): string {
  const duration = durationText(Math.abs(milliseconds));
  if (Math.abs(milliseconds) < 1000) {
    return t('incident.timeline.start', 'the incident begins');
  }
  return milliseconds < 0
    ? t('incident.timeline.before', '{{duration}} before', { duration })
    : t('incident.timeline.after', '{{duration}} after', { duration });
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: theme.spacing(0, 0, 1) }),
  entry: css({
    display: 'grid',
    gridTemplateColumns: '170px 20px minmax(0, 1fr)',
    gap: theme.spacing(1),
    padding: theme.spacing(0.75, 0),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: '20px minmax(0, 1fr)' },
  }),
  time: css({
    display: 'flex',
    flexDirection: 'column',
    fontVariantNumeric: 'tabular-nums',
    [theme.breakpoints.down('sm')]: { gridColumn: '1 / -1', flexDirection: 'row', gap: theme.spacing(1) },
  }),
  relative: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  text: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5, 1), minWidth: 0 }),
  title: css({ fontWeight: theme.typography.fontWeightMedium, overflowWrap: 'anywhere' }),
  detail: css({ flexBasis: '100%', color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
});
