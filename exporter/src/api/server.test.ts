import { Agent } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ask } from '../../../test/support/http.ts';
import { freePort } from '../../../test/support/peer.ts';
import { recordingLog } from '../../../test/support/log.ts';
import { fakeServices, HEALTHY } from '../../../test/support/services.ts';
import { UserError } from '../model/errors.ts';
import { browserUrl, isLoopback, parseListenAddress } from './listen-address.ts';
import { type HttpHandle, type HttpOptions, startHttpServer } from './server.ts';

const started: HttpHandle[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.close()));
});

async function serve(options: Partial<HttpOptions> = {}) {
  const { log, lines } = recordingLog();
  const server = await startHttpServer({
    listenAddress: '127.0.0.1:0',
    services: fakeServices(),
    log,
    ...options,
  });
  started.push(server);
  return { server, url: server.url, lines };
}

describe('listening', () => {
  it.each([
    [':9797', { host: undefined, port: 9797 }],
    ['127.0.0.1:0', { host: '127.0.0.1', port: 0 }],
    ['[::1]:80', { host: '::1', port: 80 }],
    ['localhost:65535', { host: 'localhost', port: 65_535 }],
  ])('%j', (text, address) => expect(parseListenAddress(text)).toEqual(address));

  it.each(['', '9797', ':', ':65536', '::1:80', '1.2.3.4', 'a b:1', ':-1', 'http://x:1'])(
    'refuses %j',
    (text) => expect(() => parseListenAddress(text)).toThrow(/not a listen address: .*such as :9797/),
  );

  it('serves on several addresses, and on none when one is taken', async () => {
    const { server } = await serve({ listenAddress: ['127.0.0.1:0', 'localhost:0'] });
    expect(server.endpoints.map(({ host }) => host)).toEqual(['127.0.0.1', 'localhost']);
    expect(server.port).toBe(server.endpoints[0]?.port);
    for (const { host, port } of server.endpoints)
      expect((await ask(`http://${host}:${port}/healthz`)).status).toBe(200);

    const free = await freePort();
    const again = serve({ listenAddress: [`127.0.0.1:${free}`, `127.0.0.1:${server.port}`] });
    await expect(again).rejects.toThrow('EADDRINUSE');
    expect((await serve({ listenAddress: `127.0.0.1:${free}` })).server.port).toBe(free);
  });

  it('names a socket that was not handed over', async () => {
    await expect(serve({ listenDescriptors: [99_999] })).rejects.toThrow(
      'the socket handed over as descriptor 99999',
    );
  });

  it('says what to do about a port in use', async () => {
    const { server } = await serve();
    const again = serve({ listenAddress: `127.0.0.1:${server.port}` });
    await expect(again).rejects.toThrow(UserError);
    await expect(again).rejects.toThrow(
      `cannot listen on 127.0.0.1:${server.port}: the port is in use (EADDRINUSE)`,
    );
  });

  it('says what is wrong with an address that is not here', async () => {
    await expect(serve({ listenAddress: '192.0.2.1:0' })).rejects.toThrow(
      /192\.0\.2\.1:0: no interface of this machine/,
    );
  });

  it.each(['metrics', '/api/v1/metrics', '/a?b', ''])(
    'refuses the telemetry path %j',
    async (telemetryPath) => {
      await expect(serve({ telemetryPath })).rejects.toThrow(/not a telemetry path/);
    },
  );

  it('shows an address that a browser can open', () => {
    expect(browserUrl('http', undefined, 1)).toBe('http://localhost:1');
    expect(browserUrl('https', '::', 1)).toBe('https://localhost:1');
    expect(browserUrl('http', '::1', 1)).toBe('http://[::1]:1');
  });
});

describe('closing', () => {
  it('lets a request in flight finish and cuts idle connections', async () => {
    let entered = (): void => undefined;
    const inside = new Promise<void>((resolve) => (entered = resolve));
    const scrape = async () => {
      entered();
      await new Promise((resolve) => setTimeout(resolve, 150));
      return [];
    };
    const { server, url } = await serve({ services: fakeServices({ scrape }) });
    const agent = new Agent({ keepAlive: true });
    await ask(`${url}/healthz`, { agent });
    const answer = ask(`${url}/metrics`, { agent });
    await inside;
    const startedAt = Date.now();
    await Promise.all([server.close(), answer]);
    expect((await answer).status).toBe(200);
    expect(Date.now() - startedAt).toBeLessThan(1500);
    await expect(ask(`${url}/healthz`)).rejects.toThrow(/ECONNREFUSED/);
    agent.destroy();
  });

  it('gives up on what does not finish', async () => {
    let entered = (): void => undefined;
    const inside = new Promise<void>((resolve) => (entered = resolve));
    const scrape = () => (entered(), new Promise<never>(() => undefined));
    const { server, url } = await serve({ services: fakeServices({ scrape }) });
    const answer = ask(`${url}/metrics`).catch((error: unknown) => error);
    await inside;
    await server.close(100);
    expect(await answer).toBeInstanceOf(Error);
  });
});

