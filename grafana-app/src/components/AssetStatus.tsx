import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { statusMeaning, statusName } from './assetWords';

/** Light enough to be there a hundred times: a dot of a colour and of a shape, and the word. */
export function AssetStatus({ status }: { readonly status: string }) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.status} title={statusMeaning(status)}>
      <span className={styles.dot} data-status={status} aria-hidden />
      {statusName(status)}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  status: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.75), whiteSpace: 'nowrap' }),
  dot: css({
    width: 10,
    height: 10,
    borderRadius: theme.shape.radius.circle,
    border: `2px solid ${theme.colors.text.secondary}`,
    '&[data-status="active"]': { background: theme.colors.success.main, borderColor: theme.colors.success.main },
    '&[data-status="stale"]': { borderColor: theme.colors.warning.main },
    '&[data-status="gone"]': { borderRadius: 0, height: 2, borderWidth: 1 },
  }),
});
