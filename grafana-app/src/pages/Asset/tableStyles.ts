import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

/** Tables of the asset page: they scroll by themselves when the page is narrow. */
export const getTableStyles = (theme: GrafanaTheme2) => ({
  scroll: css({ overflowX: 'auto', maxWidth: '100%' }),
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
    'tbody tr:hover': { background: theme.colors.background.secondary },
    '[data-numeric]': { textAlign: 'right', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  }),
  caption: css({
    captionSide: 'top',
    padding: theme.spacing(0.5, 0),
    color: theme.colors.text.secondary,
    textAlign: 'left',
  }),
  sort: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    padding: 0,
    border: 'none',
    background: 'none',
    font: 'inherit',
    color: 'inherit',
    '&:hover': { color: theme.colors.text.primary },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: 2 },
  }),
  text: css({ overflowWrap: 'anywhere', minWidth: 160 }),
  nowrap: css({ whiteSpace: 'nowrap' }),
});