describe('paths', () => {
  it.each([
    ['/healthz', 'ok', 200],
    ['/-/healthy', 'starting', 200],
    ['/readyz', 'ok', 200],
    ['/readyz', 'degraded', 200],
    ['/readyz', 'starting', 503],
    ['/-/ready', 'starting', 503],
  ] as const)('%s when %s → %d', async (path, status, expected) => {
    const { url } = await serve({ services: fakeServices({ health: () => ({ ...HEALTHY, status }) }) });
    const answer = await ask(url + path);
    expect([answer.status, answer.json()]).toEqual([expected, { status }]);
  });

  it.each(['/nothing', '/metrics/', '//', '/api', '/apis', '/%00', '/..%2f..%2fetc/passwd', '/healthz%'])(
    '%s → 404',
    async (path) => {
      const { url } = await serve();
      const answer = await ask(url + path);
      expect([answer.status, answer.headers['content-type']]).toEqual([
        404,
        'application/problem+json; charset=utf-8',
      ]);
    },
  );

  it.each(['POST', 'PUT'])('%s /-/reload reloads', async (method) => {
    let reloads = 0;
    const reload = async () => void (reloads += 1);
    const { url } = await serve({ services: fakeServices({ reload }) });
    expect((await ask(`${url}/-/reload`, { method })).status).toBe(200);
    expect(
      (await ask(`${url}/-/reload`, { method, headers: { 'Sec-Fetch-Site': 'cross-site' } })).status,
    ).toBe(403);
    expect(reloads).toBe(1);
  });

  it('/-/reload says why it refuses', async () => {
    const reload = () => Promise.reject(new UserError('fathom.yml: no such key'));
    const { url } = await serve({ services: fakeServices({ reload }) });
    const answer = await ask(`${url}/-/reload`, { method: 'POST' });
    expect([answer.status, answer.json()]).toEqual([
      400,
      expect.objectContaining({ detail: 'fathom.yml: no such key' }),
    ]);
    expect((await ask(`${url}/-/reload`)).headers.allow).toBe('POST, PUT');
  });

  it('/sd answers Prometheus, and tells this machine of its loopback targets', async () => {
    const { url } = await serve();
    const answer = await ask(`${url}/sd`);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(answer.json()).toEqual([
      { targets: ['127.0.0.1:9100'], labels: { __meta_fathom_service: 'node' } },
    ]);
  });

  it.each([
    ['127.0.0.1', true],
    ['127.8.8.8', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['10.0.0.1', false],
    ['::ffff:10.127.0.1', false],
    ['127.0.0.1.example.com', false],
    [undefined, false],
  ])('%s is on this machine: %s', (address, expected) => expect(isLoopback(address)).toBe(expected));

  it('logs requests at debug only, without their query', async () => {
    const { url, lines } = await serve();
    await ask(`${url}/metrics?token=hunter2`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(lines).toEqual([
      {
        level: 'debug',
        message: 'request',
        fields: { method: 'GET', path: '/metrics', status: 200, ms: expect.any(Number) as number },
      },
    ]);
  });

  it('survives what is not HTTP', async () => {
    const { server, url } = await serve();
    for (const bytes of [
      '\0\0\0\0',
      'GET\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
      `GET /${'x'.repeat(100_000)} HTTP/1.1\r\n\r\n`,
    ]) {
      await new Promise<void>((resolve) => {
        const socket = connect(server.port, '127.0.0.1', () => socket.end(bytes));
        socket.on('error', () => undefined);
        socket.on('close', () => resolve());
        socket.resume();
      });
    }
    expect((await ask(`${url}/healthz`)).status).toBe(200);
  });
});

describe('the token', () => {
  it.each([
    [{}, 401],
    [{ Authorization: 'Bearer wrong' }, 401],
    [{ Authorization: 'Bearer ' }, 401],
    [{ Authorization: 'Basic c2VjcmV0' }, 401],
    [{ Authorization: 'Bearer secret' }, 200],
    [{ Authorization: 'bearer secret' }, 200],
    [{ 'X-Fathom-Token': 'secret' }, 200],
    [{ 'X-Fathom-Token': 'secret2' }, 401],
  ])('%j → %d', async (headers, status) => {
    const { url } = await serve({ apiToken: () => 'secret' });
    for (const [path, method] of [
      ['/api/v1/health', 'GET'],
      ['/-/reload', 'POST'],
    ] as const) {
      const answer = await ask(url + path, { headers, method });
      expect(answer.status).toBe(status);
      if (status === 401) expect(answer.headers['www-authenticate']).toBe('Bearer realm="fathom"');
    }
  });

  it('hides even which paths there are, and leaves the scrape endpoints alone', async () => {
    const { url } = await serve({ apiToken: () => 'secret' });
    expect((await ask(`${url}/api/v1/nothing`)).status).toBe(401);
    for (const path of ['/metrics', '/sd', '/healthz', '/readyz', '/', '/api/openapi.json', '/api/docs/']) {
      expect([path, (await ask(url + path)).status]).toEqual([path, 200]);
    }
  });
});
