import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { ThreatScore } from '../../api/types';
import { Confidence } from '../../components/Confidence';
import { LevelBadge } from '../../components/severity';
import { ExactTime } from '../../components/When';
import { t } from '../../t';

export function ScoreNow({ score }: { readonly score: ThreatScore }) {
  const styles = useStyles2(getStyles);
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{t('threats.now.score', 'Score')}</dt>
        <dd className={styles.score}>{t('threats.now.of', '{{score}} of 100', { score: score.score.toFixed(1) })}</dd>
      </div>
      <div>
        <dt>{t('threats.now.level', 'Level')}</dt>
        <dd>
          <LevelBadge level={score.level} />
        </dd>
      </div>
      <div>
        <dt>{t('threats.now.confidence', 'Confidence')}</dt>
        <dd>
          <Confidence value={score.confidence} />
        </dd>
      </div>
      <div>
        <dt>{t('threats.now.contributors', 'Sources that contributed')}</dt>
        <dd>{score.contributors.join(', ')}</dd>
      </div>
      <div>
        <dt>{t('threats.now.time', 'Computed')}</dt>
        <dd>
          <ExactTime time={score.time} />
        </dd>
      </div>
    </dl>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  facts: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(2, 4),
    margin: 0,
    dt: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
    dd: { margin: 0, overflowWrap: 'anywhere' },
  }),
  score: css({ fontSize: theme.typography.h3.fontSize, fontVariantNumeric: 'tabular-nums' }),
});
