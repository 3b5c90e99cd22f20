import type { IncomingMessage, ServerResponse } from 'node:http';
import { messageOf, UserError } from '../../model/errors.ts';
import { sendText } from '../reply.ts';
import type { Log, Services } from '../services.ts';
import { sendPage } from './page.ts';
import { parseScrapeRequest, SCRAPE_TIMES, type ScrapeTimes } from './scrape-request.ts';

export type MetricsHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
) => Promise<void>;

/** Answers a scrape; more than `maxRequests` at a time get 503, 0 is without limit. */
export function metricsHandler(
  { scrape, scrapes }: Pick<Services, 'scrape' | 'scrapes'>,
  log: Log,
  maxRequests: number,
  times: ScrapeTimes = SCRAPE_TIMES,
): MetricsHandler {
  return async (request, response, query) => {
    response.once('finish', () => scrapes.answered(response.statusCode));
    if (maxRequests > 0 && scrapes.inFlight >= maxRequests) {
      sendText(response, 503, `Limit of concurrent requests reached (${maxRequests}), try again later.\n`);
      return;
    }
    scrapes.inFlight += 1;
    try {
      await answer(request, response, query);
    } catch (error) {
      refuse(response, error);
    } finally {
      scrapes.inFlight -= 1;
    }
  };

  async function answer(
    { headers }: IncomingMessage,
    response: ServerResponse,
    query: URLSearchParams,
  ): Promise<void> {
    const timeout = headers['x-prometheus-scrape-timeout-seconds'];
    const families = await scrape(parseScrapeRequest(query, timeout?.toString(), times));
    await sendPage(headers, response, families, () => (scrapes.encodingErrors += 1));
  }

  function refuse(response: ServerResponse, error: unknown): void {
    if (error instanceof UserError) {
      sendText(response, 400, `${error.message}\n`);
      return;
    }
    log.error({ error: messageOf(error) }, 'a scrape failed');
    sendText(response, 500, 'An error has occurred while serving metrics; the log has the details.\n');
  }
}
