import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2, IconName } from '@grafana/data';
import { Button, Icon, useStyles2 } from '@grafana/ui';
import { ErrorNotice } from '../../components/ErrorNotice';
import { t } from '../../t';
import { adviceOn, hopName, stateName } from './connectionTexts';
import type { Step, StepState } from './diagnosis';
import type { useConnectionTest } from './useConnectionTest';

interface Props {
  readonly test: ReturnType<typeof useConnectionTest>;
  /** What is tested is what is stored. */
  readonly isDirty: boolean;
}

const ICONS: Readonly<Record<StepState, IconName>> = {
  ok: 'check-circle',
  warning: 'exclamation-triangle',
  failed: 'times-circle',
  unknown: 'question-circle',
};

/** The way from Grafana to Fathom's store, hop by hop. */
export function ConnectionTest({ test, isDirty }: Props) {
  const styles = useStyles2(getStyles);
  const { data: steps, error, isPending, mutate } = test;
  return (
    <section aria-labelledby="connection-test" className={styles.section}>
      <h3 id="connection-test">{t('config.test.title', 'Connection')}</h3>
      <p className={styles.hint}>
        {isDirty
          ? t('config.test.dirty', 'The test uses what is saved: changes above are not part of it yet.')
          : t('config.test.hint', 'Goes the way of every request: Grafana, its proxy, Fathom, and Fathom’s store.')}
      </p>
      <Button
        variant="secondary"
        icon={isPending ? 'spinner' : 'sync'}
        disabled={isPending}
        onClick={() => mutate()}
        className={styles.button}
      >
        {isPending ? t('config.test.running', 'Testing…') : t('config.test.run', 'Test the connection')}
      </Button>
      <div role="status">
        {error !== null && <ErrorNotice error={error} />}
        {steps !== undefined && !isPending && (
          <>
            <strong>{verdictOf(steps)}</strong>
            <ol className={styles.steps}>
              {steps.map((step) => (
                <StepItem key={step.hop} step={step} />
              ))}
            </ol>
          </>
        )}
      </div>
    </section>
  );
}

function verdictOf(steps: readonly Step[]): string {
  const failing = steps.find(({ state }) => state === 'failed');
  if (failing !== undefined) {
    return t('config.test.fails', 'It fails at: {{hop}}', { hop: hopName(failing.hop) });
  }
  return steps.some(({ state }) => state === 'warning')
    ? t('config.test.warns', 'Connected, with something to mend')
    : t('config.test.works', 'Connected');
}

function StepItem({ step: { hop, state, finding, detail } }: { readonly step: Step }) {
  const styles = useStyles2(getStyles);
  const text = finding === null ? null : adviceOn(finding);
  return (
    <li className={styles.step} data-testid={`hop-${hop}`} data-state={state}>
      <Icon name={ICONS[state]} className={styles.icon} aria-hidden />
      <div className={styles.text}>
        <div>
          <strong>{hopName(hop)}</strong> {stateName(state)}
        </div>
        {text !== null && <div>{text.found}</div>}
        {detail !== '' && <code className={styles.detail}>{detail}</code>}
        {text !== null && text.advice !== '' && <div className={styles.hint}>{text.advice}</div>}
      </div>
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  section: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  hint: css({ margin: 0, color: theme.colors.text.secondary }),
  button: css({ alignSelf: 'flex-start' }),
  steps: css({ listStyle: 'none', margin: theme.spacing(1, 0, 0), padding: 0 }),
  step: css({
    display: 'flex',
    gap: theme.spacing(1),
    padding: theme.spacing(1, 0),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    '& > svg': { marginTop: 2 },
    '&[data-state="ok"] > svg': { color: theme.colors.success.text },
    '&[data-state="warning"] > svg': { color: theme.colors.warning.text },
    '&[data-state="failed"] > svg': { color: theme.colors.error.text },
    '&[data-state="unknown"] > svg': { color: theme.colors.text.secondary },
  }),
  icon: css({ flexShrink: 0 }),
  text: css({ minWidth: 0, overflowWrap: 'anywhere' }),
  detail: css({ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
});
