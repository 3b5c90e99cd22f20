import React from 'react';
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
import { Fact, Facts } from './Facts';
import { hardwareOf } from './hardware';
import { HardwareSection } from './HardwareSection';

export default function SummaryTab({ asset }: { readonly asset: Asset }) {
  const styles = useStyles2(getStyles);
  const { labels, attributes = {} } = asset;
  const hardware = hardwareOf(attributes);
  const rest = hardware === null ? attributes : withoutBmc(attributes);
  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        <Section title={t('asset.attention.title', 'What needs attention')}>
          <Attention id={asset.id} />
        </Section>
        <Section title={t('asset.identity.title', 'Identity')}>
          <Facts>
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
          </Facts>
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
        {Object.keys(rest).length === 0 ? (
          t('asset.no-attributes', 'Whoever reported it said nothing more of it.')
        ) : (
          <Attributes attributes={rest} />
        )}
      </Section>
      {hardware !== null && (
        <div className={styles.whole}>
          <HardwareSection hardware={hardware} />
        </div>
      )}
    </div>
  );
}

/** It is told in a section of its own. */
function withoutBmc(attributes: object): object {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => name !== 'bmc'));
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
  whole: css({ gridColumn: '1 / -1', minWidth: 0 }),
});
