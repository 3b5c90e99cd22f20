import { connect } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ask } from '../../../../test/support/http.ts';
import { recordingLog } from '../../../../test/support/log.ts';
import { fakeServices } from '../../../../test/support/services.ts';
import { ModuleError, UserError } from '../../model/errors.ts';
import { type Patience, ProbeRefusal } from '../../runtime/probe-runner.ts';
import type { FamilySamples } from '../../runtime/samples.ts';
import { type HttpHandle, type HttpOptions, startHttpServer } from '../server.ts';
import type { ProbeService } from '../services.ts';

const started: HttpHandle[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.close(100)));
});

const FAMILIES: readonly FamilySamples[] = [
  { name: 'ifNumber', type: 'gauge', help: 'Interfaces.', lines: 'ifNumber 2\n' },
];

async function serve(answer: ProbeService['ask'], options: Partial<HttpOptions> = {}) {
  const { log, lines } = recordingLog();
  const asked: [string, Patience][] = [];
  const service: ProbeService = {
    ask(query, patience) {
      asked.push([query.toString(), patience]);
      return answer(query, patience);
    },
  };
  const server = await startHttpServer({
    listenAddress: '127.0.0.1:0',
    services: fakeServices({
      probeAt: (path) => (path === '/snmp' ? service : null),
      pageAt: (path) => (path === '/config' ? () => ['auths: {}\n', 'modules: {}\n'] : null),
    }),
    log,
    ...options,
  });
  started.push(server);
  return { server, url: server.url, lines, asked };
}
const answers = () => Promise.resolve(FAMILIES);

describe('GET /snmp', () => {
  it('hands on the query, and answers in the text format, zipped when asked to', async () => {
    const { url, asked } = await serve(answers);
    const headers = { Accept: 'application/openmetrics-text;version=1.0.0', 'Accept-Encoding': 'gzip' };
    const plain = await ask(`${url}/snmp?target=a&module=x,y&module=z`);
    expect([plain.status, plain.headers['content-type'], plain.text]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
      '# HELP ifNumber Interfaces.\n# TYPE ifNumber gauge\nifNumber 2\n',
    ]);
    expect(asked.map(([query]) => query)).toEqual(['target=a&module=x%2Cy&module=z']);
    const zipped = await ask(`${url}/snmp?target=a`, { headers });
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(zipped.headers['content-type']).toBe(plain.headers['content-type']);
    expect(gunzipSync(zipped.bytes).toString()).toBe(plain.text);
  });

  it.each<[Record<string, string>, number]>([
    [{}, Infinity],
    [{ 'X-Prometheus-Scrape-Timeout-Seconds': '10' }, 9750],
    [{ 'X-Prometheus-Scrape-Timeout-Seconds': '300' }, 299_750],
  ])('with %j waits %d ms at most', async (headers, timeoutMs) => {
    const { url, asked } = await serve(answers);
    await ask(`${url}/snmp?target=a`, { headers });
    expect(asked[0]?.[1].timeoutMs).toBe(timeoutMs);
  });

  it.each<[string, Error, number, string]>([
    ['that is not possible', new UserError("Unknown auth 'x'"), 400, "Unknown auth 'x'\n"],
    ['for whom it may not ask', new ProbeRefusal(403, 'snmp.allow'), 403, 'snmp.allow\n'],
    ['too many', new ProbeRefusal(503, '500 targets'), 503, '500 targets\n'],
    [
      'that fails',
      new ModuleError('timeout', 'error collecting metric'),
      500,
      'An error has occurred while serving metrics:\n\nerror collecting metric\n',
    ],
    [
      'that meets a bug',
      new ModuleError('bug', 'password=hunter2'),
      500,
      'An error has occurred while serving metrics; the log has the details.\n',
    ],
  ])('answers one %s', async (_, error, status, text) => {
    const { url, lines } = await serve(() => Promise.reject(error));
    const answer = await ask(`${url}/snmp?target=a`);
    expect([answer.status, answer.text, answer.headers['content-type']]).toEqual([
      status,
      text,
      'text/plain; charset=utf-8',
    ]);
    const logged = lines.filter(({ level }) => level === 'error').map(({ message }) => message);
    expect(logged).toEqual(text.includes('the log') ? ['a probe failed'] : []);
  });

  it('answers 400 to a timeout that is none', async () => {
    const { url } = await serve(answers);
    const headers = { 'X-Prometheus-Scrape-Timeout-Seconds': 'soon' };
    expect((await ask(`${url}/snmp`, { headers })).status).toBe(400);
  });

  it('tells when the client has gone', async () => {
    const { server, asked } = await serve(() => new Promise<never>(() => undefined));
    const socket = connect(server.port, '127.0.0.1', () =>
      socket.write('GET /snmp?target=a HTTP/1.1\r\nHost: x\r\n\r\n'),
    );
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    expect(asked[0]?.[1].signal.aborted).toBe(false);
    socket.destroy();
    await vi.waitFor(() => expect(asked[0]?.[1].signal.aborted).toBe(true));
  });

  it('does not tell so after the answer', async () => {
    const { url, asked } = await serve(answers);
    await ask(`${url}/snmp?target=a`);
    expect(asked[0]?.[1].signal.aborted).toBe(false);
  });

  it('takes GET and HEAD, and no token', async () => {
    const { url } = await serve(answers, { apiToken: () => 'hunter2' });
    expect((await ask(`${url}/snmp?target=a`, { method: 'POST' })).status).toBe(405);
    expect((await ask(`${url}/snmp?target=a`, { method: 'HEAD' })).status).toBe(200);
    expect((await ask(`${url}/snmp?target=a`)).status).toBe(200);
    expect((await ask(`${url}/ipmi?target=a`)).status).toBe(404);
  });
});

describe('GET /config', () => {
  it('is written piece by piece', async () => {
    const { url } = await serve(answers);
    const answer = await ask(`${url}/config`);
    expect([answer.status, answer.headers['content-type'], answer.text]).toEqual([
      200,
      'text/plain; charset=utf-8',
      'auths: {}\nmodules: {}\n',
    ]);
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect((await ask(`${url}/config`, { method: 'HEAD' })).text).toBe('');
  });

  it('needs the token where there is one', async () => {
    const { url } = await serve(answers, { apiToken: () => 'hunter2' });
    expect((await ask(`${url}/config`)).status).toBe(401);
    const headers = { Authorization: 'Bearer hunter2' };
    expect((await ask(`${url}/config`, { headers })).status).toBe(200);
  });

  it('that nobody reads to its end is given up', async () => {
    let pieces = 0;
    const endless = function* () {
      for (;;) yield `${(pieces += 1)}${'x'.repeat(65_536)}\n`;
    };
    const { server } = await serve(answers, {
      services: fakeServices({ pageAt: (path) => (path === '/config' ? endless : null) }),
    });
    const socket = connect(server.port, '127.0.0.1', () =>
      socket.write('GET /config HTTP/1.1\r\nHost: x\r\n\r\n'),
    );
    await vi.waitFor(() => expect(pieces).toBeGreaterThan(1));
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const written = pieces;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(pieces).toBe(written);
  });
});
