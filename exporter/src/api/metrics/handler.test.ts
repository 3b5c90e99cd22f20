import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { ask } from '../../../../test/support/http.ts';
import { recordingLog } from '../../../../test/support/log.ts';
import { fakeServices } from '../../../../test/support/services.ts';
import { UserError } from '../../model/errors.ts';
import { ScrapeCounters } from '../../runtime/scrape-counters.ts';
import type { ScrapeRequest } from '../../runtime/scraper.ts';
import { type HttpHandle, type HttpOptions, startHttpServer } from '../server.ts';
import type { Services } from '../services.ts';

const started: HttpHandle[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.close()));
});

async function serve(overrides: Partial<Services> = {}, options: Partial<HttpOptions> = {}) {
  const { log, lines } = recordingLog();
  const server = await startHttpServer({
    listenAddress: '127.0.0.1:0',
    services: fakeServices(overrides),
    log,
    ...options,
  });
  started.push(server);
  return { url: server.url, lines };
}

describe('GET /metrics', () => {
  it('answers in the text format by default', async () => {
    const { url } = await serve();
    const answer = await ask(`${url}/metrics`);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(answer.headers['x-powered-by']).toBeUndefined();
    expect(answer.text).toBe(
      '# HELP node_load1 1m load average.\n# TYPE node_load1 gauge\nnode_load1 0.21\n',
    );
  });

  it('answers in OpenMetrics and gzip when asked to', async () => {
    const { url } = await serve();
    const headers = { Accept: 'application/openmetrics-text;version=1.0.0', 'Accept-Encoding': 'gzip' };
    const answer = await ask(`${url}/metrics`, { headers });
    expect(answer.headers['content-type']).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(answer.bytes).toString()).toMatch(/node_load1 0\.21\n# EOF\n$/);
  });

  it('answers HEAD without a body', async () => {
    const { url } = await serve();
    const answer = await ask(`${url}/metrics`, { method: 'HEAD' });
    expect([answer.status, answer.text, Number(answer.headers['content-length']) > 0]).toEqual([
      200,
      '',
      true,
    ]);
  });

  it.each(['POST', 'PUT', 'DELETE'])('refuses %s', async (method) => {
    const { url } = await serve();
    const answer = await ask(`${url}/metrics`, { method });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  it('hands on the selection and the deadline', async () => {
    const requests: ScrapeRequest[] = [];
    const scrape = async (request: ScrapeRequest) => {
      requests.push(request);
      return [];
    };
    const { url } = await serve({ scrape });
    await ask(`${url}/metrics?collect[]=cpu`, { headers: { 'X-Prometheus-Scrape-Timeout-Seconds': '5' } });
    expect(requests).toEqual([{ collect: ['cpu'], exclude: [], timeoutMs: 4750 }]);
  });

  it.each([
    ['?collect[]=a&exclude[]=b', 'Combined collect and exclude queries are not allowed.\n'],
    ['?collect[]=x', 'no such collector\n'],
  ])('answers %s with 400', async (search, text) => {
    const scrape = () => Promise.reject(new UserError('no such collector'));
    const { url } = await serve({ scrape });
    const answer = await ask(`${url}/metrics${search}`);
    expect([answer.status, answer.text]).toEqual([400, text]);
  });

  it('says nothing of an internal error but logs it', async () => {
    const { url, lines } = await serve({ scrape: () => Promise.reject(new Error('password=hunter2')) });
    const answer = await ask(`${url}/metrics`);
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('hunter2');
    expect(lines.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([
      'a scrape failed',
    ]);
  });

  it('refuses more scrapes at a time than it may', async () => {
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    let running = 0;
    const scrape = async () => {
      running += 1;
      await gate;
      return [];
    };
    const scrapes = new ScrapeCounters();
    const { url } = await serve({ scrape, scrapes }, { maxRequests: 2 });
    const waiting = [ask(`${url}/metrics`), ask(`${url}/metrics`)];
    while (running < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    const refused = await ask(`${url}/metrics`);
    expect(scrapes.inFlight).toBe(2);
    release();
    expect([refused.status, refused.text]).toEqual([
      503,
      'Limit of concurrent requests reached (2), try again later.\n',
    ]);
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([200, 200]);
    expect((await ask(`${url}/metrics`)).status).toBe(200);
    expect(scrapes.inFlight).toBe(0);
    expect(Object.fromEntries(scrapes.answers)).toEqual({ 200: 3, 500: 0, 503: 1 });
  });

  it('is served at another path when told so', async () => {
    const { url } = await serve({}, { telemetryPath: '/node' });
    expect((await ask(`${url}/node`)).status).toBe(200);
    expect((await ask(`${url}/metrics`)).status).toBe(404);
  });
});
