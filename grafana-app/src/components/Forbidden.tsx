import React from 'react';
import { t } from '../t';
import { PluginPage } from '@grafana/runtime';
import { EmptyState } from '@grafana/ui';

/** For those whose role in Grafana does not let them see the page. */
export function Forbidden() {
  return (
    <PluginPage>
      <EmptyState variant="not-found" message={t('forbidden.title', 'You have no access to Fathom')} role="alert">
        {t(
          'forbidden.advice',
          'Your role in Grafana lacks the permission fathom-infrastructure-app:read. Ask an administrator for the role "Fathom reader".'
        )}
      </EmptyState>
    </PluginPage>
  );
}
