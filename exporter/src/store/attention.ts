/** What of the findings makes an asset worth looking at, without reading them whole. */
import type { Priority } from '../model/recommendation.ts';

export interface OpenIncident {
  readonly id: string;
  readonly asset: string;
  readonly severity: Priority;
}

export interface Attention {
  /** At most 10,000. */
  openIncidents(): Promise<readonly OpenIncident[]>;
  /** Titles by id of the incident. */
  titles(incidents: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Assets with an open recommendation of one of these severities; at most 10,000. */
  advised(severities: readonly Priority[]): Promise<ReadonlySet<string>>;
}
