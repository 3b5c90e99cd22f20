import React, { type ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { Asset } from '../../api/types';
import { AssetStatus } from '../../components/AssetStatus';
import { kindName, statusMeaning } from '../../components/assetWords';
import { Section } from '../../components/Section';
import { ExactTime, When } from '../../components/When';
import { t } from '../../t';
import { Attention } from './Attention';
import { Attributes } from './Attributes';

export default function SummaryTab({ asset }: { readonly asset: Asset }) {
  const styles = useStyles2(getStyles);
  const { labels, attributes = {} } = asset;
  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        <Section title={t('asset.attention.title', 'What needs attention')}>
          <Attention id={asset.id} />
        </Section>
        <Section title={t('asset.identity.title', 'Identity')}>
          <dl className={styles.list}>
            <Fact name={t('asset.identity.id', 'Id')}>{asset.id}</Fact>
            <Fact name={t('asset.identity.kind', 'Kind')}>{kindName(asset.kind)}</Fact>
            <Fact name={t('asset.identity.status', 'Status')}>
              <AssetStatus status={asset.status} /> <small>{statusMeaning(asset.status)}</small>
            </Fact>
            <Fact name={t('asset.identity.tenant', 'Tenant')}>{asset.tenant}</Fact>
            <Fact name={t('asset.identity.source', 'Reported by')}>{asset.source}</Fact>
            <Fact name={t('asset.identity.first-seen', 'First seen')}>
              <ExactTime time={asset.firstSeen} />
            </Fact>
            <Fact name={t('asset.identity.last-seen', 'Last seen')}>
              <When time={asset.lastSeen} />
            </Fact>
          </dl>
        </Section>
        <Section title={t('asset.labels', 'Labels')}>
          {Object.keys(labels).length === 0 ? (
            t('asset.no-labels', 'It has no labels.')
          ) : (
            <Attributes attributes={labels} />
          )}
        </Section>
      </div>
      <Section title={t('asset.attributes', 'Attributes')}>
        {Object.keys(attributes).length === 0 ? (
          t('asset.no-attributes', 'Whoever reported it said nothing more of it.')
        ) : (
          <Attributes attributes={attributes} />
        )}
      </Section>
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.fact}>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>{children}</dd>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  columns: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: theme.spacing(2),
    alignItems: 'start',
    [theme.breakpoints.down('lg')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
  column: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), minWidth: 0 }),
  list: css({ margin: 0 }),
  fact: css({
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: theme.spacing(1),
    padding: theme.spacing(0.25, 0),
  }),
  name: css({ flex: '0 1 140px', color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular }),
  value: css({ flex: '1 1 120px', margin: 0, minWidth: 0, overflowWrap: 'anywhere' }),
});
