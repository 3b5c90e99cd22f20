import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { t } from '../t';

/** From 0 to 1, as a bar and in words. */
export function Confidence({ value }: { readonly value: number }) {
  const styles = useStyles2(getStyles);
  const percent = Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <span className={styles.confidence}>
      <span className={styles.track} aria-hidden>
        <span className={styles.bar} style={{ width: `${percent}%` }} />
      </span>
      {t('confidence.percent', '{{percent}} % sure', { percent })}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  confidence: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    whiteSpace: 'nowrap',
    fontWeight: theme.typography.fontWeightRegular,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  track: css({
    display: 'inline-block',
    width: 64,
    height: 6,
    borderRadius: 3,
    background: theme.colors.border.medium,
    overflow: 'hidden',
  }),
  bar: css({ display: 'block', height: '100%', background: theme.colors.primary.main }),
});
