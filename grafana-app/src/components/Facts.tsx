import React from 'react';
import { css } from '@emotion/css';
import { getValueFormat, formattedValueToString, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { Fact } from '../api/types';
import { ExactTime } from './When';

interface Props {
  readonly title: string;
  readonly facts: readonly Fact[];
}

/** Figures with where and when they were taken, so that the reader can check them. */
export function Facts({ title, facts }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.scroll} role="region" aria-label={title} tabIndex={0}>
      <table className={styles.table} aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{t('facts.name', 'What')}</th>
            <th scope="col">{t('facts.value', 'Value')}</th>
            <th scope="col">{t('facts.time', 'When')}</th>
            <th scope="col">{t('facts.source', 'Source')}</th>
          </tr>
        </thead>
        <tbody>
          {facts.map((fact, i) => (
            <tr key={i}>
              <th scope="row">{fact.name}</th>
              <td>{valueText(fact)}</td>
              <td className={styles.time}>{fact.time !== undefined && <ExactTime time={fact.time} />}</td>
              <td>{fact.source}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function valueText({ value, unit }: Fact): string {
  return typeof value === 'number' ? formattedValueToString(getValueFormat(unit ?? 'short')(value)) : value;
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({ overflowX: 'auto' }),
  table: css({
    minWidth: 480,
    'th, td': {
      padding: theme.spacing(0.5, 1),
      textAlign: 'left',
      verticalAlign: 'top',
      overflowWrap: 'anywhere',
      borderBottom: `1px solid ${theme.colors.border.weak}`,
    },
    th: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
  }),
  time: css({ whiteSpace: 'nowrap' }),
});
