import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useEvents } from '../../api/events';
import type { FathomEvent } from '../../api/types';
import { AppLink } from '../../components/AppLink';
import { QueryView } from '../../components/QueryView';
import { EventSeverityBadge } from '../../components/severity';
import { ExactTime } from '../../components/When';
import { paths } from '../../routing';
import { t } from '../../t';
import type { Evidence } from './computation';
import { evidenceQuery, eventsOf } from './evidenceEvents';

interface Props {
  readonly entity: string;
  readonly evidence: Evidence;
}

/** What happened that the rule matched, and the way to what else happened then. */
export function EvidenceEvents({ entity, evidence }: Props) {
  const styles = useStyles2(getStyles);
  const query = evidenceQuery(entity, evidence);
  const { from, to } = query;
  return (
    <QueryView query={useEvents(query)}>
      {({ items }) => {
        const { found, missing } = eventsOf(evidence, items);
        return (
          <div className={styles.events}>
            {found.length > 0 && <EventTable events={found} />}
            {missing.length > 0 && (
              <p className={styles.missing}>
                {t('threats.events.missing', 'Not among the events of the hour before: {{ids}}', {
                  ids: missing.join(', '),
                })}
              </p>
            )}
            <AppLink to={paths.asset(entity, 'events', { from, to })}>
              {t('threats.events.around', 'All events of {{entity}} in the hour before', { entity })}
            </AppLink>
          </div>
        );
      }}
    </QueryView>
  );
}

function EventTable({ events }: { readonly events: readonly FathomEvent[] }) {
  const styles = useStyles2(getStyles);
  const label = t('threats.events.label', 'Events of this evidence');
  return (
    <div className={styles.scroll} role="region" aria-label={label} tabIndex={0}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t('threats.events.time', 'Time')}</th>
            <th scope="col">{t('threats.events.severity', 'Severity')}</th>
            <th scope="col">{t('threats.events.kind', 'Kind')}</th>
            <th scope="col">{t('threats.events.message', 'Message')}</th>
            <th scope="col">{t('threats.events.source', 'Source')}</th>
          </tr>
        </thead>
        <tbody>
          {events.map(({ id, lastTime, severity, kind, message, count, source }) => (
            <tr key={id}>
              <td className={styles.nowrap}>
                <ExactTime time={lastTime} />
              </td>
              <td>
                <EventSeverityBadge severity={severity} />
              </td>
              <td className={styles.nowrap}>{kind}</td>
              <td className={styles.message}>
                {message}
                {count > 1 &&
                  ` (${t('threats.events.times', '{{count}} times', { count, defaultValue_one: '{{count}} time' })})`}
              </td>
              <td>{source}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  events: css({ display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: theme.spacing(1) }),
  missing: css({ margin: 0, color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
  scroll: css({ overflowX: 'auto', width: '100%' }),
  table: css({
    width: '100%',
    minWidth: 600,
    fontSize: theme.typography.bodySmall.fontSize,
    'th, td': {
      padding: theme.spacing(0.5, 1),
      textAlign: 'left',
      verticalAlign: 'top',
      borderBottom: `1px solid ${theme.colors.border.weak}`,
    },
    th: { color: theme.colors.text.secondary },
  }),
  nowrap: css({ whiteSpace: 'nowrap' }),
  message: css({ overflowWrap: 'anywhere', minWidth: 180 }),
});
