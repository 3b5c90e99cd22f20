import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { Incident } from '../../api/types';
import { AppLink } from '../../components/AppLink';
import { durationText } from '../../components/duration';
import { IncidentStatus } from '../../components/IncidentStatus';
import { PriorityBadge } from '../../components/severity';
import { When } from '../../components/When';
import { paths } from '../../routing';
import { t } from '../../t';
import type { Order, Sort } from './incidentFilter';
import { SortHeader } from './SortHeader';

interface Props {
  readonly incidents: readonly Incident[];
  readonly sort: Sort;
  readonly order: Order;
  readonly onSort: (sort: Sort, order: Order) => void;
}

export function IncidentTable({ incidents, sort, order, onSort }: Props) {
  const styles = useStyles2(getStyles);
  const sorting = { current: sort, order, onSort };
  return (
    // Scrollable regions must be reachable by keyboard.
    <div className={styles.scroll} role="region" aria-label={t('incidents.title', 'Incidents')} tabIndex={0}>
      <table className={styles.table} aria-label={t('incidents.title', 'Incidents')}>
        <thead>
          <tr>
            <th scope="col">{t('incidents.column.severity', 'Severity')}</th>
            <th scope="col">{t('incidents.column.incident', 'Incident and likely cause')}</th>
            <th scope="col">{t('incidents.column.asset', 'Asset')}</th>
            <th scope="col">{t('incidents.column.status', 'Status')}</th>
            <th scope="col">{t('incidents.column.alerts', 'Alerts firing')}</th>
            <SortHeader {...sorting} sort="startedAt" label={t('incidents.column.started', 'Began')} />
            <th scope="col">{t('incidents.column.duration', 'Lasted')}</th>
            <SortHeader {...sorting} sort="updatedAt" label={t('incidents.column.updated', 'Updated')} />
          </tr>
        </thead>
        <tbody>
          {incidents.map((incident) => (
            <Row key={incident.id} incident={incident} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ incident }: { readonly incident: Incident }) {
  const styles = useStyles2(getStyles);
  const { id, title, asset, severity, alerts, startedAt, updatedAt, resolvedAt } = incident;
  return (
    <tr>
      <td>
        <PriorityBadge priority={severity} />
      </td>
      <td className={styles.title}>
        <AppLink to={paths.incident(id)}>{title}</AppLink>
        <div className={styles.cause}>{causeText(incident)}</div>
      </td>
      <td className={styles.asset}>
        <AppLink to={paths.asset(asset)}>{asset}</AppLink>
      </td>
      <td>
        <IncidentStatus incident={incident} />
      </td>
      <td>
        {t('incidents.firing', '{{firing}} of {{total}}', {
          firing: alerts.filter(({ status }) => status === 'firing').length,
          total: alerts.length,
        })}
      </td>
      <td className={styles.time}>
        <When time={startedAt} />
      </td>
      <td className={styles.time}>
        {resolvedAt === null
          ? t('incidents.goes-on', 'goes on')
          : durationText(Date.parse(resolvedAt) - Date.parse(startedAt))}
      </td>
      <td className={styles.time}>
        <When time={updatedAt} />
      </td>
    </tr>
  );
}

function causeText({ causes }: Incident): string {
  const first = causes.find(({ verdict }) => verdict !== 'rejected');
  if (first === undefined) {
    return causes.length === 0
      ? t('incidents.no-cause', 'No cause found yet')
      : t('incidents.all-rejected', 'All causes found were rejected');
  }
  return first.verdict === 'confirmed'
    ? t('incidents.confirmed-cause', '{{cause}}, confirmed', {
        cause: first.title,
      })
    : t('incidents.likely-cause', '{{cause}}, {{percent}} %', {
        cause: first.title,
        percent: Math.round(first.confidence * 100),
      });
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({ overflowX: 'auto', maxWidth: '100%' }),
  table: css({
    width: '100%',
    minWidth: 900,
    'th, td': {
      padding: theme.spacing(1),
      textAlign: 'left',
      verticalAlign: 'top',
      borderBottom: `1px solid ${theme.colors.border.weak}`,
    },
    th: { color: theme.colors.text.secondary, whiteSpace: 'nowrap' },
    'tbody tr:hover': { background: theme.colors.action.hover },
  }),
  title: css({ minWidth: 220, overflowWrap: 'anywhere' }),
  cause: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  asset: css({ overflowWrap: 'anywhere' }),
  time: css({ whiteSpace: 'nowrap' }),
});
