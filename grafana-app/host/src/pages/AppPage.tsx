import { Suspense } from 'react';
import { useLocation } from 'react-router-dom-v5-compat';
import { PluginContextProvider } from '@grafana/data';
import { Alert, ErrorBoundaryAlert, LoadingPlaceholder } from '@grafana/ui';
import { preview } from '../boot-data.ts';
import { includeOf, mayOpen } from '../chrome/navigation-items.ts';
import { loadApp } from '../plugins/load.ts';
import { useLoaded } from '../plugins/use-loaded.ts';

/** /a/<id>/…: the app's root page, as Grafana's AppRootPage. */
export function AppPage() {
  const { pathname, search } = useLocation();
  const loaded = useLoaded(loadApp, preview.appId);
  if (loaded.state === 'failed') {
    return (
      <Alert severity="error" title="The plugin did not load">
        {loaded.message}
      </Alert>
    );
  }
  if (loaded.state === 'loading') return <LoadingPlaceholder text="Loading the plugin" />;
  const include = includeOf(pathname);
  if (include !== undefined && !mayOpen(include)) {
    return (
      <Alert severity="warning" title="Access denied">
        You do not have permission to see this page.
      </Alert>
    );
  }
  const { meta, root: Root } = loaded.value;
  if (!Root) return <Alert severity="error" title="The plugin has no root page" />;
  return (
    <ErrorBoundaryAlert>
      <PluginContextProvider meta={meta}>
        <Suspense fallback={<LoadingPlaceholder text="" />}>
          <Root
            meta={meta}
            basename={`/a/${preview.appId}`}
            path={pathname}
            query={Object.fromEntries(new URLSearchParams(search))}
            onNavChanged={() => undefined}
          />
        </Suspense>
      </PluginContextProvider>
    </ErrorBoundaryAlert>
  );
}
