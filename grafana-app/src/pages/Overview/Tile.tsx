import React, { useId, type ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

interface Props {
  readonly title: string;
  /** How many, beside the title. */
  readonly count?: ReactNode;
  /** Where the tile leads on to. */
  readonly more: ReactNode;
  readonly children: ReactNode;
}

export function Tile({ title, count, more, children }: Props) {
  const styles = useStyles2(getStyles);
  const id = useId();
  return (
    <section className={styles.tile} aria-labelledby={id}>
      <header className={styles.header}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {count !== undefined && <span className={styles.count}>{count}</span>}
        <span className={styles.more}>{more}</span>
      </header>
      {children}
    </section>
  );
}

/** Nothing of its kind is there, which is good. */
export function Quiet({ children }: { readonly children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return <p className={styles.quiet}>{children}</p>;
}

const getStyles = (theme: GrafanaTheme2) => ({
  tile: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1.5),
    minWidth: 0,
    padding: theme.spacing(2),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
  }),
  header: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', gap: theme.spacing(1) }),
  title: css({ margin: 0, fontSize: theme.typography.h5.fontSize }),
  count: css({ color: theme.colors.text.secondary }),
  more: css({ marginLeft: 'auto' }),
  quiet: css({ margin: 0, color: theme.colors.text.secondary }),
});
