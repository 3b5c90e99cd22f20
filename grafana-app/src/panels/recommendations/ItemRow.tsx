import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { TextLink, useStyles2 } from '@grafana/ui';
import { Confidence } from '../../components/Confidence';
import { RecommendationStateBadge } from '../../components/RecommendationStateBadge';
import { advisorName } from '../../components/recommendationWords';
import { PriorityBadge } from '../../components/severity';
import { CodeText } from '../../components/Steps/CodeText';
import { When } from '../../components/When';
import { paths } from '../../routing';
import type { Item } from './frames';

interface Props {
  readonly item: Item;
  readonly isExpanded: boolean;
}

/** Outside of the app there is no router of ours: links go through Grafana's. */
export function ItemRow({ item, isExpanded }: Props) {
  const styles = useStyles2(getStyles);
  const { id, title, severity, state, asset, assetName, advisor, explanation, confidence, lastSeen } = item;
  return (
    <li className={styles.item}>
      <div className={styles.line}>
        <PriorityBadge priority={severity} />
        {state !== '' && (isExpanded || state !== 'open') && <RecommendationStateBadge state={state} />}
        <span className={styles.title}>
          <TextLink href={paths.recommendation(id)} inline={false}>
            {title}
          </TextLink>
        </span>
      </div>
      {isExpanded && explanation !== '' && (
        <p className={styles.explanation}>
          <CodeText text={explanation} />
        </p>
      )}
      <div className={styles.about}>
        {asset !== '' && (
          <TextLink href={paths.asset(asset)} variant="bodySmall" inline={false}>
            {assetName}
          </TextLink>
        )}
        {isExpanded && advisor !== '' && <span>{advisorName(advisor)}</span>}
        {isExpanded && confidence !== null && <Confidence value={confidence} />}
        {lastSeen !== null && <When time={lastSeen} />}
      </div>
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  item: css({ padding: theme.spacing(0.75, 1), borderBottom: `1px solid ${theme.colors.border.weak}` }),
  line: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1) }),
  title: css({ minWidth: 0, overflowWrap: 'anywhere' }),
  explanation: css({ margin: theme.spacing(0.5, 0), overflowWrap: 'anywhere' }),
  about: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0, 2),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
