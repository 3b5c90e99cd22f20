import React, { useMemo } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2, PanelProps } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { AppLink } from '../../components/AppLink';
import { CausalChain } from '../../components/CausalChain/CausalChain';
import { Confidence } from '../../components/Confidence';
import { EvidenceList } from '../../components/EvidenceList/EvidenceList';
import { CodeText } from '../../components/Steps/CodeText';
import { VerdictBadge } from '../../components/VerdictBadge';
import { paths } from '../../routing';
import { t } from '../../t';
import { incidentOf, type ShownCause, type ShownIncident } from './causes';
import type { RootCauseOptions } from './options';

export default function RootCausePanel({ data, options, replaceVariables }: PanelProps<RootCauseOptions>) {
  const styles = useStyles2(getStyles);
  const id = replaceVariables(options.incident).trim();
  const incident = useMemo(() => incidentOf(data.series, id), [data.series, id]);
  return (
    <div className={styles.panel} role="region" aria-label={t('panel-root-cause.label', 'Root cause')} tabIndex={0}>
      {incident === null ? <Nothing id={id} /> : <Causes incident={incident} options={options} />}
    </div>
  );
}

function Nothing({ id }: { readonly id: string }) {
  return (
    <p>
      {id === ''
        ? t(
            'panel-root-cause.none',
            'No incident. Nothing is broken, or the query is not one of the Fathom data source with the type “Root causes”.'
          )
        : t('panel-root-cause.unknown', 'The query answers no incident {{id}}.', {
            id,
          })}
    </p>
  );
}

function Causes({ incident, options }: { readonly incident: ShownIncident; readonly options: RootCauseOptions }) {
  const styles = useStyles2(getStyles);
  return (
    <>
      <div className={styles.head}>
        <strong>
          <AppLink to={paths.incident(incident.id)}>{incident.title}</AppLink>
        </strong>
        <AppLink to={paths.asset(incident.asset)}>{incident.asset}</AppLink>
      </div>
      {incident.causes.length === 0 && <p>{t('panel-root-cause.no-cause', 'No cause found yet.')}</p>}
      {incident.causes.slice(0, options.causes).map((cause) => (
        <Cause key={cause.title} cause={cause} options={options} />
      ))}
    </>
  );
}

function Cause({ cause, options }: { readonly cause: ShownCause; readonly options: RootCauseOptions }) {
  const styles = useStyles2(getStyles);
  const { rank, title, confidence, explanation, verdict, chain, evidence } = cause;
  return (
    <article className={styles.cause} aria-label={title}>
      <div className={styles.head}>
        <span className={styles.title}>{`${rank}. ${title}`}</span>
        <VerdictBadge verdict={verdict} />
        <Confidence value={confidence} />
      </div>
      {options.showExplanation && explanation !== '' && (
        <p className={styles.explanation}>
          <CodeText text={explanation} />
        </p>
      )}
      {options.showChain && <CausalChain links={chain} title={title} />}
      {options.showEvidence && evidence.length > 0 && (
        <EvidenceList
          caption={t('panel-root-cause.evidence-of', 'Evidence of {{cause}}', {
            cause: title,
          })}
          facts={evidence}
        />
      )}
    </article>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({ height: '100%', overflow: 'auto', display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 2) }),
  cause: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), minWidth: 0 }),
  title: css({ fontWeight: theme.typography.fontWeightMedium, overflowWrap: 'anywhere' }),
  explanation: css({ margin: 0, overflowWrap: 'anywhere' }),
});
