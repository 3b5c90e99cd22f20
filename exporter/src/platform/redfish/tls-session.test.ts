/** Handshakes are costly for BMCs: a service is asked for one whole one, and then takes up what it gave out. */
import { mkdtempSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext, type SecureVersion, TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { certificateAuthority } from '../../../../test/support/certificates.ts';
import {
  type MockService,
  PASSWORD,
  startMockService,
  USER,
} from '../../../../test/support/redfish/service.ts';
import { manyDrivesTree } from '../../../../test/support/redfish/trees/many-drives.ts';
import type { RedfishTrust } from '../../contract/redfish.ts';
import { plainFiles } from '../plain-files.ts';
import { redfishClient } from './client.ts';
import { TlsSession } from './tls-session.ts';

const DRIVES = Array.from({ length: 20 }, (_, i) => `/redfish/v1/Systems/1/Storage/1/Drives/${i}`);

let folder: string;
let ca: ReturnType<typeof certificateAuthority>;
const ends: (() => Promise<unknown>)[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fathom-redfish-tls-'));
  ca = certificateAuthority(folder);
});
afterEach(async () => {
  vi.useRealTimers();
  for (const end of ends.splice(0).reverse()) await end();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function scene(trust: Partial<RedfishTrust> = {}, maxVersion: SecureVersion = 'TLSv1.3') {
  const certificate = ca.issue('bmc', 'bmc', 'IP:127.0.0.1');
  const service = await startMockService({
    tree: manyDrivesTree(20),
    tls: { ...certificate, maxVersion },
    delayMs: 5,
  });
  const client = redfishClient({ files: plainFiles });
  ends.push(
    () => service.stop(),
    () => client.close(),
  );
  const session = client.open({
    target: { scheme: 'https', host: '127.0.0.1', address: '127.0.0.1', port: service.port },
    credentials: { username: USER, password: PASSWORD, passwordFile: null, basicAuth: false },
    trust: { fingerprint: null, caFile: join(folder, 'ca.crt'), verify: true, ...trust },
    requestsInFlight: 6,
    timeoutMs: 2000,
    signal: new AbortController().signal,
  });
  const askAll = () => Promise.all(DRIVES.map((path) => session.get(path)));
  return { service, session, askAll };
}

const whole = ({ handshakes: { count, resumed } }: MockService) => count - resumed;

describe('connections to one service', () => {
  it.each<[SecureVersion]>([['TLSv1.2'], ['TLSv1.3']])('need one whole handshake of %s', async (version) => {
    const { service, session, askAll } = await scene({}, version);
    await askAll();
    expect(service.handshakes.count).toBeGreaterThan(2);
    expect(whole(service)).toBe(1);
    expect(session.certificateExpiry()).toBeGreaterThan(Date.now() / 1000);
  });

  it('need another one after a while, so that the certificate is looked at again', async () => {
    const { service, askAll } = await scene();
    await askAll();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11 * 60_000 });
    service.dropConnections();
    await askAll();
    expect(whole(service)).toBeGreaterThan(1);
  });

  it('are made anew, whole, when the service no longer knows what it gave out', async () => {
    const { service, askAll } = await scene();
    await askAll();
    service.forgetTls();
    service.dropConnections();
    await askAll();
    expect(whole(service)).toBeGreaterThan(1);
  });
});

it('what was given out counts for the authorities by which its service was believed', () => {
  const [believed, others] = [createSecureContext(), createSecureContext()];
  const socket = new TLSSocket(new Socket());
  const session = new TlsSession();
  session.listen(socket);
  socket.emit('session', Buffer.from('early'));
  expect(session.of(believed)).toBeNull();
  session.trust(socket, believed, Date.now() + 60_000);
  expect([session.of(believed)?.toString(), session.of(others)]).toEqual(['early', null]);
  socket.emit('session', Buffer.from('later'));
  expect(session.of(believed)?.toString()).toBe('later');
  session.trust(socket, believed, Date.now() - 1);
  expect(session.of(believed)).toBeNull();
});
