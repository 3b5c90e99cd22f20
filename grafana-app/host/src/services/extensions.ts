import type { PluginExtensionAddedLinkConfig, PluginExtensionLink } from '@grafana/data';
import * as runtime from '@grafana/runtime';
import { useEffect, useState } from 'react';
import { preview } from '../boot-data.ts';
import { loadApp } from '../plugins/load.ts';

/** Links that the app has registered for the extension point, as its `configure` makes them for the context. */
export async function linksFor(extensionPointId: string, context?: object): Promise<PluginExtensionLink[]> {
  const { addedLinkConfigs } = await loadApp();
  return addedLinkConfigs
    .filter(({ targets }) => [targets].flat().includes(extensionPointId))
    .flatMap((config) => linkOf(config, context) ?? []);
}

/** @returns null when the link hides itself for this context. */
export function linkOf(config: PluginExtensionAddedLinkConfig, context?: object): PluginExtensionLink | null {
  const overrides = config.configure?.(context);
  if (config.configure !== undefined && overrides === undefined) return null;
  const { title, description = '', path, category, icon } = { ...config, ...overrides };
  const link = {
    id: `${preview.appId}/${title}`,
    pluginId: preview.appId,
    type: 'link',
    title,
    description,
    ...(path !== undefined && { path }),
    ...(category !== undefined && { category }),
    ...(icon !== undefined && { icon }),
  };
  return link as unknown as PluginExtensionLink;
}

/** The preview has one app: its links are all there are, and nobody adds components or functions. */
export function installExtensionHooks(): void {
  runtime.setPluginLinksHook(({ extensionPointId, context }) => useLinks(extensionPointId, context));
  runtime.setPluginComponentHook(() => ({ component: null, isLoading: false }));
  runtime.setPluginComponentsHook(() => ({ components: [], isLoading: false }));
  runtime.setPluginFunctionsHook(() => ({ functions: [], isLoading: false }));
}

function useLinks(extensionPointId: string, context?: object) {
  const [links, setLinks] = useState<PluginExtensionLink[] | null>(null);
  useEffect(() => {
    let current = true;
    void linksFor(extensionPointId, context).then((found) => {
      if (current) setLinks(found);
    });
    return () => {
      current = false;
    };
  }, [extensionPointId, context]);
  return { links: links ?? [], isLoading: links === null };
}
