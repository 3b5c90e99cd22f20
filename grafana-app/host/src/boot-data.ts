import type { AppPluginMeta } from '@grafana/data';
import type { BootData as ServedBootData } from '../server/boot-data.ts';

/** What the server put into the page: Grafana's own boot data, and what the preview knows beside it. */
export type PreviewData = ServedBootData['preview'];

export function bootData(): ServedBootData {
  return (window as unknown as { grafanaBootData: ServedBootData }).grafanaBootData;
}

export const preview: PreviewData = bootData().preview;

/** Settings of the app as its pages get them. */
export function appMeta(): AppPluginMeta {
  return preview.app as unknown as AppPluginMeta;
}
