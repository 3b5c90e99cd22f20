import type {
  AppPlugin,
  DataSourceApi,
  DataSourceInstanceSettings,
  DataSourcePlugin,
  PanelPlugin,
  PluginMeta,
} from '@grafana/data';
import { config } from '@grafana/runtime';
import { addResourceBundle } from 'grafana-internal:i18n/i18n';
import { appMeta, preview } from '../boot-data.ts';
import { standIn } from '../panels/stand-ins.tsx';
import { System } from './system.ts';

const apps = new Map<string, Promise<AppPlugin>>();
const panels = new Map<string, Promise<PanelPlugin>>();
const dataSources = new Map<string, Promise<DataSourcePlugin<DataSourceApi>>>();

export function loadApp(): Promise<AppPlugin> {
  return once(apps, preview.appId, async () => {
    const meta = appMeta();
    const plugin = await importPlugin<AppPlugin>(meta);
    plugin.meta = meta;
    plugin.init(meta);
    return plugin;
  });
}

/** A panel of the plugin, or a plain stand-in for one that only Grafana has. */
export function loadPanel(id: string): Promise<PanelPlugin> {
  return once(panels, id, async () => {
    const meta = config.panels[id];
    if (meta === undefined) return standIn(id);
    const plugin = await importPlugin<PanelPlugin>(meta);
    plugin.meta = meta;
    return plugin;
  });
}

export function loadDataSource(settings: DataSourceInstanceSettings) {
  return once(dataSources, settings.type, async () => {
    const plugin = await importPlugin<DataSourcePlugin<DataSourceApi>>(settings.meta);
    plugin.meta = settings.meta;
    return plugin;
  });
}

async function importPlugin<T>(meta: PluginMeta): Promise<T> {
  await loadTranslations(meta);
  const url = new URL(meta.module, document.baseURI).href;
  const { plugin } = (await System.import(url)) as { plugin?: T };
  if (plugin === undefined) throw new Error(`${meta.module} exports no "plugin"`);
  return plugin;
}

/** As Grafana: the file of the language, unless that is English, whose texts are in the source. */
async function loadTranslations(meta: PluginMeta): Promise<void> {
  const { language } = preview.preferences;
  const languages = preview.plugins.find(({ id }) => id === meta.id)?.languages ?? [];
  if (language === 'en-US' || !languages.includes(language)) return;
  const answer = await fetch(`${meta.baseUrl}/locales/${language}/${meta.id}.json`);
  if (!answer.ok) throw new Error(`translations of ${meta.id} into ${language}: HTTP ${answer.status}`);
  addResourceBundle(language, meta.id, (await answer.json()) as object);
}

/** A failed load may be tried again. */
function once<T>(loaded: Map<string, Promise<T>>, id: string, load: () => Promise<T>): Promise<T> {
  const present = loaded.get(id);
  if (present !== undefined) return present;
  const promise = load();
  loaded.set(id, promise);
  promise.catch(() => loaded.delete(id));
  return promise;
}
