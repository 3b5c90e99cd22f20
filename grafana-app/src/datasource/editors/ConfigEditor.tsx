import React, { useState } from 'react';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { t } from '../../t';
import { hasPermission } from '@grafana/runtime';
import { Alert, Button, Stack, Text, TextLink } from '@grafana/ui';
import { get } from '../../api/client';
import { createQueryClient } from '../../api/queryClient';
import { QueryView } from '../../components/QueryView';
import { ACTIONS } from '../../constants';
import { paths } from '../../routing';

/** There is nothing to set: it says what is used instead, and whether that works. */
export function ConfigEditor() {
  const [client] = useState(createQueryClient);
  return (
    <QueryClientProvider client={client}>
      <Stack direction="column" gap={2}>
        <Text element="p">
          {t(
            'datasource.config.about',
            'This data source has no settings of its own. It asks Fathom through the Fathom app, with the API URL and the token of the app’s configuration.'
          )}
        </Text>
        {hasPermission(ACTIONS.configure) && (
          <TextLink href={paths.configuration()}>
            {t('datasource.config.open', 'Configuration of the Fathom app')}
          </TextLink>
        )}
        <Connection />
      </Stack>
    </QueryClientProvider>
  );
}

function Connection() {
  const query = useQuery({ queryKey: ['health'], queryFn: ({ signal }) => get('/health', { signal }) });
  const retry = () => {
    void query.refetch();
  };
  return (
    <QueryView query={query}>
      {({ version, host, store }) => (
        <Alert
          severity={store.status === 'ok' ? 'success' : 'error'}
          title={
            store.status === 'ok'
              ? t('datasource.config.ok', 'The connection works')
              : t('datasource.config.store', 'Fathom answers, but its store fails')
          }
        >
          <Stack direction="column" gap={1} alignItems="flex-start">
            <span>
              {t('datasource.config.which', 'Fathom {{version}} on {{host}}', {
                version,
                host,
              })}
            </span>
            {store.problem !== null && <span>{store.problem}</span>}
            <Button size="sm" variant="secondary" icon="sync" onClick={retry}>
              {t('datasource.config.test', 'Test again')}
            </Button>
          </Stack>
        </Alert>
      )}
    </QueryView>
  );
}
