import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { Agent } from 'node:https';
import { hashSync } from 'bcrypt';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { certificateAuthority } from '../../../../test/support/certificates.ts';
import { ask } from '../../../../test/support/http.ts';
import { recordingLog } from '../../../../test/support/log.ts';
import { fakeServices } from '../../../../test/support/services.ts';
import { UserError } from '../../model/errors.ts';
import { type HttpHandle, startHttpServer } from '../server.ts';
import { parseSubjectAltName } from './tls.ts';

const HASH = hashSync('s3cret', 4);
const ALICE = { Authorization: `Basic ${Buffer.from('alice:s3cret').toString('base64')}` };

let folder: string;
let file: string;
let ca: ReturnType<typeof certificateAuthority>;
let strangers: ReturnType<typeof certificateAuthority>;
const started: HttpHandle[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fathom-web-config-'));
  file = join(folder, 'web.yml');
  ca = certificateAuthority(folder);
  strangers = certificateAuthority(folder, 'strangers');
  ca.issue('server', 'server', 'DNS:localhost,IP:127.0.0.1');
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.close()));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function serve(config: string) {
  writeFileSync(file, config);
  const { log, lines } = recordingLog();
  const server = await startHttpServer({
    listenAddress: '127.0.0.1:0',
    services: fakeServices(),
    log,
    webConfigFile: file,
  });
  started.push(server);
  return { url: server.url, server, lines };
}

const statusOf = async (url: string, headers = {}) => (await ask(url, { headers })).status;

describe('without TLS', () => {
  it('asks for a password on every path', async () => {
    const { url } = await serve(`basic_auth_users: {alice: '${HASH}'}`);
    for (const path of ['/', '/metrics', '/sd', '/healthz', '/api/v1/health', '/nothing']) {
      const refused = await ask(url + path);
      expect([path, refused.status, refused.headers['www-authenticate']]).toEqual([path, 401, 'Basic']);
    }
    expect(await statusOf(`${url}/metrics`, ALICE)).toBe(200);
    expect(await statusOf(`${url}/nothing`, ALICE)).toBe(404);
  });

  it('follows the file: users, headers, and 500 while it is broken', async () => {
    const { url, lines } = await serve('http_server_config: {headers: {X-Frame-Options: sameorigin}}');
    expect((await ask(`${url}/metrics`)).headers['x-frame-options']).toBe('sameorigin');
    writeFileSync(file, `basic_auth_users: {alice: '${HASH}'}\n`);
    expect(await statusOf(`${url}/metrics`)).toBe(401);
    writeFileSync(file, 'basic_auth_users: {alice: 7}');
    expect(await statusOf(`${url}/metrics`, ALICE)).toBe(500);
    expect(
      lines.some(
        ({ level, message }) => level === 'error' && message.includes('web configuration is broken'),
      ),
    ).toBe(true);
    rmSync(file);
    expect(await statusOf(`${url}/metrics`, ALICE)).toBe(500);
    writeFileSync(file, '');
    expect(await statusOf(`${url}/metrics`)).toBe(200);
  });

  it('limits the rate before it asks for a password', async () => {
    const { url } = await serve(`rate_limit: {interval: 1h, burst: 2}\nbasic_auth_users: {alice: '${HASH}'}`);
    expect(await statusOf(`${url}/metrics`)).toBe(401);
    expect(await statusOf(`${url}/metrics`, ALICE)).toBe(200);
    const limited = await ask(`${url}/metrics`, { headers: ALICE });
    expect([limited.status, limited.text]).toEqual([429, 'Too Many Requests\n']);
  });

  it('answers a reload with what is wrong', async () => {
    const { server } = await serve('');
    server.reload();
    writeFileSync(file, 'nonsense: 1');
    expect(() => server.reload()).toThrow(/unknown key "nonsense"/);
  });

  it.each([
    [
      'tls_server_config: {cert_file: none.crt, key_file: server.key}',
      /tls_server_config\.cert_file: .*none\.crt: ENOENT/,
    ],
    [
      'tls_server_config: {cert_file: server.crt, key_file: strangers.key}',
      /certificate, key or client CA not usable/,
    ],
    ['tls_server_config: {cert: nonsense, key_file: server.key}', /certificate, key or client CA not usable/],
    ['typo: 1', /unknown key "typo"/],
  ])('does not start with %s', async (config, reason) => {
    await expect(serve(config)).rejects.toThrow(UserError);
    await expect(serve(config)).rejects.toThrow(reason);
  });

  it('does not start without the file', async () => {
    rmSync(file, { force: true });
    const { log } = recordingLog();
    const start = startHttpServer({
      listenAddress: '127.0.0.1:0',
      services: fakeServices(),
      log,
      webConfigFile: file,
    });
    await expect(start).rejects.toThrow(/the web configuration file cannot be read: .*ENOENT/);
  });
});

const TLS = 'tls_server_config:\n  cert_file: server.crt\n  key_file: server.key\n';

