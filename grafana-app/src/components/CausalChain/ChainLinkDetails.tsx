import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { ChainLink } from '../../api/types';
import { paths } from '../../routing';
import { t } from '../../t';
import { AppLink } from '../AppLink';
import { ExactTime } from '../When';
import { kindName } from './linkKinds';

/** A link of the chain in full, with ways to where it comes from. */
export function ChainLinkDetails({ link }: { readonly link: ChainLink }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.details}>
      <span className={styles.head}>
        {kindName(link.kind)}, <ExactTime time={link.time} />
      </span>
      <span className={styles.what}>{link.what}</span>
      <span className={styles.ways}>
        <AppLink to={paths.asset(link.asset)}>
          {t('causal-chain.open-asset', 'Open {{asset}}', { asset: link.asset })}
        </AppLink>
        {link.event !== undefined && (
          <AppLink to={paths.asset(link.asset, 'events')}>{t('causal-chain.open-events', 'All its events')}</AppLink>
        )}
      </span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  details: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    padding: theme.spacing(1),
    borderLeft: `3px solid ${theme.colors.primary.border}`,
    background: theme.colors.background.secondary,
  }),
  head: css({ color: theme.colors.text.secondary }),
  what: css({ overflowWrap: 'anywhere' }),
  ways: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(2) }),
});
