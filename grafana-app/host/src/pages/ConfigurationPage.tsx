import { Suspense } from 'react';
import { useLocation } from 'react-router-dom-v5-compat';
import { PluginContextProvider, type AppPlugin } from '@grafana/data';
import { getBackendSrv, hasPermission } from '@grafana/runtime';
import { Alert, ErrorBoundaryAlert, LoadingPlaceholder, Tab, TabsBar } from '@grafana/ui';
import { preview } from '../boot-data.ts';
import { loadApp } from '../plugins/load.ts';
import { useLoaded } from '../plugins/use-loaded.ts';

/** /plugins/<id>: the configuration pages of the app, with the settings that the server has now. */
export function ConfigurationPage() {
  const loaded = useLoaded(loadWithSettings, preview.appId);
  if (!hasPermission('plugins:write')) {
    return (
      <Alert severity="warning" title="Access denied">
        Only administrators configure plugins.
      </Alert>
    );
  }
  if (loaded.state === 'failed') {
    return (
      <Alert severity="error" title="The configuration did not load">
        {loaded.message}
      </Alert>
    );
  }
  if (loaded.state === 'loading') return <LoadingPlaceholder text="Loading the plugin" />;
  return <Pages plugin={loaded.value} />;
}

async function loadWithSettings(): Promise<AppPlugin> {
  const plugin = await loadApp();
  plugin.meta = await getBackendSrv().get<AppPlugin['meta']>(`/api/plugins/${preview.appId}/settings`);
  return plugin;
}

function Pages({ plugin }: { plugin: AppPlugin }) {
  const { search } = useLocation();
  const query = Object.fromEntries(new URLSearchParams(search));
  const pages = plugin.configPages ?? [];
  const page = pages.find(({ id }) => id === query['page']) ?? pages[0];
  if (page === undefined) return <Alert severity="error" title="The plugin has no configuration page" />;
  const Body = page.body;
  return (
    <div style={{ padding: 16 }} data-testid="configuration-page">
      <h1>{plugin.meta.name}</h1>
      <TabsBar>
        {pages.map(({ id, title }) => (
          <Tab key={id} label={title} active={id === page.id} href={`/plugins/${preview.appId}?page=${id}`} />
        ))}
      </TabsBar>
      <div style={{ paddingTop: 16 }}>
        <ErrorBoundaryAlert>
          <PluginContextProvider meta={plugin.meta}>
            <Suspense fallback={<LoadingPlaceholder text="" />}>
              <Body plugin={plugin} query={query} />
            </Suspense>
          </PluginContextProvider>
        </ErrorBoundaryAlert>
      </div>
    </div>
  );
}
