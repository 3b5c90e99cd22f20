import React, { type ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

export const TileList = ({ children }: { readonly children: ReactNode }) => (
  <ul className={useStyles2(getStyles).list}>{children}</ul>
);

interface Props {
  /** How bad it is. */
  readonly badge?: ReactNode;
  readonly link: ReactNode;
  readonly detail?: ReactNode;
  readonly aside?: ReactNode;
}

/** One thing of a tile: how bad, what (the link), more about it, when or how much. */
export function TileItem({ badge, link, detail, aside }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <li className={styles.item}>
      {badge !== undefined && <span className={styles.badge}>{badge}</span>}
      <span className={styles.text}>
        {link}
        {detail !== undefined && <span className={styles.detail}>{detail}</span>}
      </span>
      {aside !== undefined && <span className={styles.aside}>{aside}</span>}
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  item: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', gap: theme.spacing(0.5, 1), minWidth: 0 }),
  badge: css({ flex: 'none', minWidth: 108 }),
  text: css({ flex: '1 1 160px', minWidth: 0, display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere' }),
  detail: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  aside: css({
    flex: 'none',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
  }),
});
