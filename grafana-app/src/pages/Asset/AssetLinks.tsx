import React from 'react';
import { Stack } from '@grafana/ui';
import type { Asset } from '../../api/types';
import { AppLink } from '../../components/AppLink';
import { exploreUrl, hostDashboardUrl, instanceSelector } from '../../components/grafanaLinks';
import { instanceNames } from '../../components/instanceNames';
import { useSettings } from '../../components/SettingsContext';
import { paths } from '../../routing';
import { t } from '../../t';

const RANGE = { from: 'now-1h', to: 'now' };

/** Where else the asset can be seen: in the topology, on its dashboard, in Explore. */
export function AssetLinks({ asset }: { readonly asset: Asset }) {
  const { prometheusUid = '', hostDashboardUid = '' } = useSettings();
  return (
    <Stack gap={2} wrap="wrap">
      <AppLink to={paths.topology({ focus: asset.id })}>{t('asset.link.topology', 'Topology')}</AppLink>
      {hostDashboardUid !== '' && (
        <AppLink to={hostDashboardUrl(hostDashboardUid, asset.name, RANGE)}>
          {t('asset.link.dashboard', 'Dashboard')}
        </AppLink>
      )}
      {prometheusUid !== '' && (
        <AppLink to={exploreUrl(prometheusUid, `up${instanceSelector(instanceNames(asset))}`, RANGE)}>
          {t('asset.link.explore', 'Open in Explore')}
        </AppLink>
      )}
    </Stack>
  );
}
