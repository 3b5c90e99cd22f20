import { initPluginTranslations } from '@grafana/i18n';
import { APP_ID } from './constants';

type Resources = Record<string, unknown>;

/** English is in the source; other languages are fetched when Grafana speaks them. */
async function loadResources(language: string): Promise<Resources> {
  if (language !== 'ru-RU') {
    return {};
  }
  const file = await import('./locales/ru-RU/fathom-infrastructure-app.json');
  return file.default;
}

/** To be awaited before anything of the plugin is drawn: the app, and each nested plugin by itself. */
export async function initTranslations(): Promise<void> {
  await initPluginTranslations(APP_ID, [loadResources]);
}
