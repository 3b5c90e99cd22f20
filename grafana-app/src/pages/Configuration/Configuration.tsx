import React, { useState } from 'react';
import type { PluginConfigPageProps } from '@grafana/data';
import { hasPermission } from '@grafana/runtime';
import { Alert } from '@grafana/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { usePluginSettings } from '../../api/pluginSettings';
import { createQueryClient } from '../../api/queryClient';
import { QueryView } from '../../components/QueryView';
import type { FathomAppMeta } from '../../settings';
import { t } from '../../t';
import { SettingsForm } from './SettingsForm';

/** Grafana demands it of those who save settings of a plugin. */
const WRITE = 'plugins:write';

/** What Grafana hands over is as old as its page: the settings are read anew. */
export default function Configuration({ plugin }: PluginConfigPageProps<FathomAppMeta>) {
  const [client] = useState(createQueryClient);
  if (!hasPermission(WRITE)) {
    return (
      <Alert
        severity="warning"
        title={t('config.forbidden', 'You may not configure {{name}}', { name: plugin.meta.name })}
      >
        {t(
          'config.forbidden-advice',
          'Your role in Grafana lacks the permission plugins:write. Ask an administrator of Grafana.'
        )}
      </Alert>
    );
  }
  return (
    <QueryClientProvider client={client}>
      <Loaded />
    </QueryClientProvider>
  );
}

function Loaded() {
  const query = usePluginSettings();
  return <QueryView query={query}>{(stored) => <SettingsForm stored={stored} />}</QueryView>;
}
