import React, { lazy, Suspense, useEffect, useId, useRef } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { hasPermission } from '@grafana/runtime';
import { Button, useStyles2 } from '@grafana/ui';
import { useRecommendation } from '../../api/recommendations';
import type { Recommendation } from '../../api/types';
import { AppLink } from '../../components/AppLink';
import { Confidence } from '../../components/Confidence';
import { EvidenceList } from '../../components/EvidenceList/EvidenceList';
import { Loading } from '../../components/Loading';
import { QueryView } from '../../components/QueryView';
import { RecommendationStateBadge } from '../../components/RecommendationStateBadge';
import { advisorName } from '../../components/recommendationWords';
import { Runbook } from '../../components/Runbook/Runbook';
import { PriorityBadge } from '../../components/severity';
import { CodeText } from '../../components/Steps/CodeText';
import { Steps } from '../../components/Steps/Steps';
import { ExactTime, When } from '../../components/When';
import { ACTIONS } from '../../constants';
import { paths } from '../../routing';
import { t } from '../../t';
import { Actions } from './Actions';
import { FeedbackHistory } from './FeedbackHistory';

const Charts = lazy(() => import('./Charts'));

interface Props {
  readonly id: string;
  readonly onClose: () => void;
}

/** One recommendation: what, why with its figures, what to do, and what was done. */
export default function Details({ id, onClose }: Props) {
  const styles = useStyles2(getStyles);
  const query = useRecommendation(id);
  return (
    <section className={styles.pane} aria-label={query.data?.title ?? t('recommendations.one', 'Recommendation')}>
      <Button className={styles.close} variant="secondary" fill="text" size="sm" icon="arrow-left" onClick={onClose}>
        {t('recommendations.back', 'Back to the list')}
      </Button>
      <QueryView query={query}>{(recommendation) => <Found recommendation={recommendation} />}</QueryView>
    </section>
  );
}

function Found({ recommendation }: { readonly recommendation: Recommendation }) {
  const styles = useStyles2(getStyles);
  const { id, asset, advisor, subject, severity, state, confidence, firstSeen, lastSeen } = recommendation;
  return (
    <div className={styles.body}>
      <Heading title={recommendation.title} />
      <div className={styles.badges}>
        <PriorityBadge priority={severity} />
        <RecommendationStateBadge state={state} />
        <Confidence value={confidence} />
      </div>
      <dl className={styles.about}>
        <dt>{t('recommendations.about.asset', 'Asset')}</dt>
        <dd>
          <AppLink to={paths.asset(asset)}>{asset}</AppLink>
        </dd>
        <dt>{t('recommendations.about.subject', 'Subject')}</dt>
        <dd>{subject}</dd>
        <dt>{t('recommendations.about.advisor', 'Advisor')}</dt>
        <dd>{advisorName(advisor)}</dd>
        <dt>{t('recommendations.about.seen', 'Seen')}</dt>
        <dd>
          <ExactTime time={firstSeen} /> – <ExactTime time={lastSeen} /> (<When time={lastSeen} />)
        </dd>
      </dl>
      {hasPermission(ACTIONS.act) && <Actions id={id} state={state} title={recommendation.title} />}
      <Part title={t('recommendations.why', 'Why')}>
        <p className={styles.explanation}>
          <CodeText text={recommendation.explanation} />
        </p>
        {recommendation.charts.length > 0 && (
          <Suspense fallback={<Loading />}>
            <Charts charts={recommendation.charts} />
          </Suspense>
        )}
      </Part>
      <Part title={t('recommendations.todo', 'What to do')}>
        <Steps steps={recommendation.steps} />
        <Runbook runbook={recommendation.runbook} />
      </Part>
      <Part title={t('recommendations.evidence', 'Evidence')}>
        <EvidenceList
          facts={recommendation.evidence}
          asset={asset}
          caption={t('recommendations.evidence-of', 'Evidence: the figures behind it')}
        />
      </Part>
      <Part title={t('recommendations.history', 'What was done with it')}>
        <FeedbackHistory feedback={recommendation.feedback} />
      </Part>
    </div>
  );
}

/** Takes the focus: whoever opens a recommendation reads on here. */
function Heading({ title }: { readonly title: string }) {
  const styles = useStyles2(getStyles);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <h2 ref={heading} tabIndex={-1} className={styles.title}>
      {title}
    </h2>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  const styles = useStyles2(getStyles);
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.part}>
      <h3 id={id} className={styles.partTitle}>
        {title}
      </h3>
      {children}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  pane: css({
    minWidth: 0,
    padding: theme.spacing(2),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
  }),
  close: css({ marginBottom: theme.spacing(1), marginLeft: theme.spacing(-1) }),
  body: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), minWidth: 0 }),
  title: css({ ...theme.typography.h3, margin: 0, overflowWrap: 'anywhere', scrollMarginTop: 120 }),
  badges: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  about: css({
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: theme.spacing(0.5, 2),
    margin: 0,
    dt: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
    dd: { margin: 0, overflowWrap: 'anywhere' },
  }),
  explanation: css({ margin: 0, maxWidth: '90ch', overflowWrap: 'anywhere' }),
  part: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), minWidth: 0 }),
  partTitle: css({ ...theme.typography.h5, margin: 0 }),
});
