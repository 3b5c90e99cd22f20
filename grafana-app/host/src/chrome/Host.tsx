import { useEffect } from 'react';
import { Router } from 'react-router-dom';
import { CompatRouter, Navigate, Route, Routes, useLocation } from 'react-router-dom-v5-compat';
import { locationUtil, ThemeContext } from '@grafana/data';
import { config, LocationServiceProvider, locationService } from '@grafana/runtime';
import { GlobalStyles, PortalContainer } from '@grafana/ui';
import { preview } from '../boot-data.ts';
import { AppPage } from '../pages/AppPage.tsx';
import { ConfigurationPage } from '../pages/ConfigurationPage.tsx';
import { DataSourcePage } from '../pages/DataSourcePage.tsx';
import { DashboardPage } from '../dashboard/DashboardPage.tsx';
import { ExtensionsPage } from '../pages/ExtensionsPage.tsx';
import { PanelPage } from '../pages/PanelPage.tsx';
import { Navigation } from './Navigation.tsx';
import { homePath } from './navigation-items.ts';
import { PreviewBar } from './PreviewBar.tsx';
import { Toasts } from './Toasts.tsx';

/** The whole page: a bar that says what this is, a menu, and the page of the address. */
export function Host() {
  useEffect(followPlainLinks, []);
  return (
    <ThemeContext.Provider value={config.theme2}>
      <GlobalStyles />
      <LocationServiceProvider service={locationService}>
        <Router history={locationService.getHistory() as unknown}>
          <CompatRouter>
            <div style={{ display: 'flex', flexDirection: 'column', minHeight: '100vh' }}>
              <PreviewBar />
              <div className="preview-body">
                <Navigation />
                <main style={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}>
                  <Pages />
                </main>
              </div>
            </div>
            <Toasts />
            <PortalContainer />
          </CompatRouter>
        </Router>
      </LocationServiceProvider>
    </ThemeContext.Provider>
  );
}

function Pages() {
  return (
    <Routes>
      <Route path={`/a/${preview.appId}/*`} element={<AppPage />} />
      <Route path={`/plugins/${preview.appId}`} element={<ConfigurationPage />} />
      <Route path="/d/:uid/*" element={<DashboardPage />} />
      <Route path="/panel/:pluginId" element={<PanelPage />} />
      <Route path="/datasource" element={<DataSourcePage />} />
      <Route path="/extensions" element={<ExtensionsPage />} />
      <Route path="/" element={<Navigate to={homePath()} replace />} />
      <Route path="*" element={<NotInPreview />} />
    </Routes>
  );
}

function NotInPreview() {
  const { pathname } = useLocation();
  return (
    <div style={{ padding: 16 }} data-testid="not-in-preview">
      <h1>Only in Grafana</h1>
      <p>{pathname} is a page of Grafana itself: the preview has none.</p>
    </div>
  );
}

/** Grafana turns clicks on plain links to its own pages into navigation without loading. */
function followPlainLinks(): () => void {
  const follow = (event: MouseEvent) => {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const href = link?.getAttribute('href');
    if (!link || !href || (link.target !== '' && link.target !== '_self') || link.hasAttribute('download')) return;
    const path = locationUtil.stripBaseFromUrl(href);
    if (!path.startsWith('/') || path.startsWith('//') || /^\/(api|public)\//.test(path)) return;
    event.preventDefault();
    locationService.push(path);
  };
  document.addEventListener('click', follow);
  return () => document.removeEventListener('click', follow);
}
