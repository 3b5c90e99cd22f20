import React, { type ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

interface Props {
  /** What is filtered. */
  readonly label: string;
  readonly children: ReactNode;
}

/** Filters beside each other for as long as there is room. */
export function FilterBar({ label, children }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div role="search" className={styles.bar} aria-label={label}>
      {children}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: theme.spacing(1, 2), minWidth: 0 }),
});
