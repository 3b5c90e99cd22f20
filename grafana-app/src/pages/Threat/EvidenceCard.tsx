import React, { useId } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import { PriorityBadge } from '../../components/severity';
import { ExactTime, When } from '../../components/When';
import { t } from '../../t';
import { digits, type Share } from './computation';
import { EvidenceEvents } from './EvidenceEvents';

interface Props {
  readonly entity: string;
  readonly share: Share;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** One match of a rule, with every number that makes its share of the score. */
export function EvidenceCard({ entity, share, isOpen, onToggle }: Props) {
  const styles = useStyles2(getStyles);
  const titleId = useId();
  const eventsId = useId();
  const { evidence, contribution, without } = share;
  return (
    <article className={styles.card} aria-labelledby={titleId}>
      <div className={styles.head}>
        <h3 id={titleId} className={styles.rule}>
          {evidence.rule}
        </h3>
        <PriorityBadge priority={evidence.severity} />
        <span className={styles.time}>
          <When time={evidence.time} /> (<ExactTime time={evidence.time} />)
        </span>
      </div>
      <p className={styles.explanation}>{evidence.explanation}</p>
      <dl className={styles.numbers}>
        <Figure
          name={t('threats.evidence.weight', 'Weight')}
          meaning={t('threats.evidence.weight-meaning', 'of the rule, from 0 to 1')}
          value={evidence.weight}
        />
        <Figure
          name={t('threats.evidence.strength', 'Strength')}
          meaning={t('threats.evidence.strength-meaning', 'how well the rule matched')}
          value={evidence.strength}
        />
        <Figure
          name={t('threats.evidence.decay', 'Decay')}
          meaning={t('threats.evidence.decay-meaning', 'of its age: 0.5^(age/half-life)')}
          value={evidence.decay}
        />
        <Figure
          name={t('threats.evidence.contribution', 'Contribution')}
          meaning={t('threats.evidence.contribution-meaning', 'weight · strength · decay')}
          value={contribution}
        />
        <Figure
          name={t('threats.evidence.without', 'Score without it')}
          meaning={t('threats.evidence.without-meaning', 'from the other evidence alone')}
          value={Number(without.toFixed(1))}
        />
      </dl>
      <Button
        size="sm"
        variant="secondary"
        fill="text"
        icon={isOpen ? 'angle-down' : 'angle-right'}
        aria-expanded={isOpen}
        aria-controls={isOpen ? eventsId : undefined}
        onClick={onToggle}
      >
        {t('threats.evidence.events', '{{count}} events', {
          count: evidence.events.length,
          defaultValue_one: '{{count}} event',
        })}
      </Button>
      {isOpen && (
        <div id={eventsId}>
          <EvidenceEvents entity={entity} evidence={evidence} />
        </div>
      )}
    </article>
  );
}

interface FigureProps {
  readonly name: string;
  readonly meaning: string;
  readonly value: number;
}

function Figure({ name, meaning, value }: FigureProps) {
  const styles = useStyles2(getStyles);
  return (
    <div>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>
        {digits(value)}
        <span className={styles.meaning}>{meaning}</span>
      </dd>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  card: css({
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'stretch',
    gap: theme.spacing(1),
    padding: theme.spacing(2),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    '& > button': { alignSelf: 'flex-start' },
  }),
  head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  rule: css({ ...theme.typography.h5, margin: 0, overflowWrap: 'anywhere' }),
  time: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  explanation: css({ margin: 0, overflowWrap: 'anywhere' }),
  numbers: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))',
    gap: theme.spacing(1.5),
    margin: 0,
  }),
  name: css({ color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular }),
  value: css({ margin: 0, fontSize: theme.typography.h4.fontSize, fontVariantNumeric: 'tabular-nums' }),
  meaning: css({
    display: 'block',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
