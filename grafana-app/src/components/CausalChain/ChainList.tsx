import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { ChainLink } from '../../api/types';
import { t } from '../../t';
import { ExactTime } from '../When';
import { kindName } from './linkKinds';

/** The chain as text, for those who would rather read or copy it. */
export function ChainList({ links }: { readonly links: readonly ChainLink[] }) {
  const styles = useStyles2(getStyles);
  return (
    <details>
      <summary className={styles.summary}>{t('causal-chain.as-list', 'The chain as a list')}</summary>
      <ol className={styles.list}>
        {links.map((link, i) => (
          <li key={i}>
            <ExactTime time={link.time} /> · {kindName(link.kind)} · {link.what}
          </li>
        ))}
      </ol>
    </details>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  summary: css({ cursor: 'pointer', color: theme.colors.text.secondary }),
  list: css({ margin: theme.spacing(1, 0, 0, 3), overflowWrap: 'anywhere' }),
});
