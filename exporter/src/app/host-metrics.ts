import type { HostIdentity } from '../contract/module.ts';
import type { Asset } from '../model/asset.ts';
import type { History } from '../runtime/history.ts';
import { type AssetMetrics, hostCharts, type TimeRange } from '../runtime/host-charts.ts';
import { raceAgainst } from '../runtime/module-runner.ts';

/** The history is brought up to date for those who look at it, this often at most. */
const FRESH_MS = 5000;
/** They do not wait longer for it: a file system may hang. */
const PATIENCE_MS = 1000;

export interface HostMetricsOptions {
  readonly host: HostIdentity;
  readonly history: History;
  /** Brings the history up to now. */
  readonly measure: () => Promise<void>;
  readonly now: () => number;
}

export class HostMetrics {
  readonly #options: HostMetricsOptions;
  #measuring: Promise<void> | null = null;
  #measuredMs = -Infinity;

  constructor(options: HostMetricsOptions) {
    this.#options = options;
  }

  async read({ id, name }: Asset, range: TimeRange): Promise<AssetMetrics> {
    const { host, history } = this.#options;
    if (id !== host.asset) {
      const note = `Fathom keeps measurements of the host it runs on, ${host.name}, and of nothing else. For ${name}, look in the Prometheus that scrapes it.`;
      return { series: [], note };
    }
    await raceAgainst(this.#bringUpToDate(), PATIENCE_MS, () => undefined);
    const series = hostCharts(history, range);
    if (series.length > 0) return { series, note: null };
    const note =
      'Nothing was measured in this span of time. The history begins with the start of Fathom, holds about 12 hours, ' +
      'and needs the collectors cpu, loadavg, meminfo, filesystem, diskstats and netdev.';
    return { series, note };
  }

  #bringUpToDate(): Promise<void> {
    const { measure, now } = this.#options;
    if (this.#measuring !== null) return this.#measuring;
    if (Math.abs(now() - this.#measuredMs) < FRESH_MS) return Promise.resolve();
    this.#measuredMs = now();
    this.#measuring = measure().finally(() => {
      this.#measuring = null;
    });
    return this.#measuring;
  }
}
