import React, { useId } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, Stack, useStyles2 } from '@grafana/ui';
import type { Cause } from '../../api/types';
import { CausalChain } from '../../components/CausalChain/CausalChain';
import { Confidence } from '../../components/Confidence';
import { EvidenceList } from '../../components/EvidenceList/EvidenceList';
import { CodeText } from '../../components/Steps/CodeText';
import { VerdictBadge } from '../../components/VerdictBadge';
import { t } from '../../t';
import { useActions } from './ActionsProvider';
import { actionName } from './actionTexts';

interface Props {
  readonly cause: Cause;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** A cause with its reasons: how sure, why, the way to the alerts, the figures. */
export function CauseCard({ cause, isOpen, onToggle }: Props) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const { rank, title, confidence, verdict } = cause;
  return (
    <article className={styles.card} aria-label={title}>
      <h3 className={styles.head}>
        <button
          type="button"
          className={styles.button}
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          onClick={onToggle}
        >
          <Icon name={isOpen ? 'angle-down' : 'angle-right'} aria-hidden />
          <span>{rank}.</span>
          <span className={styles.title}>{title}</span>
        </button>
        <VerdictBadge verdict={verdict} />
        <Confidence value={confidence} />
      </h3>
      {isOpen && (
        <div id={id} className={styles.body}>
          <CauseBody cause={cause} />
        </div>
      )}
    </article>
  );
}

function CauseBody({ cause }: { readonly cause: Cause }) {
  const styles = useStyles2(getStyles);
  const { title, asset, explanation, evidence, chain } = cause;
  return (
    <>
      <p className={styles.explanation}>
        <CodeText text={explanation} />
      </p>
      <CausalChain links={chain} title={title} />
      {evidence.length > 0 && (
        <details open>
          <summary className={styles.summary}>{t('incident.evidence', 'Evidence')}</summary>
          <EvidenceList
            caption={t('incident.evidence-of', 'Evidence of {{cause}}', {
              cause: title,
            })}
            facts={evidence}
            asset={asset}
          />
        </details>
      )}
      <Judgement cause={cause} />
    </>
  );
}

function Judgement({ cause: { title, verdict } }: { readonly cause: Cause }) {
  const actions = useActions();
  if (actions === null) {
    return null;
  }
  const { ask, isPending } = actions;
  return (
    <Stack gap={1} alignItems="center" wrap="wrap">
      <span>{t('incident.was-it', 'Was this the cause?')}</span>
      {verdict !== 'confirmed' && (
        <Button
          size="sm"
          variant="secondary"
          icon="check"
          disabled={isPending}
          onClick={() => ask({ action: 'confirm-cause', cause: title })}
        >
          {actionName('confirm-cause')}
        </Button>
      )}
      {verdict !== 'rejected' && (
        <Button
          size="sm"
          variant="secondary"
          icon="times"
          disabled={isPending}
          onClick={() => ask({ action: 'reject-cause', cause: title })}
        >
          {actionName('reject-cause')}
        </Button>
      )}
    </Stack>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  card: css({
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    minWidth: 0,
  }),
  head: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(1),
    '&&': { fontSize: theme.typography.body.fontSize, margin: 0 },
  }),
  button: css({
    display: 'flex',
    flex: '1 1 240px',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    padding: theme.spacing(0.5),
    minWidth: 0,
    border: 'none',
    background: 'none',
    textAlign: 'left',
    fontWeight: theme.typography.fontWeightMedium,
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}` },
  }),
  title: css({ overflowWrap: 'anywhere' }),
  body: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    padding: theme.spacing(0, 2, 2),
    minWidth: 0,
  }),
  explanation: css({ margin: 0, maxWidth: '80ch', overflowWrap: 'anywhere' }),
  summary: css({ cursor: 'pointer', color: theme.colors.text.secondary }),
});
