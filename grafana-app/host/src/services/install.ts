import {
  EventBusSrv,
  type CurrentUser,
  type GrafanaConfig,
  locationUtil,
  setLocale,
  setTimeZoneResolver,
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
  standardTransformersRegistry,
} from '@grafana/data';
import * as runtime from '@grafana/runtime';
import 'moment/locale/ru';
import { initializeI18n } from 'grafana-internal:i18n/i18n';
import { setPanelDataErrorView } from 'grafana-internal:runtime/components/PanelDataErrorView';
import { setPanelRenderer } from 'grafana-internal:runtime/components/PanelRenderer';
import { setPluginPage } from 'grafana-internal:runtime/components/PluginPage';
import { bootData, preview } from '../boot-data.ts';
import { PluginPage } from '../chrome/PluginPage.tsx';
import { PanelDataErrorView } from '../panels/PanelDataErrorView.tsx';
import { PanelRenderer } from '../panels/PanelRenderer.tsx';
import { loadPanel } from '../plugins/load.ts';
import { makeBackendSrv } from './backend-srv.ts';
import { PreviewDataSourceSrv } from './data-source-srv.ts';
import { installExtensionHooks } from './extensions.ts';
import { runRequest } from './run-request.ts';
import { standardEditors, standardFieldConfigs } from './standard-editors.ts';
import { PreviewTemplateSrv } from './template-srv.ts';

export const appEvents = new EventBusSrv();
export const templateSrv = new PreviewTemplateSrv();

/** Installs what Grafana's core gives to plugins through @grafana/runtime and @grafana/data. */
export async function installServices(): Promise<void> {
  await initializeI18n({
    language: preview.preferences.language,
    ns: ['grafana'],
    module: {
      type: 'backend',
      init: () => undefined,
      // A language without a single text is none to i18next: nested plugins would be shown in English.
      read: (language, _namespace, done) => done(null, { language }),
    },
  });
  runtime.setCurrentUser(bootData().user as unknown as CurrentUser);
  runtime.setBackendSrv(makeBackendSrv(appEvents));
  runtime.setAppEvents(appEvents);
  runtime.setLocationSrv(runtime.locationService);
  runtime.setEchoSrv({
    addEvent: () => undefined,
    addBackend: () => undefined,
    flush: () => undefined,
    onInteraction: () => () => undefined,
  });
  runtime.setTemplateSrv(templateSrv);
  runtime.setDataSourceSrv(new PreviewDataSourceSrv());
  runtime.setRunRequest(runRequest);
  installComponents();
  installHooks();
  installRegistries();
}

function installComponents(): void {
  setPluginPage(PluginPage);
  setPanelRenderer(PanelRenderer);
  setPanelDataErrorView(PanelDataErrorView);
  const loaded = new Map<string, Awaited<ReturnType<typeof loadPanel>>>();
  runtime.setPluginImportUtils({
    importPanelPlugin: async (id) => {
      const plugin = await loadPanel(id);
      loaded.set(id, plugin);
      return plugin;
    },
    getPanelPluginFromCache: (id) => loaded.get(id),
  });
}

function installHooks(): void {
  installExtensionHooks();
  runtime.setReturnToPreviousHook(() => () => undefined);
  runtime.setChromeHeaderHeightHook(() => 0);
  runtime.setMegaMenuOpenHook(() => [true, () => undefined]);
}

function installRegistries(): void {
  const { timeZone, language } = preview.preferences;
  setTimeZoneResolver(() => timeZone);
  setLocale(language);
  standardEditorsRegistry.setInit(standardEditors);
  standardFieldConfigEditorRegistry.setInit(standardFieldConfigs);
  standardTransformersRegistry.setInit(() => []);
  locationUtil.initialize({
    config: runtime.config as unknown as GrafanaConfig,
    getVariablesUrlParams: () => ({}),
    getTimeRangeForUrl: () => ({ from: 'now-6h', to: 'now' }),
  });
}
