import React from 'react';
import type { PluginConfigPageProps } from '@grafana/data';
import type { FathomAppMeta } from '../../settings';

export default function Configuration({ plugin }: PluginConfigPageProps<FathomAppMeta>) {
  return <div>{plugin.meta.name}</div>;
}
