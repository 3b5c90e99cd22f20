/** Whatever answers where a Redfish service should be: people read from the failure what to do. */
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { RedfishOptions } from '../../contract/redfish.ts';
import { plainFiles } from '../plain-files.ts';
import { redfishClient } from './client.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}
const answering = (listener: RequestListener) => listening(createHttpServer(listener));

function get(port: number, path: string, { credentials, target, trust }: Partial<RedfishOptions> = {}) {
  const client = redfishClient({ files: plainFiles });
  ends.push(() => client.close());
  const session = client.open({
    target: { scheme: 'http', host: '127.0.0.1', address: '127.0.0.1', port, ...target },
    credentials: { username: 'u', password: 'p', passwordFile: null, basicAuth: true, ...credentials },
    trust: { fingerprint: null, caFile: null, verify: false, ...trust },
    requestsInFlight: 4,
    timeoutMs: 1000,
    signal: new AbortController().signal,
  });
  return session.get(path);
}

const body =
  (text: string | Buffer, headers: Record<string, string> = {}, status = 200): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    response.end(text);
  };

const HTML = { 'Content-Type': 'text/html; charset=utf-8' };
const GZIP = { 'Content-Encoding': 'gzip' };

describe('an answer', () => {
  it.each<[string, string, RequestListener, string, RegExp]>([
    [
      'a page for people',
      '/redfish/v1/',
      body('<html>', HTML),
      'malformed_reply',
      /no JSON in 6 bytes of text\/html; check that address and port are those of a Redfish service/,
    ],
    ['that is not JSON', '/redfish/v1/', body('{"a'), 'malformed_reply', /no JSON in 3 bytes$/],
    ['a list', '/redfish/v1/', body('[]'), 'malformed_reply', /JSON, but no object$/],
    [
      'that there is no root',
      '/redfish/v1/',
      body('', {}, 404),
      'unreachable',
      /HTTP 404; check that address/,
    ],
    ['that there is no such resource', '/redfish/v1/X', body('', {}, 404), 'unsupported', /HTTP 404$/],
    [
      'that unpacks to more than anybody should take',
      '/redfish/v1/',
      body(gzipSync(Buffer.alloc(9 * 1024 * 1024, ' ')), GZIP),
      'limit_exceeded',
      /more than 8388608 bytes/,
    ],
    ['that cannot be unpacked', '/redfish/v1/', body('{}', GZIP), 'malformed_reply', /that is no gzip/],
    [
      'that is packed in another way',
      '/redfish/v1/',
      body('{}', { 'Content-Encoding': 'br' }),
      'malformed_reply',
      /encoded as "br", which was not asked for/,
    ],
  ])('%s', async (_, path, listener, code, message) => {
    await expect(get(await answering(listener), path)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    });
  });

  it('that is packed although nobody asked for it is unpacked', async () => {
    const port = await answering(body(gzipSync('{"Name":"iLO"}'), GZIP));
    await expect(get(port, '/redfish/v1/')).resolves.toEqual({ Name: 'iLO' });
  });
});

describe('another protocol', () => {
  const greeting = () =>
    createServer((socket) => {
      socket.on('error', () => undefined);
      socket.resume().end('SSH-2.0-OpenSSH_9.2\r\n');
    });
  it.each<[string, () => Promise<number>, 'http' | 'https', RegExp]>([
    [
      'HTTP where TLS is spoken',
      () => answering(body('{}')),
      'https',
      /does not speak TLS there; .*scheme: http/,
    ],
    ['another one, where TLS is spoken', () => listening(greeting()), 'https', /does not speak TLS there/],
    ['another one', () => listening(greeting()), 'http', /does not speak HTTP there; check the port/],
  ])('%s', async (_, start, scheme, message) => {
    const port = await start();
    const target = { scheme, host: '127.0.0.1', address: '127.0.0.1', port };
    await expect(get(port, '/redfish/v1/', { target })).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(message) as string,
    });
  });
});

it.each<[string, () => string, RegExp]>([
  [
    'is not there',
    () => '/nowhere/ca.pem',
    /redfish\.tls\.caFile \/nowhere\/ca\.pem cannot be used \(.*ENOENT/,
  ],
  ['has no certificate', () => import.meta.filename, /cannot be used \(it has no certificate in PEM\)/],
])('a file of authorities that %s is told as such', async (_, caFile, message) => {
  const port = await answering(body('{}'));
  const options = {
    target: { scheme: 'https', host: '127.0.0.1', address: '127.0.0.1', port },
    trust: { fingerprint: null, caFile: caFile(), verify: true },
  } as const;
  await expect(get(port, '/redfish/v1/', options)).rejects.toMatchObject({
    code: 'auth_failed',
    message: expect.stringMatching(message) as string,
  });
});

it('a password file that is not there is told as such', async () => {
  const credentials = { username: 'u', password: '', passwordFile: '/nowhere/secret', basicAuth: true };
  await expect(get(await answering(body('{}')), '/redfish/v1/', { credentials })).rejects.toMatchObject({
    code: 'auth_failed',
    message: expect.stringMatching(
      /the password file cannot be read \(\/nowhere\/secret.*ENOENT.*check password_file/,
    ) as string,
  });
});
