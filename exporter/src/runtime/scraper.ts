/** One scrape: the chosen collectors side by side, each within the deadline, into one sorted list of families. */
import { UserError } from '../model/errors.ts';
import { gauge } from '../contract/metrics.ts';
import type { CollectorOutcome, CollectorRunner } from './collector-runner.ts';
import { FamilyMerger } from './family-merger.ts';
import { type FamilySamples, SampleWriter } from './samples.ts';
import type { ScrapeCounters } from './scrape-counters.ts';

export interface ScrapeRequest {
  /** Only these collectors. */
  readonly collect?: readonly string[];
  /** All but these collectors. */
  readonly exclude?: readonly string[];
  readonly timeoutMs: number;
}

/** Families that are added to a scrape of everything or of a selection, such as Fathom's own instruments. */
export type OwnFamilies = (everything: boolean, timeoutMs: number) => Promise<readonly FamilySamples[]>;

export interface OwnMetrics {
  readonly families: OwnFamilies;
  readonly scrapes: ScrapeCounters;
}

/** The two families under which node_exporter reports on its collectors. */
const SCRAPE_METRICS = {
  node_scrape_collector_duration_seconds: gauge('node_exporter: Duration of a collector scrape.', [
    'collector',
  ]),
  node_scrape_collector_success: gauge('node_exporter: Whether a collector succeeded.', ['collector']),
};

interface Running {
  readonly families: Promise<FamilySamples[]>;
  /** On the clock of `performance.now`. */
  readonly deadlineMs: number;
}

export class Scraper {
  readonly #known: ReadonlySet<string>;
  readonly #enabled: ReadonlyMap<string, CollectorRunner>;
  readonly #own: OwnMetrics;
  readonly #report = new SampleWriter(SCRAPE_METRICS);
  readonly #merger = new FamilyMerger();
  readonly #inFlight = new Map<string, Running>();

  /** `known` are the ids of all collectors there are, enabled or not. */
  constructor(known: Iterable<string>, enabled: readonly CollectorRunner[], own: OwnMetrics) {
    this.#known = new Set(known);
    this.#enabled = new Map(enabled.map((runner) => [runner.id, runner]));
    this.#own = own;
  }

  /**
   * Simultaneous scrapes of the same selection share one collection, unless it may take longer than one of them has.
   * @throws UserError with node_exporter's words when the selection is not possible.
   */
  scrape(request: ScrapeRequest): Promise<FamilySamples[]> {
    const runners = this.#select(request);
    const everything = !request.collect?.length && !request.exclude?.length;
    const key = everything ? '*' : runners.map(({ id }) => id).join();
    const deadlineMs = performance.now() + request.timeoutMs;
    const running = this.#inFlight.get(key);
    if (running && running.deadlineMs <= deadlineMs) return running.families;
    const families = this.#collect(runners, request.timeoutMs, everything).finally(() => {
      if (this.#inFlight.get(key)?.families === families) this.#inFlight.delete(key);
    });
    this.#inFlight.set(key, { families, deadlineMs });
    return families;
  }

  #select({ collect = [], exclude = [] }: ScrapeRequest): CollectorRunner[] {
    if (collect.length > 0 && exclude.length > 0) {
      throw new UserError('Combined collect and exclude queries are not allowed.');
    }
    if (collect.length > 0) return [...new Set(collect)].map((id) => this.#runner(id));
    const excluded = new Set(exclude);
    return [...this.#enabled.values()].filter(({ id }) => !excluded.has(id));
  }

  #runner(id: string): CollectorRunner {
    const runner = this.#enabled.get(id);
    if (runner) return runner;
    const fault = this.#known.has(id) ? 'disabled' : 'missing';
    throw new UserError(
      `Couldn't create filtered metrics handler: couldn't create collector: ${fault} collector: ${id}`,
    );
  }

  async #collect(
    runners: readonly CollectorRunner[],
    timeoutMs: number,
    everything: boolean,
  ): Promise<FamilySamples[]> {
    const outcomes = runners.map((runner) => runner.run(timeoutMs));
    const own = await this.#own.families(everything, timeoutMs);
    const settled: CollectorOutcome[] = [];
    for (const outcome of outcomes) settled.push(outcome instanceof Promise ? await outcome : outcome);
    const families: FamilySamples[] = [];
    for (const outcome of settled) families.push(...outcome.families);
    families.push(...this.#reportOn(runners, settled), ...own);
    let contradictions = 0;
    const merged = this.#merger.merge(families, () => {
      contradictions += 1;
    });
    if (contradictions > 0) this.#own.scrapes.gatheringErrors += 1;
    return merged;
  }

  #reportOn(runners: readonly CollectorRunner[], outcomes: readonly CollectorOutcome[]): FamilySamples[] {
    this.#report.begin();
    const { out } = this.#report;
    for (const [i, outcome] of outcomes.entries()) {
      const id = runners[i]?.id ?? '';
      out.node_scrape_collector_duration_seconds(outcome.durationMs / 1000, id);
      out.node_scrape_collector_success(outcome.ok ? 1 : 0, id);
    }
    return this.#report.finish();
  }
}
