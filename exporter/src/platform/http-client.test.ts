import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import type { ModuleError } from '../model/errors.ts';
import { httpRequest } from './http-client.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
const limits = { timeoutMs: 5000, maxBytes: 1000 };
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'none',
    (error: unknown) => (error as ModuleError).code,
  );

it('sends and receives', async () => {
  const url = await serve((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      response.writeHead(418, { 'content-type': 'text/x' });
      response.end(`${request.method} ${String(request.headers['x-a'])} ${body} é`);
    });
  });
  const answer = await httpRequest({ url, method: 'POST', headers: { 'x-a': '1' }, body: 'b', ...limits });
  expect(answer).toEqual({ status: 418, contentType: 'text/x', text: 'POST 1 b é' });
});

it('does not follow redirects', async () => {
  const url = await serve((_, response) =>
    response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
  );
  expect((await httpRequest({ url, ...limits })).status).toBe(302);
});

it('bounds the answer', async () => {
  const url = await serve((_, response) => response.end('x'.repeat(1001)));
  expect(await codeOf(httpRequest({ url, ...limits }))).toBe('limit_exceeded');
});

it('gives up on a server that never finishes', async () => {
  const url = await serve((_, response) => response.write('x'));
  expect(await codeOf(httpRequest({ url, ...limits, timeoutMs: 50 }))).toBe('timeout');
});

it('can be cancelled', async () => {
  const controller = new AbortController();
  const url = await serve(() => controller.abort());
  expect(await codeOf(httpRequest({ url, ...limits, signal: controller.signal }))).toBe('cancelled');
});

it.each([
  ['http://127.0.0.1:1/', /ECONNREFUSED|bad port/],
  ['http://host.invalid/', /ENOTFOUND|EAI_AGAIN/],
  ['nonsense', /Invalid URL|parse URL/],
])('says why %s cannot be reached', async (url, reason) => {
  await expect(httpRequest({ url, ...limits })).rejects.toMatchObject({
    code: 'unreachable',
    message: reason,
  });
});
