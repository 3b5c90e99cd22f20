import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Stack, TextLink, useStyles2 } from '@grafana/ui';
import type { Incident } from '../../api/types';
import { AppLink } from '../../components/AppLink';
import { Confidence } from '../../components/Confidence';
import { Runbook } from '../../components/Runbook/Runbook';
import { safeUrl } from '../../components/safeUrl';
import { Section } from '../../components/Section';
import { PriorityBadge } from '../../components/severity';
import { CodeText } from '../../components/Steps/CodeText';
import { Steps } from '../../components/Steps/Steps';
import { paths } from '../../routing';
import { t } from '../../t';

export function WhatToDo({ incident }: { readonly incident: Incident }) {
  const styles = useStyles2(getStyles);
  return (
    <Section title={t('incident.todo', 'What to do')}>
      {incident.recommendations.length === 0 && <NoAdvice incident={incident} />}
      {incident.recommendations.map(({ id, title, severity, confidence, explanation, steps, runbook }) => (
        <article key={id} aria-label={title} className={styles.advice}>
          <Stack gap={1} wrap="wrap" alignItems="center">
            <PriorityBadge priority={severity} />
            <strong>
              <AppLink to={paths.recommendation(id)}>{title}</AppLink>
            </strong>
            <Confidence value={confidence} />
          </Stack>
          <p className={styles.explanation}>
            <CodeText text={explanation} />
          </p>
          <Steps steps={steps} />
          <Runbook runbook={runbook} />
        </article>
      ))}
    </Section>
  );
}

/** No advisor knows: what the alerts' authors wrote is the next best. */
function NoAdvice({ incident }: { readonly incident: Incident }) {
  const runbooks = new Map(
    incident.alerts.flatMap(({ name, annotations }) => {
      const address = safeUrl(annotations.runbook_url);
      return address === null ? [] : [[name, address] as const];
    })
  );
  return (
    <Stack direction="column" gap={1}>
      <span>
        {t('incident.no-advice', 'No advisor of Fathom recognises this. Go on from the causes and the timeline above.')}
      </span>
      {[...runbooks].map(([name, address]) => (
        <TextLink key={name} href={address} external>
          {t('incident.runbook-of', 'Runbook of {{name}}', { name })}
        </TextLink>
      ))}
    </Stack>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  advice: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), minWidth: 0 }),
  explanation: css({ margin: 0, maxWidth: '80ch', overflowWrap: 'anywhere' }),
});
