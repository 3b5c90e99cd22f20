import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Badge, Stack, TextLink, useStyles2 } from '@grafana/ui';
import type { IncidentAlert } from '../../api/types';
import { safeUrl } from '../../components/safeUrl';
import { getCellStyles, Table } from '../../components/Table';
import { ExactTime } from '../../components/When';
import { t } from '../../t';
import { alertmanagerLink } from './externalLinks';

/** Those that fire, then the others; each with its ways to Prometheus, Alertmanager and its runbook. */
export function AlertTable({ alerts }: { readonly alerts: readonly IncidentAlert[] }) {
  const sorted = [...alerts].sort((a, b) => a.status.localeCompare(b.status) || b.startsAt.localeCompare(a.startsAt));
  const title = t('incident.alerts', 'Alerts');
  return (
    <div>
      <h3>{title}</h3>
      <Table
        label={title}
        minWidth={640}
        head={
          <>
            <th scope="col">{t('incident.alert.state', 'State')}</th>
            <th scope="col">{t('incident.alert.name', 'Alert')}</th>
            <th scope="col">{t('incident.alert.began', 'Began')}</th>
            <th scope="col">{t('incident.alert.ended', 'Ended')}</th>
            <th scope="col">{t('incident.alert.more', 'More')}</th>
          </>
        }
      >
        {sorted.map((alert) => (
          <Row key={`${alert.fingerprint} ${alert.startsAt}`} alert={alert} />
        ))}
      </Table>
    </div>
  );
}

function Row({ alert }: { readonly alert: IncidentAlert }) {
  const cells = useStyles2(getCellStyles);
  const styles = useStyles2(getStyles);
  const { name, status, labels, annotations, startsAt, endsAt } = alert;
  const summary = annotations.summary ?? annotations.description;
  return (
    <tr>
      <td>
        {status === 'firing' ? (
          <Badge color="red" icon="bell" text={t('incident.alert.firing', 'Firing')} />
        ) : (
          <Badge color="green" icon="check" text={t('incident.alert.resolved', 'Resolved')} />
        )}
      </td>
      <td className={cells.text}>
        <strong>{name}</strong>
        {summary !== undefined && <div>{summary}</div>}
        <div className={styles.labels}>
          {Object.entries(labels)
            .filter(([label]) => label !== 'alertname')
            .map(([label, value]) => `${label}=${value}`)
            .join('  ')}
        </div>
      </td>
      <td className={cells.nowrap}>
        <ExactTime time={startsAt} />
      </td>
      <td className={cells.nowrap}>{endsAt !== null && <ExactTime time={endsAt} />}</td>
      <td>
        <Ways alert={alert} />
      </td>
    </tr>
  );
}

function Ways({ alert }: { readonly alert: IncidentAlert }) {
  const ways = [
    { href: alertmanagerLink(alert), text: t('incident.alert.alertmanager', 'Alertmanager') },
    { href: safeUrl(alert.generatorUrl), text: t('incident.alert.source', 'Prometheus') },
    { href: safeUrl(alert.annotations.runbook_url), text: t('incident.alert.runbook', 'Runbook') },
  ];
  return (
    <Stack gap={1} wrap="wrap">
      {ways.map(
        ({ href, text }) =>
          href !== null && (
            <TextLink key={text} href={href} external>
              {text}
            </TextLink>
          )
      )}
    </Stack>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  labels: css({ color: theme.colors.text.secondary, fontFamily: theme.typography.fontFamilyMonospace, fontSize: 12 }),
});
