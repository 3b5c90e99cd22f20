import React, { Suspense, lazy } from 'react';
import { Navigate, useParams } from 'react-router-dom';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { EmptyState, Stack, useStyles2 } from '@grafana/ui';
import { useAsset } from '../../api/assets';
import { toApiError } from '../../api/errors';
import type { Asset as AssetData } from '../../api/types';
import { AppLink } from '../../components/AppLink';
import { Loading } from '../../components/Loading';
import { Page } from '../../components/Page';
import { QueryView } from '../../components/QueryView';
import { paths } from '../../routing';
import { t } from '../../t';
import { AssetFacts } from './AssetFacts';
import { AssetLinks } from './AssetLinks';
import { AssetTabs, tabName } from './AssetTabs';
import { tabOf, type Tab } from './tabs';

const TAB_CONTENT = {
  summary: lazy(() => import('./SummaryTab')),
  metrics: lazy(() => import('./MetricsTab')),
  ports: lazy(() => import('./PortsTab')),
  processes: lazy(() => import('./ProcessesTab')),
  events: lazy(() => import('./EventsTab')),
  relations: lazy(() => import('./RelationsTab')),
  history: lazy(() => import('./HistoryTab')),
  recommendations: lazy(() => import('./RecommendationsTab')),
} as const;

/** Everything that is known of one asset. */
export default function Asset() {
  const { id = '', tab: segment } = useParams();
  const query = useAsset(id);
  const tab = tabOf(segment);
  if (tab === null) {
    return <Navigate replace to={paths.asset(id)} />;
  }
  const parent = { title: t('asset.inventory', 'Inventory'), url: paths.inventory() };
  if (query.data === undefined && query.error !== null && isUnknown(query.error)) {
    return (
      <Page title={id} parent={parent}>
        <EmptyState
          variant="not-found"
          message={t('asset.unknown', 'There is no asset {{id}}', { id })}
          button={
            <AppLink to={paths.inventory({ search: id })}>
              {t('asset.to-inventory', 'Look for it in the inventory')}
            </AppLink>
          }
        >
          {t('asset.unknown-advice', 'It may have been forgotten since, or the link may be wrong.')}
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page
      title={query.data?.name ?? id}
      parent={parent}
      subTitle={query.data !== undefined && <AssetFacts asset={query.data} />}
      actions={query.data !== undefined && <AssetLinks asset={query.data} />}
    >
      <QueryView query={query}>{(asset) => <TabbedAsset asset={asset} tab={tab} />}</QueryView>
    </Page>
  );
}

function TabbedAsset({ asset, tab }: { readonly asset: AssetData; readonly tab: Tab }) {
  const styles = useStyles2(getStyles);
  const Content = TAB_CONTENT[tab];
  return (
    <Stack direction="column" gap={2}>
      <AssetTabs asset={asset} active={tab} />
      <div role="tabpanel" aria-label={tabName(tab)} className={styles.panel}>
        <Suspense fallback={<Loading />}>
          <Content asset={asset} />
        </Suspense>
      </div>
    </Stack>
  );
}

/** Fathom refuses ids that no asset can have as not valid. */
function isUnknown(error: unknown): boolean {
  const { hop, reason } = toApiError(error);
  return hop === 'fathom' && (reason === 'not-found' || reason === 'invalid');
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({ minWidth: 0, paddingBottom: theme.spacing(4) }),
});
