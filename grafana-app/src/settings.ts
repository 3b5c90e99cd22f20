import type { AppPluginMeta } from '@grafana/data';

/** What Grafana keeps of the app's configuration in the open; the token is in secureJsonData.apiToken. */
export interface AppSettings {
  /** Where Grafana reaches Fathom, without a slash at the end: `http://fathom:9797`. */
  apiUrl?: string;
  /** The Prometheus data source that links to Explore open. */
  prometheusUid?: string;
  /** The dashboard that links of hosts open. */
  hostDashboardUid?: string;
}

export type FathomAppMeta = AppPluginMeta<AppSettings>;