describe('with TLS', () => {
  it('serves HTTPS, and takes a new certificate without a restart', async () => {
    ca.issue('server', 'first', 'DNS:localhost,IP:127.0.0.1');
    const { url } = await serve(TLS);
    expect(url).toMatch(/^https:/);
    expect(await commonNameOf(url)).toBe('first');
    ca.issue('server', 'second', 'DNS:localhost,IP:127.0.0.1');
    expect(await commonNameOf(url)).toBe('second');
    await expect(ask(url.replace('https', 'http') + '/metrics')).rejects.toThrow();
  });

  it('keeps to the versions and suites it was given', async () => {
    const { url } = await serve(
      `${TLS}  max_version: TLS12\n  cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384]\n  curve_preferences: [CurveP256]\n`,
    );
    const tls = { ca: ca.cert };
    expect((await ask(`${url}/healthz`, { tls })).status).toBe(200);
    await expect(ask(`${url}/healthz`, { tls: { ...tls, minVersion: 'TLSv1.3' } })).rejects.toThrow();
    await expect(
      ask(`${url}/healthz`, { tls: { ...tls, ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256' } }),
    ).rejects.toThrow();
  });

  it('refuses handshakes while the file is broken', async () => {
    const { url, lines } = await serve(TLS);
    writeFileSync(file, 'broken: [');
    await expect(ask(`${url}/healthz`, { tls: { ca: ca.cert } })).rejects.toThrow();
    expect(lines.some(({ message }) => message === 'a TLS handshake failed')).toBe(true);
    writeFileSync(file, '');
    await expect(ask(`${url}/healthz`, { tls: { ca: ca.cert } })).rejects.toThrow();
    writeFileSync(file, TLS);
    expect((await ask(`${url}/healthz`, { tls: { ca: ca.cert } })).status).toBe(200);
  });

  const CLIENT_CA = '  client_ca_file: ca.crt\n';
  const SANS = '  client_allowed_sans: [prometheus.example.com]\n';
  it.each([
    // policy, none, of our CA, of our CA with the name, of another CA
    ['', true, true, true, true],
    ['  client_auth_type: RequestClientCert\n', true, true, true, true],
    ['  client_auth_type: RequireAnyClientCert\n', false, true, true, true],
    ['  client_auth_type: RequireClientCert\n', false, true, true, true],
    [`  client_auth_type: VerifyClientCertIfGiven\n${CLIENT_CA}`, true, true, true, false],
    [`  client_auth_type: RequireAndVerifyClientCert\n${CLIENT_CA}`, false, true, true, false],
    [`  client_auth_type: RequireAndVerifyClientCert\n${CLIENT_CA}${SANS}`, false, false, true, false],
    [`  client_auth_type: RequireAnyClientCert\n${SANS}`, false, false, true, false],
  ])('client certificates with %j', async (policy, ...expected) => {
    const clients = [
      undefined,
      ca.issue('client', 'client', 'DNS:other.example.com'),
      ca.issue('prometheus', 'prometheus', 'DNS:other.example.com,DNS:prometheus.example.com'),
      strangers.issue('stranger', 'stranger', 'DNS:stranger.example.com'),
    ];
    const { url } = await serve(TLS + policy);
    const admitted = async (client: (typeof clients)[number]) => {
      const identity = client && { cert: client.cert, key: client.key };
      const answer = ask(`${url}/healthz`, { tls: { ca: ca.cert, ...identity } });
      return answer.then(({ status }) => status === 200).catch(() => false);
    };
    const results = [];
    for (const client of clients) results.push(await admitted(client));
    expect(results).toEqual(expected);
  });

  it('asks for client certificates as soon as the file says so', async () => {
    const { url } = await serve(TLS);
    const tls = { ca: ca.cert };
    expect((await ask(`${url}/healthz`, { tls })).status).toBe(200);
    writeFileSync(file, `${TLS}  client_auth_type: RequireAndVerifyClientCert\n${CLIENT_CA}`);
    await expect(ask(`${url}/healthz`, { tls })).rejects.toThrow();
    const { cert, key } = ca.issue('late', 'late', 'DNS:late');
    expect((await ask(`${url}/healthz`, { tls: { ...tls, cert, key } })).status).toBe(200);
  });

  it('closes within its grace though a handshake hangs', async () => {
    const { server, url } = await serve(TLS);
    const { connect } = await import('node:net');
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.on('error', () => undefined);
    const startedAt = Date.now();
    await server.close(100);
    expect(Date.now() - startedAt).toBeLessThan(2000);
    socket.destroy();
  });
});

async function commonNameOf(url: string): Promise<string> {
  const agent = new Agent({ keepAlive: false, maxCachedSessions: 0 });
  const name = new Promise<string>((resolve) => {
    agent.on('keylog', (_line: Buffer, socket: TLSSocket) =>
      socket.once('secureConnect', () => resolve(String(socket.getPeerCertificate().subject.CN))),
    );
  });
  await ask(`${url}/healthz`, { tls: { ca: ca.cert }, agent });
  return name;
}

describe('parseSubjectAltName', () => {
  it.each([
    ['', []],
    ['DNS:a.example.com', ['a.example.com']],
    ['DNS:a, IP Address:10.0.0.1, email:x@y.z', ['a', '10.0.0.1', 'x@y.z']],
    ['IP Address:2001:DB8:0:0:0:0:0:1', ['2001:db8::1']],
    ['URI:spiffe://a/b, DNS:c', ['spiffe://a/b', 'c']],
    ['DNS:"evil, DNS:good", DNS:b', ['evil, DNS:good', 'b']],
  ])('%j', (text, names) => expect(parseSubjectAltName(text)).toEqual(names));
});
