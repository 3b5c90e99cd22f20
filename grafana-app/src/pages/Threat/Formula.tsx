import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { t } from '../../t';
import { digits, formulaText, type Computation } from './computation';

/** The score, to be computed again by the reader. */
export function Formula({ computation }: { readonly computation: Computation }) {
  const styles = useStyles2(getStyles);
  const { shares, product, score } = computation;
  return (
    <div className={styles.formula}>
      <p className={styles.text}>
        {t(
          'threats.formula.meaning',
          'Each piece of evidence makes it less likely that all is well: what remains is multiplied, piece by piece, and the score is what is missing to the whole.'
        )}
      </p>
      <code className={styles.code}>
        {t('threats.formula.general', 'score = 100·(1 − ∏(1 − weight·strength·decay))')}
      </code>
      <code className={styles.code}>
        {`${formulaText(shares.map(({ evidence }) => evidence))} = 100·(1 − ${digits(product)}) = `}
        <strong>{score.toFixed(1)}</strong>
      </code>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  formula: css({ display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: theme.spacing(1) }),
  text: css({ margin: 0, color: theme.colors.text.secondary, maxWidth: 800 }),
  code: css({
    padding: theme.spacing(0.5, 1),
    whiteSpace: 'normal',
    overflowWrap: 'anywhere',
    fontSize: theme.typography.body.fontSize,
  }),
});
