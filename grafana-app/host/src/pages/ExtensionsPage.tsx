import { useState } from 'react';
import type { PluginExtensionAddedLinkConfig, PluginExtensionLink } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { Alert, Button, Field, LoadingPlaceholder, TextArea } from '@grafana/ui';
import { preview } from '../boot-data.ts';
import { loadApp } from '../plugins/load.ts';
import { useLoaded } from '../plugins/use-loaded.ts';
import { linkOf } from '../services/extensions.ts';
import { errorMessage } from '../error-message.ts';

const CONTEXT = {
  pluginId: 'timeseries',
  id: 1,
  title: 'CPU',
  timeRange: { from: 'now-6h', to: 'now' },
  timeZone: 'browser',
  dashboard: { uid: 'example', title: 'Example', tags: [] },
  targets: [],
};

/** /extensions: the links that the plugin adds to other pages of Grafana, each to be tried with a context. */
export function ExtensionsPage() {
  const loaded = useLoaded(loadApp, preview.appId);
  if (loaded.state === 'loading') return <LoadingPlaceholder text="Loading the plugin" />;
  if (loaded.state === 'failed')
    return (
      <Alert severity="error" title="The plugin did not load">
        {loaded.message}
      </Alert>
    );
  const { addedLinkConfigs } = loaded.value;
  return (
    <div style={{ padding: 16 }} data-testid="extensions">
      <h1>Extensions</h1>
      <p>Links that the plugin adds to pages of Grafana. Grafana hands each the context of its place.</p>
      {addedLinkConfigs.length === 0 && <p>The plugin adds none.</p>}
      {addedLinkConfigs.map((config) => (
        <Extension key={`${[config.targets].flat().join()} ${config.title}`} config={config} />
      ))}
    </div>
  );
}

function Extension({ config }: { config: PluginExtensionAddedLinkConfig }) {
  const [context, setContext] = useState(JSON.stringify(CONTEXT, null, 2));
  const [link, setLink] = useState<PluginExtensionLink | string | null>(null);
  const id = `context-${config.title}`;
  return (
    <section data-testid={`extension-${config.title}`} style={{ marginBottom: 24 }}>
      <h2>{config.title}</h2>
      <p>{config.description}</p>
      <p>{[config.targets].flat().join(', ')}</p>
      <Field label="Context" htmlFor={id}>
        <TextArea id={id} rows={8} value={context} onChange={(event) => setContext(event.currentTarget.value)} />
      </Field>
      <Button onClick={() => setLink(tried(config, context))}>Make the link</Button>
      {typeof link === 'string' && <p role="status">{link}</p>}
      {link !== null && typeof link !== 'string' && <Made link={link} />}
    </section>
  );
}

function Made({ link }: { link: PluginExtensionLink }) {
  const { title, path, onClick } = link;
  if (path === undefined) return <Button onClick={() => onClick?.()}>{title}</Button>;
  return (
    <p role="status">
      <Button fill="text" onClick={() => locationService.push(path)}>
        {title}
      </Button>{' '}
      <code>{path}</code>
    </p>
  );
}

function tried(config: PluginExtensionAddedLinkConfig, context: string): PluginExtensionLink | string {
  try {
    return linkOf(config, JSON.parse(context) as object) ?? 'For this context the link is hidden.';
  } catch (error) {
    return errorMessage(error);
  }
}
