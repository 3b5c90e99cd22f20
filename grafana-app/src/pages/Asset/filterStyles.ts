import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

/** Filters beside each other for as long as there is room, below each other on a narrow page. */
export const getFilterStyles = (theme: GrafanaTheme2) => ({
  filters: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 200px), 1fr))',
    gap: theme.spacing(1, 2),
    alignItems: 'end',
    // Grafana's field for a time is as wide as it likes.
    '& div': { minWidth: 0, maxWidth: '100%' },
  }),
  choice: css({ maxWidth: '100%', overflowX: 'auto' }),
});
