import { useState } from 'react';
import type { DataSourceApi, DataSourcePlugin, DataSourceSettings as Settings } from '@grafana/data';
import { getBackendSrv } from '@grafana/runtime';
import { Alert, Button, LoadingPlaceholder } from '@grafana/ui';
import { useLoaded } from '../plugins/use-loaded.ts';
import { errorMessage } from '../error-message.ts';

interface SettingsProps {
  readonly plugin: DataSourcePlugin<DataSourceApi>;
  readonly source: DataSourceApi;
  readonly uid: string;
}

/** The data source's own form, with Grafana's button that saves and tests. */
export function DataSourceSettings(props: SettingsProps) {
  const loaded = useLoaded(() => getBackendSrv().get<Settings>(`/api/datasources/uid/${props.uid}`), props.uid);
  if (loaded.state === 'loading') return <LoadingPlaceholder text="Loading the settings" />;
  if (loaded.state === 'failed')
    return (
      <Alert severity="error" title="The settings did not load">
        {loaded.message}
      </Alert>
    );
  return <Form {...props} saved={loaded.value} />;
}

function Form({ plugin, source, uid, saved }: SettingsProps & { readonly saved: Settings }) {
  const [settings, setSettings] = useState<Settings>(saved);
  const [outcome, setOutcome] = useState<{ ok: boolean; message: string } | null>(null);
  const Editor = plugin.components.ConfigEditor;
  if (!Editor) return <Alert severity="info" title="The data source has no settings of its own" />;
  const saveAndTest = async () => {
    setOutcome(null);
    try {
      const { datasource } = await getBackendSrv().put<{ datasource: Settings }>(
        `/api/datasources/uid/${uid}`,
        settings
      );
      setSettings(datasource);
      const { status, message } = (await source.testDatasource()) as { status: string; message: string };
      setOutcome({ ok: status.toLowerCase() === 'success', message });
    } catch (error) {
      setOutcome({ ok: false, message: errorMessage(error) });
    }
  };
  return (
    <div data-testid="data-source-settings">
      <Editor options={settings} onOptionsChange={setSettings} />
      <Button onClick={() => void saveAndTest()}>Save & test</Button>
      {outcome && <Alert severity={outcome.ok ? 'success' : 'error'} title={outcome.message} />}
    </div>
  );
}
