import { useState } from 'react';
import type { DataSourceApi, DataSourceInstanceSettings, DataSourcePlugin } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { Alert, LoadingPlaceholder, Tab, TabsBar } from '@grafana/ui';
import { loadDataSource } from '../plugins/load.ts';
import { useLoaded } from '../plugins/use-loaded.ts';
import { DataSourceExplore } from './DataSourceExplore.tsx';
import { DataSourceSettings } from './DataSourceSettings.tsx';

interface LoadedSource {
  readonly settings: DataSourceInstanceSettings;
  readonly plugin: DataSourcePlugin<DataSourceApi>;
  readonly instance: DataSourceApi;
}

/** /datasource: the plugin's data source, its settings and its query editor. */
export function DataSourcePage() {
  const loaded = useLoaded(load, 'datasource');
  const [tab, setTab] = useState<'settings' | 'explore'>('explore');
  if (loaded.state === 'loading') return <LoadingPlaceholder text="Loading the data source" />;
  if (loaded.state === 'failed')
    return (
      <Alert severity="error" title="The data source did not load">
        {loaded.message}
      </Alert>
    );
  const { settings, plugin, instance } = loaded.value;
  return (
    <div style={{ padding: 16 }} data-testid="data-source">
      <h1>Data source {settings.name}</h1>
      <TabsBar>
        <Tab label="Explore" active={tab === 'explore'} onChangeTab={() => setTab('explore')} />
        <Tab label="Settings" active={tab === 'settings'} onChangeTab={() => setTab('settings')} />
      </TabsBar>
      <div style={{ paddingTop: 16 }}>
        {tab === 'explore' ? (
          <DataSourceExplore plugin={plugin} source={instance} />
        ) : (
          <DataSourceSettings plugin={plugin} source={instance} uid={settings.uid} />
        )}
      </div>
    </div>
  );
}

async function load(): Promise<LoadedSource> {
  const settings = getDataSourceSrv().getList()[0];
  if (settings === undefined) throw new Error('the plugin brings no data source');
  const plugin = await loadDataSource(settings);
  return { settings, plugin, instance: await getDataSourceSrv().get(settings.uid) };
}
