import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useEvents } from '../../api/events';
import type { FathomEvent } from '../../api/types';
import { AppLink } from '../../components/AppLink';
import { QueryView } from '../../components/QueryView';
import { EventSeverityBadge } from '../../components/severity';
import { getCellStyles, Table } from '../../components/Table';
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
  const styles = useStyles2(getCellStyles);
  const label = t('threats.events.label', 'Events of this evidence');
  return (
    <Table
      label={label}
      isCompact
      minWidth={600}
      head={
        <>
          <th scope="col">{t('threats.events.time', 'Time')}</th>
          <th scope="col">{t('threats.events.severity', 'Severity')}</th>
          <th scope="col">{t('threats.events.kind', 'Kind')}</th>
          <th scope="col">{t('threats.events.message', 'Message')}</th>
          <th scope="col">{t('threats.events.source', 'Source')}</th>
        </>
      }
    >
      {events.map(({ id, lastTime, severity, kind, message, count, source }) => (
        <tr key={id}>
          <td className={styles.nowrap}>
            <ExactTime time={lastTime} />
          </td>
          <td>
            <EventSeverityBadge severity={severity} />
          </td>
          <td className={styles.nowrap}>{kind}</td>
          <td className={styles.text}>
            {message}
            {count > 1 &&
              ` (${t('threats.events.times', '{{count}} times', { count, defaultValue_one: '{{count}} time' })})`}
          </td>
          <td>{source}</td>
        </tr>
      ))}
    </Table>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  events: css({ display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: theme.spacing(1) }),
  missing: css({ margin: 0, color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
});
