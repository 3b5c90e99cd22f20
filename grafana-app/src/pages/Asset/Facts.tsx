import React, { type ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

/** Names and what they stand for, in two columns: `Fact`s. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className={useStyles2(getStyles).list}>{children}</dl>;
}

export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.fact}>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>{children}</dd>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ margin: 0 }),
  fact: css({
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: theme.spacing(1),
    padding: theme.spacing(0.25, 0),
  }),
  name: css({ flex: '0 1 140px', color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular }),
  value: css({ flex: '1 1 120px', margin: 0, minWidth: 0, overflowWrap: 'anywhere' }),
});
