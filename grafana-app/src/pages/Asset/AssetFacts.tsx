import React from 'react';
import { Stack } from '@grafana/ui';
import { useAssetAdvice } from '../../api/asset';
import { useIncidents } from '../../api/incidents';
import type { Asset } from '../../api/types';
import { AppLink } from '../../components/AppLink';
import { AssetStatus } from '../../components/AssetStatus';
import { kindName } from '../../components/assetWords';
import { ScoreLink } from '../../components/ScoreLink';
import { PriorityBadge } from '../../components/severity';
import { paths } from '../../routing';
import { t } from '../../t';

/** Under the name, on every tab: what it is, and whether something is wrong with it. */
export function AssetFacts({ asset }: { readonly asset: Asset }) {
  const incident = useIncidents({ asset: asset.id, status: 'open', limit: 1 }).data?.items[0];
  const score = useAssetAdvice(asset.id).data?.score ?? null;
  return (
    <Stack gap={2} wrap="wrap" alignItems="center">
      <span>{kindName(asset.kind)}</span>
      <AssetStatus status={asset.status} />
      <span>{t('asset.tenant', 'Tenant: {{tenant}}', { tenant: asset.tenant })}</span>
      <span>{t('asset.source', 'Source: {{source}}', { source: asset.source })}</span>
      {score !== null && <ScoreLink score={score} />}
      {incident !== undefined && (
        <Stack gap={1} wrap="wrap" alignItems="center">
          <PriorityBadge priority={incident.severity} />
          <AppLink to={paths.incident(incident.id)}>
            {t('asset.open-incident', 'Open incident: {{title}}', { title: incident.title })}
          </AppLink>
        </Stack>
      )}
    </Stack>
  );
}
