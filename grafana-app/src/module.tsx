// Grafana loads this file for every page it shows: everything else is fetched when needed.
import React, { Suspense, lazy } from 'react';
import { AppPlugin, type AppRootProps, type PluginConfigPageProps } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import { addLinks } from './extensions/links';
import type { AppSettings, FathomAppMeta } from './settings';

const LazyApp = lazy(async () => {
  const { initTranslations } = await import('./i18n');
  await initTranslations();
  return import('./components/App/App');
});
const LazyConfig = lazy(async () => {
  const { initTranslations } = await import('./i18n');
  await initTranslations();
  return import('./pages/Configuration/Configuration');
});

const App = (props: AppRootProps<AppSettings>) => (
  <Suspense fallback={<LoadingPlaceholder text="" />}>
    <LazyApp {...props} />
  </Suspense>
);
const Configuration = (props: PluginConfigPageProps<FathomAppMeta>) => (
  <Suspense fallback={<LoadingPlaceholder text="" />}>
    <LazyConfig {...props} />
  </Suspense>
);

export const plugin = new AppPlugin<AppSettings>().setRootPage(App).addConfigPage({
  title: 'Configuration',
  icon: 'cog',
  body: Configuration,
  id: 'configuration',
});
addLinks(plugin);
