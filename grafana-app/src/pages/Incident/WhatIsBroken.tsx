import React from 'react';
import { Stack } from '@grafana/ui';
import { useAsset } from '../../api/assets';
import type { Incident } from '../../api/types';
import { AppLink } from '../../components/AppLink';
import { AssetStatus } from '../../components/AssetStatus';
import { kindName } from '../../components/assetWords';
import { EvidenceList } from '../../components/EvidenceList/EvidenceList';
import { ScoreLink } from '../../components/ScoreLink';
import { Section } from '../../components/Section';
import { paths } from '../../routing';
import { t } from '../../t';
import { AlertTable } from './AlertTable';
import { Impact } from './Impact';

export function WhatIsBroken({ incident }: { readonly incident: Incident }) {
  const { asset, alerts, metrics } = incident;
  return (
    <Section title={t('incident.what', 'What is broken')}>
      <BrokenAsset incident={incident} />
      <AlertTable alerts={alerts} />
      {metrics.length > 0 && (
        <div>
          <h3>{t('incident.measured', 'Measured around that time')}</h3>
          <EvidenceList caption={t('incident.measured', 'Measured around that time')} facts={metrics} asset={asset} />
        </div>
      )}
      <Impact asset={asset} />
    </Section>
  );
}

/** The asset may have been forgotten since: then its id is what is left. */
function BrokenAsset({ incident: { asset: id, score } }: { readonly incident: Incident }) {
  const { data: asset } = useAsset(id);
  return (
    <Stack gap={1} wrap="wrap" alignItems="center">
      <strong>
        <AppLink to={paths.asset(id)}>{asset?.name ?? id}</AppLink>
      </strong>
      {asset !== undefined && <span>{kindName(asset.kind)}</span>}
      {asset !== undefined && <AssetStatus status={asset.status} />}
      {score !== null && <ScoreLink score={score} />}
      <AppLink to={paths.topology({ focus: id })}>{t('incident.topology', 'Show in the topology')}</AppLink>
    </Stack>
  );
}
