import React from 'react';
import { config, PluginPage } from '@grafana/runtime';
import { EmptyState } from '@grafana/ui';
import { t } from '../t';

/** For those whose role in Grafana does not let them see the page. */
export function Forbidden() {
  return (
    <PluginPage>
      <EmptyState variant="not-found" message={t('forbidden.title', 'You have no access to Fathom')} role="alert">
        {adviceFor(config.bootData.user.orgRole)}
      </EmptyState>
    </PluginPage>
  );
}

/** Grafana's basic roles include each other's permissions: only `None`, or a change to the basic roles, lacks ours. */
function adviceFor(role: string): string {
  return role === 'None' || role === ''
    ? t(
        'forbidden.advice-none',
        'You have no basic role in this organization of Grafana. Ask an administrator for at least Viewer, or for the role "Fathom reader".'
      )
    : t(
        'forbidden.advice',
        'Your role in Grafana, {{role}}, lacks the permission fathom-infrastructure-app:read. Ask an administrator for the role "Fathom reader".',
        { role }
      );
}
