/** Requests to a probe, such as `/snmp?target=…`, answered as the peers answer them. */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { codeOf, messageOf, UserError } from '../../model/errors.ts';
import { ProbeRefusal } from '../../runtime/probe-runner.ts';
import { sendTextPage } from '../metrics/page.ts';
import { SCRAPE_TIMES, type ScrapeTimes, timeoutOf } from '../metrics/scrape-request.ts';
import { sendText } from '../reply.ts';
import type { Log, ProbeService } from '../services.ts';

/** Without a word of Prometheus, the probe's own time is all that counts. */
const TIMES: ScrapeTimes = { ...SCRAPE_TIMES, defaultMs: Infinity, maxMs: Infinity };

/** The words of client_golang's handler, which snmp_exporter answers with. */
const FAILURE_HEAD = 'An error has occurred while serving metrics:\n\n';

type Handler = (request: IncomingMessage, response: ServerResponse, query: URLSearchParams) => Promise<void>;

export function probeHandler(log: Log): (service: ProbeService) => Handler {
  return (service) => async (request, response, query) => {
    const gone = new AbortController();
    const leave = () => gone.abort();
    response.once('close', leave);
    try {
      const families = await service.ask(query, {
        timeoutMs: patienceOf(request.headers),
        signal: gone.signal,
      });
      // As snmp_exporter: in OpenMetrics, counters that devices name without `_total` would have other names.
      await sendTextPage(request.headers, response, families);
    } catch (error) {
      if (!gone.signal.aborted) refuse(response, error, service.failureHead ?? FAILURE_HEAD, log);
    } finally {
      response.off('close', leave);
    }
  };
}

function patienceOf(headers: IncomingHttpHeaders): number {
  return timeoutOf(headers['x-prometheus-scrape-timeout-seconds']?.toString(), TIMES);
}

function refuse(response: ServerResponse, error: unknown, failureHead: string, log: Log): void {
  if (error instanceof UserError) return sendText(response, 400, `${error.message}\n`);
  if (error instanceof ProbeRefusal) return sendText(response, error.status, `${error.message}\n`);
  if (codeOf(error) === 'bug') {
    log.error({ error: messageOf(error) }, 'a probe failed');
    return sendText(response, 500, 'An error has occurred while serving metrics; the log has the details.\n');
  }
  sendText(response, 500, `${failureHead}${messageOf(error)}\n`);
}
