import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Badge, Stack, TextLink, useStyles2 } from '@grafana/ui';
import type { IncidentAlert } from '../../api/types';
import { safeUrl } from '../../components/safeUrl';
import { ExactTime } from '../../components/When';
import { t } from '../../t';
import { alertmanagerLink } from './externalLinks';

/** Those that fire, then the others; each with its ways to Prometheus, Alertmanager and its runbook. */
export function AlertTable({ alerts }: { readonly alerts: readonly IncidentAlert[] }) {
  const styles = useStyles2(getStyles);
  const sorted = [...alerts].sort((a, b) => a.status.localeCompare(b.status) || b.startsAt.localeCompare(a.startsAt));
  const title = t('incident.alerts', 'Alerts');
  return (
    <div>
      <h3>{title}</h3>
      <div className={styles.scroll} role="region" aria-label={title} tabIndex={0}>
        <table className={styles.table} aria-label={title}>
          <thead>
            <tr>
              <th scope="col">{t('incident.alert.state', 'State')}</th>
              <th scope="col">{t('incident.alert.name', 'Alert')}</th>
              <th scope="col">{t('incident.alert.began', 'Began')}</th>
              <th scope="col">{t('incident.alert.ended', 'Ended')}</th>
              <th scope="col">{t('incident.alert.more', 'More')}</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((alert) => (
              <Row key={`${alert.fingerprint} ${alert.startsAt}`} alert={alert} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Row({ alert }: { readonly alert: IncidentAlert }) {
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
      <td className={styles.name}>
        <strong>{name}</strong>
        {summary !== undefined && <div>{summary}</div>}
        <div className={styles.labels}>
          {Object.entries(labels)
            .filter(([label]) => label !== 'alertname')
            .map(([label, value]) => `${label}=${value}`)
            .join('  ')}
        </div>
      </td>
      <td className={styles.time}>
        <ExactTime time={startsAt} />
      </td>
      <td className={styles.time}>{endsAt !== null && <ExactTime time={endsAt} />}</td>
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
  scroll: css({ overflowX: 'auto' }),
  table: css({
    width: '100%',
    minWidth: 640,
    'th, td': {
      padding: theme.spacing(0.75, 1),
      textAlign: 'left',
      verticalAlign: 'top',
      borderBottom: `1px solid ${theme.colors.border.weak}`,
    },
    th: { color: theme.colors.text.secondary },
  }),
  name: css({ minWidth: 220, overflowWrap: 'anywhere' }),
  labels: css({ color: theme.colors.text.secondary, fontFamily: theme.typography.fontFamilyMonospace, fontSize: 12 }),
  time: css({ whiteSpace: 'nowrap' }),
});
