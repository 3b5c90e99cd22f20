import { UserError } from '../../model/errors.ts';
import type { ScrapeRequest } from '../../runtime/scraper.ts';

export interface ScrapeTimes {
  /** When Prometheus does not say how long it waits. */
  readonly defaultMs: number;
  /** Taken off what Prometheus says: the answer has to travel. */
  readonly offsetMs: number;
  readonly maxMs: number;
}

/** Prometheus' own default waits 10 s. */
export const SCRAPE_TIMES: ScrapeTimes = { defaultMs: 10_000, offsetMs: 250, maxMs: 120_000 };

/** @throws UserError in node_exporter's words, answered with 400. */
export function parseScrapeRequest(
  query: URLSearchParams,
  timeoutHeader: string | undefined,
  times: ScrapeTimes,
): ScrapeRequest {
  const collect = query.getAll('collect[]');
  const exclude = query.getAll('exclude[]');
  if (collect.length > 0 && exclude.length > 0) {
    throw new UserError('Combined collect and exclude queries are not allowed.');
  }
  return { collect, exclude, timeoutMs: timeoutOf(timeoutHeader, times) };
}

/**
 * Milliseconds that the one who asks waits, by the header `X-Prometheus-Scrape-Timeout-Seconds`.
 * @throws UserError when it is no such header.
 */
export function timeoutOf(header: string | undefined, { defaultMs, offsetMs, maxMs }: ScrapeTimes): number {
  if (header === undefined || header === '') return defaultMs;
  const seconds = /^\d{1,9}(?:\.\d{1,9})?(?:e[+-]?\d{1,2})?$/i.test(header) ? Number(header) : NaN;
  if (!(seconds > 0))
    throw new UserError(
      `X-Prometheus-Scrape-Timeout-Seconds: not a positive number: ${JSON.stringify(header.slice(0, 40))}`,
    );
  const ms = Math.min(seconds * 1000, maxMs);
  return ms > 2 * offsetMs ? ms - offsetMs : ms / 2;
}
