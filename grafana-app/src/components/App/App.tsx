import React, { Suspense, lazy, useState } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';
import type { AppRootProps } from '@grafana/data';
import { hasPermission } from '@grafana/runtime';
import { ErrorBoundaryAlert } from '@grafana/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { createQueryClient } from '../../api/queryClient';
import { ACTIONS } from '../../constants';
import { ROUTES } from '../../routing';
import type { AppSettings } from '../../settings';
import { Forbidden } from '../Forbidden';
import { Loading } from '../Loading';
import { SettingsContext } from '../SettingsContext';

const Overview = lazy(() => import('../../pages/Overview/Overview'));
const Inventory = lazy(() => import('../../pages/Inventory/Inventory'));
const Asset = lazy(() => import('../../pages/Asset/Asset'));
const Topology = lazy(() => import('../../pages/Topology/Topology'));
const Incidents = lazy(() => import('../../pages/Incidents/Incidents'));
const Incident = lazy(() => import('../../pages/Incident/Incident'));
const Recommendations = lazy(() => import('../../pages/Recommendations/Recommendations'));
const Go = lazy(() => import('../../pages/Go/Go'));
const Threats = lazy(() => import('../../pages/Threats/Threats'));
const Threat = lazy(() => import('../../pages/Threat/Threat'));

export default function App({ meta }: AppRootProps<AppSettings>) {
  const [client] = useState(createQueryClient);
  if (!hasPermission(ACTIONS.read)) {
    return <Forbidden />;
  }
  return (
    <SettingsContext.Provider value={meta.jsonData ?? {}}>
      <QueryClientProvider client={client}>
        <ErrorBoundaryAlert>
          <Suspense fallback={<Loading />}>
            <Routes>
              <Route path={ROUTES.overview} element={<Overview />} />
              <Route path={ROUTES.inventory} element={<Inventory />} />
              <Route path={ROUTES.asset} element={<Asset />} />
              <Route path={ROUTES.topology} element={<Topology />} />
              <Route path={ROUTES.incidents} element={<Incidents />} />
              <Route path={ROUTES.incident} element={<Incident />} />
              <Route path={ROUTES.recommendations} element={<Recommendations />} />
              <Route path={ROUTES.recommendation} element={<Recommendations />} />
              <Route path={ROUTES.threats} element={<Threats />} />
              <Route path={ROUTES.threat} element={<Threat />} />
              <Route path={ROUTES.go} element={<Go />} />
              <Route path="*" element={<Navigate replace to={ROUTES.overview} />} />
            </Routes>
          </Suspense>
        </ErrorBoundaryAlert>
      </QueryClientProvider>
    </SettingsContext.Provider>
  );
}
