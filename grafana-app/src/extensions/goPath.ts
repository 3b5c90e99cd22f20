import { APP_ID } from '../constants';

/** What is known of the asset or alert that is meant. */
export interface Hints {
  /** Names of the asset, separated by commas, the surest first. */
  readonly name?: string;
  readonly alert?: string;
  /** An expression that may name the asset. */
  readonly query?: string;
  /** As Grafana takes times: `now-1h`, or milliseconds since the epoch. */
  readonly from?: string;
  readonly to?: string;
}

/** Of the page that finds the asset or incident that is meant, and goes there. By itself, as module.js must be small. */
export function goPath(hints: Hints): string {
  const given = Object.entries(hints).filter(([, value]) => value !== '');
  return `/a/${APP_ID}/go?${new URLSearchParams(given).toString()}`;
}
