import React from 'react';
import { useStyles2 } from '@grafana/ui';
import type { Incident } from '../../api/types';
import { AppLink } from '../../components/AppLink';
import { durationText } from '../../components/duration';
import { IncidentStatus } from '../../components/IncidentStatus';
import { PriorityBadge } from '../../components/severity';
import { SortHeader, type Sorting } from '../../components/SortHeader';
import { getCellStyles, Table } from '../../components/Table';
import { When } from '../../components/When';
import { paths } from '../../routing';
import { t } from '../../t';
import type { Sort } from './incidentFilter';

interface Props {
  readonly incidents: readonly Incident[];
  readonly sorting: Sorting<Sort>;
  readonly onSort: (sorting: Sorting<Sort>) => void;
}

export function IncidentTable({ incidents, sorting, onSort }: Props) {
  const header = { current: sorting, onSort };
  return (
    <Table
      label={t('incidents.title', 'Incidents')}
      minWidth={900}
      head={
        <>
          <th scope="col">{t('incidents.column.severity', 'Severity')}</th>
          <th scope="col">{t('incidents.column.incident', 'Incident and likely cause')}</th>
          <th scope="col">{t('incidents.column.asset', 'Asset')}</th>
          <th scope="col">{t('incidents.column.status', 'Status')}</th>
          <th scope="col">{t('incidents.column.alerts', 'Alerts firing')}</th>
          <SortHeader {...header} sort="startedAt" label={t('incidents.column.started', 'Began')} />
          <th scope="col">{t('incidents.column.duration', 'Lasted')}</th>
          <SortHeader {...header} sort="updatedAt" label={t('incidents.column.updated', 'Updated')} />
        </>
      }
    >
      {incidents.map((incident) => (
        <Row key={incident.id} incident={incident} />
      ))}
    </Table>
  );
}

function Row({ incident }: { readonly incident: Incident }) {
  const styles = useStyles2(getCellStyles);
  const { id, title, asset, severity, alerts, startedAt, updatedAt, resolvedAt } = incident;
  return (
    <tr>
      <td>
        <PriorityBadge priority={severity} />
      </td>
      <td className={styles.text}>
        <AppLink to={paths.incident(id)}>{title}</AppLink>
        <div className={styles.aside}>{causeText(incident)}</div>
      </td>
      <td className={styles.text}>
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
      <td className={styles.nowrap}>
        <When time={startedAt} />
      </td>
      <td className={styles.nowrap}>
        {resolvedAt === null
          ? t('incidents.goes-on', 'goes on')
          : durationText(Date.parse(resolvedAt) - Date.parse(startedAt))}
      </td>
      <td className={styles.nowrap}>
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
