import type { IncomingMessage, ServerResponse } from 'node:http';
import { messageOf, UserError } from '../../model/errors.ts';
import { CONTENT_TYPES, encodePage, type ExpositionFormat } from '../../runtime/exposition.ts';
import type { FamilySamples } from '../../runtime/samples.ts';
import { compress } from '../compression.ts';
import { send, sendText } from '../reply.ts';
import type { Log, Services } from '../services.ts';
import { acceptsGzip, negotiateFormat } from './negotiation.ts';
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
    const format = negotiateFormat(headers.accept);
    const page = encode(families, format);
    const zipped = acceptsGzip(headers['accept-encoding']?.toString()) ? await compress(page) : null;
    if (zipped) response.setHeader('Content-Encoding', 'gzip');
    send(response, 200, CONTENT_TYPES[format], zipped ?? page);
  }

  function encode(families: readonly FamilySamples[], format: ExpositionFormat): Buffer {
    try {
      return encodePage(families, format);
    } catch (error) {
      scrapes.encodingErrors += 1;
      throw error;
    }
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
