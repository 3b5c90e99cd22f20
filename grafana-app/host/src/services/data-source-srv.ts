import type { DataSourceApi, DataSourceInstanceSettings, DataSourceRef } from '@grafana/data';
import { config, type DataSourceSrv, type GetDataSourceListFilters } from '@grafana/runtime';
import { loadDataSource } from '../plugins/load.ts';

/** Data sources of the preview: one for each that the plugin brings. */
export class PreviewDataSourceSrv implements DataSourceSrv {
  private readonly instances = new Map<string, Promise<DataSourceApi>>();

  async get(ref?: DataSourceRef | string | null): Promise<DataSourceApi> {
    const settings = this.getInstanceSettings(ref);
    if (settings === undefined) {
      const asked = typeof ref === 'string' ? ref : (ref?.uid ?? ref?.type ?? 'default');
      throw new Error(`Datasource ${asked} was not found`);
    }
    const present = this.instances.get(settings.uid) ?? instantiate(settings);
    this.instances.set(settings.uid, present);
    return present;
  }

  getList({ type, pluginId, filter }: GetDataSourceListFilters = {}): DataSourceInstanceSettings[] {
    const types = type === undefined ? undefined : [type].flat();
    return all().filter(
      (settings) =>
        (types === undefined || types.includes(settings.type)) &&
        (pluginId === undefined || pluginId === settings.type) &&
        (filter === undefined || filter(settings))
    );
  }

  /** By uid or name; variables such as `${datasource}` and the absent one mean the default. */
  getInstanceSettings(ref?: DataSourceRef | string | null): DataSourceInstanceSettings | undefined {
    const key = typeof ref === 'string' ? ref : (ref?.uid ?? '');
    const type = typeof ref === 'object' ? ref?.type : undefined;
    if (key !== '' && key !== 'default' && !key.startsWith('$')) {
      return all().find(({ uid, name }) => uid === key || name === key);
    }
    return all().find((settings) => type === undefined || settings.type === type);
  }

  async reload(): Promise<void> {
    this.instances.clear();
  }

  registerRuntimeDataSource(): void {
    throw new Error('the preview has no runtime data sources');
  }
}

function all(): DataSourceInstanceSettings[] {
  return Object.values(config.datasources);
}

async function instantiate(settings: DataSourceInstanceSettings): Promise<DataSourceApi> {
  const plugin = await loadDataSource(settings);
  const instance = new plugin.DataSourceClass(settings);
  instance.components = plugin.components;
  instance.meta = settings.meta;
  return instance;
}
