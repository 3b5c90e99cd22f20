import React, { type ReactNode } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

interface Props {
  /** What the table is of. */
  readonly label: string;
  /** Whether those who see the table read the label as well. */
  readonly showsLabel?: boolean;
  readonly isCompact?: boolean;
  /** Pixels that the columns need: with less room the table scrolls. */
  readonly minWidth?: number;
  /** The cells of the head. */
  readonly head: ReactNode;
  /** The rows. */
  readonly children: ReactNode;
}

/** Scrolls by itself where the page is narrow. Cells with `data-numeric` have figures, to be compared. */
export function Table({ label, showsLabel = false, isCompact = false, minWidth, head, children }: Props) {
  const styles = useStyles2(getStyles);
  return (
    // Scrollable regions must be reachable by keyboard.
    <div className={styles.scroll} role="region" aria-label={label} tabIndex={0}>
      <table className={cx(styles.table, isCompact && styles.compact)} style={{ minWidth }}>
        <caption className={showsLabel ? styles.caption : 'sr-only'}>{label}</caption>
        <thead>
          <tr>{head}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/** Of cells: text that wraps wherever it must, and what stays on one line. */
export const getCellStyles = (theme: GrafanaTheme2) => ({
  text: css({ minWidth: 160, overflowWrap: 'anywhere' }),
  nowrap: css({ whiteSpace: 'nowrap' }),
  aside: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({
    width: '100%',
    // Also what is hidden from the eye stays within the table.
    position: 'relative',
    overflowX: 'auto',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: 1 },
  }),
  table: css({
    width: '100%',
    'th, td': {
      padding: theme.spacing(0.75, 1),
      borderBottom: `1px solid ${theme.colors.border.weak}`,
      textAlign: 'left',
      verticalAlign: 'top',
      fontWeight: theme.typography.fontWeightRegular,
    },
    'thead th': {
      color: theme.colors.text.secondary,
      fontWeight: theme.typography.fontWeightMedium,
      whiteSpace: 'nowrap',
    },
    'tbody tr:hover': { background: theme.colors.action.hover },
    '[data-numeric]': { textAlign: 'right', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  }),
  compact: css({
    fontSize: theme.typography.bodySmall.fontSize,
    'th, td': { padding: theme.spacing(0.5, 1) },
  }),
  caption: css({
    captionSide: 'top',
    padding: theme.spacing(0.5, 0),
    color: theme.colors.text.secondary,
    textAlign: 'left',
  }),
});
