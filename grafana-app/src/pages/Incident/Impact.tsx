import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Stack, useStyles2 } from '@grafana/ui';
import { useAssetRelations } from '../../api/relations';
import type { Asset, AssetRelation } from '../../api/types';
import { AppLink } from '../../components/AppLink';
import { AssetStatus } from '../../components/AssetStatus';
import { kindName } from '../../components/assetWords';
import { QueryView } from '../../components/QueryView';
import { paths } from '../../routing';
import { t } from '../../t';

/** Processes are left out: what people miss is what they serve. */
const KINDS: ReadonlyArray<Asset['kind']> = [
  'host',
  'vm',
  'service',
  'container',
  'pod',
  'cloud-instance',
  'storage',
  'network-device',
  'other',
];
const TYPES: ReadonlyArray<AssetRelation['type']> = ['depends-on', 'runs-on', 'part-of', 'connects-to', 'managed-by'];
const SHOWN = 24;

/** What relies on the broken asset, one step away; the topology shows further ones. */
export function Impact({ asset }: { readonly asset: string }) {
  const query = useAssetRelations(asset, { direction: 'in', kind: KINDS, limit: SHOWN });
  return (
    <div>
      <h3>{t('incident.impact', 'What depends on it')}</h3>
      <QueryView
        query={query}
        isEmpty={({ items }) => items.length === 0}
        empty={<span>{t('incident.impact-none', 'Nothing that Fathom knows of depends on it.')}</span>}
      >
        {({ items, nextCursor }) => (
          <Stack direction="column" gap={1}>
            {TYPES.map((type) => (
              <Group key={type} type={type} relations={items.filter((each) => each.type === type)} />
            ))}
            {nextCursor !== null && (
              <AppLink to={paths.asset(asset, 'relations')}>{t('incident.impact-all', 'All relations')}</AppLink>
            )}
          </Stack>
        )}
      </QueryView>
    </div>
  );
}

interface GroupProps {
  readonly type: AssetRelation['type'];
  readonly relations: readonly AssetRelation[];
}

function Group({ type, relations }: GroupProps) {
  const styles = useStyles2(getStyles);
  if (relations.length === 0) {
    return null;
  }
  return (
    <div>
      <span className={styles.type}>{typeName(type)}</span>
      <ul className={styles.list}>
        {relations.map(({ id, asset }) => (
          <li key={id} className={styles.item}>
            <AppLink to={paths.asset(id)}>{asset?.name ?? id}</AppLink>
            {asset !== null && <span className={styles.kind}>{kindName(asset.kind)}</span>}
            {asset !== null && asset.status !== 'active' && <AssetStatus status={asset.status} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

function typeName(type: AssetRelation['type']): string {
  switch (type) {
    case 'depends-on':
      return t('incident.relation.depends-on', 'Depend on it');
    case 'runs-on':
      return t('incident.relation.runs-on', 'Run on it');
    case 'part-of':
      return t('incident.relation.part-of', 'Are part of it');
    case 'connects-to':
      return t('incident.relation.connects-to', 'Connect to it');
    case 'managed-by':
      return t('incident.relation.managed-by', 'Are managed by it');
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  type: css({ color: theme.colors.text.secondary }),
  list: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), listStyle: 'none', margin: 0 }),
  item: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(0.25, 1),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    overflowWrap: 'anywhere',
  }),
  kind: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
