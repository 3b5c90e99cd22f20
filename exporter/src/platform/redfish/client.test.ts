/** Sessions, certificates, connections and what is kept, against a service over HTTPS. */
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { certificateAuthority } from '../../../../test/support/certificates.ts';
import {
  type MockOptions,
  type MockService,
  PASSWORD,
  startMockService,
  USER,
} from '../../../../test/support/redfish/service.ts';
import { manyDrivesTree } from '../../../../test/support/redfish/trees/many-drives.ts';
import type { RedfishCredentials, RedfishOptions, RedfishTrust } from '../../contract/redfish.ts';
import { plainFiles } from '../plain-files.ts';
import { type OpenRedfishClient, redfishClient } from './client.ts';

const SYSTEMS = '/redfish/v1/Systems';
const DRIVE = (i: number) => `/redfish/v1/Systems/1/Storage/1/Drives/${i}`;
const CREDENTIALS: RedfishCredentials = {
  username: USER,
  password: PASSWORD,
  passwordFile: null,
  basicAuth: false,
};

let folder: string;
let ca: ReturnType<typeof certificateAuthority>;
let certificate: ReturnType<typeof ca.issue>;
let fingerprint: string;
const services: MockService[] = [];
const clients: OpenRedfishClient[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fathom-redfish-'));
  ca = certificateAuthority(folder);
  certificate = ca.issue('bmc', 'bmc', 'IP:127.0.0.1,DNS:bmc.test');
  fingerprint = new X509Certificate(certificate.cert).fingerprint256.replaceAll(':', '');
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await Promise.all(services.splice(0).map((service) => service.stop()));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function start(options: Partial<MockOptions> = {}): Promise<MockService> {
  const service = await startMockService({ tree: manyDrivesTree(30), ...options });
  services.push(service);
  return service;
}

function newClient(idleMs?: number): OpenRedfishClient {
  const client = redfishClient({ files: plainFiles, ...(idleMs !== undefined && { idleMs }) });
  clients.push(client);
  return client;
}

interface Opening {
  readonly client?: OpenRedfishClient;
  readonly credentials?: Partial<RedfishCredentials>;
  readonly options?: Partial<RedfishOptions>;
}

function open({ port }: MockService, { client = newClient(), credentials, options }: Opening = {}) {
  return client.open({
    target: { scheme: 'http', host: '127.0.0.1', address: '127.0.0.1', port },
    credentials: { ...CREDENTIALS, ...credentials },
    trust: { fingerprint: null, caFile: null, verify: true },
    requestsInFlight: 4,
    timeoutMs: 2000,
    signal: new AbortController().signal,
    ...options,
  });
}

const count = ({ requests }: MockService, part: string) =>
  requests.filter((each) => each.includes(part)).length;

describe('the session', () => {
  it('is made once, for all who ask at the same time and later', async () => {
    const service = await start();
    const client = newClient();
    await Promise.all([0, 1, 2, 3, 4].map((i) => open(service, { client }).get(DRIVE(i))));
    await open(service, { client }).get(SYSTEMS);
    expect(service.sessions.made).toBe(1);
    expect(count(service, 'POST')).toBe(1);
  });

  it('is made anew when it has expired, and the request with it', async () => {
    const service = await start();
    const session = open(service);
    await session.get(SYSTEMS);
    service.sessions.expireAll();
    await expect(Promise.all([0, 1, 2].map((i) => session.get(DRIVE(i))))).resolves.toHaveLength(3);
    expect(service.sessions.made).toBe(2);
  });

  it('is ended when the client is closed', async () => {
    const service = await start();
    const client = newClient();
    await open(service, { client }).get(SYSTEMS);
    expect(service.sessions.open).toBe(1);
    await client.close();
    expect(service.sessions.open).toBe(0);
    expect(client.abandoned).toBe(0);
  });

  it('is ended when nobody asks any longer, and made again when somebody does', async () => {
    const service = await start();
    const client = newClient(40);
    await open(service, { client }).get(SYSTEMS);
    await vi.waitFor(() => expect(service.sessions.open).toBe(0));
    expect(client.services).toBe(0);
    await open(service, { client }).get(SYSTEMS);
    expect(service.sessions.made).toBe(2);
  });

  it('that cannot be ended is counted', async () => {
    const service = await start();
    const client = newClient();
    await open(service, { client }).get(SYSTEMS);
    await service.stop();
    await client.close();
    expect(client.abandoned).toBe(1);
  });

  it.each<[string, Partial<MockOptions>]>([
    ['all slots are taken', { slots: 0 }],
    [
      'the service answers with an error',
      { faults: { '/redfish/v1/SessionService/Sessions': { status: 500 } } },
    ],
  ])('is done without when %s', async (_, options) => {
    const service = await start(options);
    const session = open(service);
    await expect(session.get(SYSTEMS)).resolves.toHaveProperty('Members');
    await session.get(DRIVE(0));
    expect(count(service, 'POST')).toBeLessThanOrEqual(2);
  });

  it('is taken again once a slot is free', async () => {
    const service = await start({ slots: 1 });
    const taken = service.sessions.make();
    const session = open(service);
    await session.get(SYSTEMS);
    expect([service.sessions.refused, service.sessions.made]).toEqual([1, 1]);
    service.sessions.end(taken?.id ?? '');
    const later = performance.now() + 5 * 60_000;
    const clock = vi.spyOn(performance, 'now').mockReturnValue(later);
    await session.get(SYSTEMS);
    clock.mockRestore();
    expect(service.sessions.made).toBe(2);
  });

  it('is made where services before Redfish 1.0 have them', async () => {
    const service = await start({ sessionPath: '/redfish/v1/Sessions' });
    await open(service).get(SYSTEMS);
    expect(service.sessions.made).toBe(1);
  });

  it('is not made where the configuration wants none', async () => {
    const service = await start();
    await open(service, { credentials: { basicAuth: true } }).get(SYSTEMS);
    expect(count(service, 'POST')).toBe(0);
  });

  it('takes its password from a file at each login', async () => {
    const service = await start();
    const passwordFile = join(folder, 'password');
    writeFileSync(passwordFile, `${PASSWORD}\n`);
    await open(service, { credentials: { password: '', passwordFile } }).get(SYSTEMS);
    expect(service.sessions.made).toBe(1);
    const absent = open(service, { credentials: { password: '', passwordFile: '/nonexistent/password' } });
    await expect(absent.get(SYSTEMS)).rejects.toThrow('/nonexistent/password');
  });

  it('does not try a wrong password again and again', async () => {
    const service = await start();
    const session = open(service, { credentials: { password: 'wrong' } });
    for (let i = 0; i < 3; i += 1)
      await expect(session.get(SYSTEMS)).rejects.toMatchObject({ code: 'auth_failed' });
    expect(count(service, 'POST')).toBe(1);
  });
});

describe('the certificate', () => {
  const trusting = (trust: Partial<RedfishTrust>, host = '127.0.0.1') => ({
    options: { trust: { fingerprint: null, caFile: null, verify: true, ...trust } },
    host,
  });
  const overTls = (service: MockService, { options, host }: ReturnType<typeof trusting>) =>
    open(service, {
      options: {
        ...options,
        target: { scheme: 'https', host, address: '127.0.0.1', port: service.port },
      },
    });

  it.each<[string, () => ReturnType<typeof trusting>]>([
    ['of an authority that is named', () => trusting({ caFile: ca.certFile })],
    ['for a name', () => trusting({ caFile: ca.certFile }, 'bmc.test')],
    ['whose fingerprint is pinned', () => trusting({ fingerprint })],
    ['of whoever it may be', () => trusting({ verify: false })],
  ])('%s is taken', async (_, trust) => {
    const service = await start({ tls: certificate });
    const session = overTls(service, trust());
    await expect(session.get(SYSTEMS)).resolves.toHaveProperty('Members');
    expect(session.certificateExpiry()).toBe(
      Date.parse(new X509Certificate(certificate.cert).validTo) / 1000,
    );
  });

  it.each<[string, () => ReturnType<typeof trusting>, RegExp]>([
    [
      'of an unknown authority',
      () => trusting({}),
      /not trusted \(UNABLE_TO_VERIFY_LEAF_SIGNATURE: nobody knows.*redfish\.tls/,
    ],
    ['for another name', () => trusting({ caFile: ca.certFile }, 'other.test'), /not trusted.*other\.test/],
    [
      'with another fingerprint than the pinned one',
      () => trusting({ fingerprint: 'AB'.repeat(32) }),
      /not the one/,
    ],
    [
      'when the pinned one is another, although all are believed',
      () => trusting({ fingerprint: 'AB'.repeat(32), verify: false }),
      /not the one/,
    ],
  ])('%s is refused, before anything is sent', async (_, trust, message) => {
    const service = await start({ tls: certificate });
    await expect(overTls(service, trust()).get(SYSTEMS)).rejects.toMatchObject({
      code: 'auth_failed',
      message: expect.stringMatching(message) as string,
    });
    await expect(overTls(service, trust()).get(SYSTEMS)).rejects.toThrow(fingerprint);
    expect(service.requests).toEqual([]);
  });

  it('of a service that speaks no TLS', async () => {
    const service = await start();
    await expect(overTls(service, trusting({ verify: false })).get(SYSTEMS)).rejects.toMatchObject({
      code: 'unreachable',
    });
  });
});

describe('requests', () => {
  it('are made side by side, up to the limit, on connections that are kept', async () => {
    const service = await start({ delayMs: 5 });
    const client = newClient();
    await Promise.all(Array.from({ length: 30 }, (_, i) => open(service, { client }).get(DRIVE(i))));
    expect(service.most.inFlight).toBe(4);
    expect(service.connections.count).toBeLessThanOrEqual(5);
  });

  it.each<[number, string]>([
    [404, 'unsupported'],
    [403, 'permission_denied'],
    [500, 'unreachable'],
  ])('answered with %d fail as %s, and name the service and the resource', async (status, code) => {
    const service = await start({ faults: { [SYSTEMS]: { status } } });
    const session = open(service);
    await expect(session.get(SYSTEMS)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(
        `127.0.0.1, port ${service.port}, ${SYSTEMS}: HTTP ${status}`,
      ) as string,
    });
    expect(session.traffic).toEqual({ requests: 1, kept: 0, failed: 1 });
  });

  it.each<[string, string]>([
    ['another host', 'http://192.0.2.1/redfish/v1/'],
    ['another port', 'http://127.0.0.1:1/redfish/v1/'],
    ['another scheme', 'ftp://127.0.0.1/'],
    ['nowhere', ''],
  ])('redirected to %s are not followed', async (_, Location) => {
    const service = await start({ faults: { [SYSTEMS]: { status: 301, headers: { Location } } } });
    await expect(open(service).get(SYSTEMS)).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('redirected within the service are followed, but not for ever', async () => {
    const service = await start({
      faults: {
        '/redfish/v1/Old': { status: 308, headers: { Location: '/redfish/v1/Systems' } },
        '/redfish/v1/Round': { status: 302, headers: { Location: '/redfish/v1/Round' } },
      },
    });
    await expect(open(service).get('/redfish/v1/Old')).resolves.toHaveProperty('Members');
    await expect(open(service).get('/redfish/v1/Round')).rejects.toThrow('again and again');
  });

  it.each([
    ['/etc/passwd'],
    ['/redfish/v2'],
    ['//192.0.2.1/redfish/v1'],
    [`/redfish/v1/${'x'.repeat(3000)}`],
  ])('for %s are not made: paths come from the service', async (path) => {
    const service = await start();
    await expect(open(service).get(path)).rejects.toMatchObject({ code: 'malformed_reply' });
    expect(service.requests.filter((each) => each.startsWith('GET'))).toEqual([]);
  });

  it('have what no URL may have in it encoded', async () => {
    const service = await start({ tree: { '/redfish/v1/DIMM%201%C3%A9': { Id: '1' } } });
    await expect(open(service).get('/redfish/v1/DIMM 1é')).resolves.toHaveProperty('Id', '1');
  });

  it('end with who waits for them, and leave the connection to others', async () => {
    const service = await start({ faults: { [DRIVE(0)]: 'silence' } });
    const client = newClient();
    const gone = new AbortController();
    const waiting = Array.from({ length: 6 }, () =>
      open(service, { client, options: { signal: gone.signal } }).get(DRIVE(0)),
    );
    await vi.waitFor(() => expect(count(service, DRIVE(0))).toBe(4));
    gone.abort();
    for (const each of waiting) await expect(each).rejects.toMatchObject({ code: 'cancelled' });
    await expect(open(service, { client }).get(DRIVE(1))).resolves.toHaveProperty('Id', '1');
  });

  it('to a port where nobody is', async () => {
    const service = await start();
    await service.stop();
    await expect(open(service).get(SYSTEMS)).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('the connection was refused') as string,
    });
  });

  it('to a hundred services that are silent fail together', async () => {
    const service = await start({
      faults: { [SYSTEMS]: 'silence', '/redfish/v1/SessionService/Sessions': 'silence' },
    });
    const client = newClient();
    const startedAt = performance.now();
    const failed = await Promise.allSettled(
      Array.from({ length: 100 }, (_, i) =>
        open(service, { client, credentials: { username: `user${i}` }, options: { timeoutMs: 400 } }).get(
          SYSTEMS,
        ),
      ),
    );
    expect(failed.every(({ status }) => status === 'rejected')).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(3000);
  });
});

describe('what is kept', () => {
  it('is not asked for again while it is young', async () => {
    const service = await start();
    const session = open(service);
    await session.get(SYSTEMS, 60_000);
    await session.get(SYSTEMS, 60_000);
    expect(count(service, SYSTEMS)).toBe(1);
    expect(session.traffic).toEqual({ requests: 1, kept: 1, failed: 0 });
  });

  it('is asked for by its ETag when it is old, and taken as it was when it has not changed', async () => {
    const service = await start({ etags: true });
    const session = open(service);
    const first = await session.get(SYSTEMS, 1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await session.get(SYSTEMS, 1)).toBe(first);
    expect(service.unchanged.count).toBe(1);
    service.tree = { ...service.tree, [SYSTEMS]: { Members: [], Name: 'changed' } };
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await session.get(SYSTEMS, 1)).toHaveProperty('Name', 'changed');
  });

  it('is nothing that was asked for as it is now', async () => {
    const service = await start({ etags: true });
    const session = open(service);
    await session.get(SYSTEMS, 60_000);
    await session.get(SYSTEMS);
    expect(count(service, SYSTEMS)).toBe(2);
  });
});
