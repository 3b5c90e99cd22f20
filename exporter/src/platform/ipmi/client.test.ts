import { getDeviceId, IpmiError } from 'ipmi-js';
import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { kernelDriver } from '../../../../test/support/ipmi/kernel-driver.ts';
import {
  madeUpAnswers,
  type MadeUpBmc,
  type MadeUpOptions,
  PASSWORD,
  startMadeUpBmc,
  USER,
} from '../../../../test/support/ipmi/made-up-bmc.ts';
import type { IpmiOptions } from '../../contract/ipmi.ts';
import { nativeLibrary } from '../native-library.ts';
import { plainFiles } from '../plain-files.ts';
import { ipmiClient, type IpmiClientOptions, type OpenIpmiClient } from './client.ts';

const started: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of started.splice(0).reverse()) await each.close();
});

async function madeUp(options: MadeUpOptions = {}): Promise<MadeUpBmc> {
  const made = await startMadeUpBmc(options);
  started.push({ close: () => made.stop() });
  return made;
}

function clientOf(options: Partial<IpmiClientOptions> = {}): OpenIpmiClient {
  const client = ipmiClient({ files: plainFiles, native: nativeLibrary(), ...options });
  started.push(client);
  return client;
}

const CREDENTIALS = { user: USER, password: PASSWORD, passwordFile: null };
const planOf = ({ bmc }: MadeUpBmc, more: Partial<IpmiOptions> = {}): IpmiOptions => ({
  target: { host: 'bmc1.example', address: '127.0.0.1', port: bmc.port },
  credentials: CREDENTIALS,
  privilege: 'user',
  driver: 'auto',
  workarounds: [],
  timeoutMs: 5000,
  ...more,
});
const signal = new AbortController().signal;

describe('sessions', () => {
  it('are shared by all who ask with the same login, and found by address', async () => {
    const made = await madeUp();
    const client = clientOf();
    const sessions = [planOf(made), planOf(made)].map((plan) => client.open(plan));
    await Promise.all(sessions.map((session) => session.connect(signal)));
    expect(
      (await Promise.all(sessions.map((each) => getDeviceId(each)))).map((each) => each.productId),
    ).toEqual([62, 62]);
    expect([made.bmc.sessions, client.bmcs, client.totals().sessions, client.totals().logins]).toEqual([
      1, 1, 1, 1,
    ]);
  });

  it.each<[string, Partial<IpmiOptions>]>([
    ['of a higher privilege', { privilege: 'admin' }],
    ['of IPMI 1.5', { driver: 'lan' }],
    ['with workarounds', { workarounds: ['authcap'] }],
  ])('%s are others', async (_, more) => {
    const made = await madeUp();
    const client = clientOf();
    for (const plan of [planOf(made), planOf(made, more)]) await client.open(plan).connect(signal);
    expect([made.bmc.sessions, client.totals().sessions]).toEqual([2, 2]);
  });

  it('end when the client is closed', async () => {
    const made = await madeUp();
    const client = clientOf();
    const session = client.open(planOf(made));
    await session.connect(signal);
    await client.close();
    expect([made.bmc.sessions, client.bmcs]).toEqual([0, 0]);
    await expect(session.connect(signal)).rejects.toMatchObject({ code: 'closed' });
    expect(client.totals()).toMatchObject({ sessions: 0, logins: 1 });
  });

  it('end when the password has changed', async () => {
    const made = await madeUp({
      users: [
        { name: USER, password: 'old' },
        { name: USER, password: PASSWORD },
      ],
      slots: 4,
    });
    const client = clientOf();
    await client.open(planOf(made, { credentials: { ...CREDENTIALS, password: 'old' } })).connect(signal);
    client.open(planOf(made));
    await vi.waitFor(() => expect(made.bmc.sessions).toBe(0));
    expect(client.bmcs).toBe(1);
  });

  it('end when nobody asks any longer', async () => {
    const made = await madeUp();
    const client = clientOf({ idleMs: 40 });
    await client.open(planOf(made)).connect(signal);
    await vi.waitFor(() => expect([client.bmcs, made.bmc.sessions]).toEqual([0, 0]));
    expect(client.totals().logins).toBe(1);
  });
});

describe('the local BMC', () => {
  const openFiles = () =>
    readdirSync('/proc/self/fd').flatMap((each) => {
      try {
        return readlinkSync(`/proc/self/fd/${each}`);
      } catch {
        return []; // The one of the folder itself is closed by now.
      }
    });

  it.runIf(process.platform === 'linux')(
    'is asked without login, and let go of when nobody asks',
    async () => {
      const driver = kernelDriver(madeUpAnswers());
      started.push({ close: () => driver.stop() });
      const client = clientOf({ native: driver.native, devices: [driver.path], idleMs: 200 });
      const session = client.open({ ...planOf(await madeUp()), driver: 'local' });
      await session.connect(signal);
      expect((await getDeviceId(session)).productId).toBe(62);
      await vi.waitFor(() => expect(openFiles()).not.toContain(driver.path));
      expect((await getDeviceId(session)).productId).toBe(62);
      expect(client.totals()).toMatchObject({ sessions: 0, logins: 0, sent: 2, received: 2 });
    },
  );
});

describe('a login that is refused', () => {
  const wrong = { ...CREDENTIALS, password: 'wrong' };

  it('names the user and what to check, is not tried again at once, and repeats no password', async () => {
    const made = await madeUp();
    const client = clientOf();
    const plan = planOf(made, { credentials: wrong });
    const first = await client
      .open(plan)
      .connect(signal)
      .catch((error: unknown) => error);
    expect(first).toBeInstanceOf(IpmiError);
    expect(first).toMatchObject({ code: 'auth_failed' });
    const text = String(first);
    expect(text).toMatch(
      /^IpmiError: bmc1\.example:\d+: .* \(user "monitor" of ipmi\.configFiles; tried again/,
    );
    expect(text).not.toContain('wrong');
    const { received } = made.bmc;
    await expect(client.open(plan).connect(signal)).rejects.toThrow(text.replace('IpmiError: ', ''));
    expect(made.bmc.received).toBe(received);
  });

  it('is tried with another password at once', async () => {
    const made = await madeUp();
    const client = clientOf();
    await expect(client.open(planOf(made, { credentials: wrong })).connect(signal)).rejects.toThrow();
    await expect(client.open(planOf(made)).connect(signal)).resolves.toBeUndefined();
  });
});

describe('a password in a file', () => {
  const folder = () => {
    const path = mkdtempSync(join(tmpdir(), 'fathom-ipmi-'));
    started.push({ close: () => Promise.resolve(rmSync(path, { recursive: true })) });
    return path;
  };

  it('is read at the login', async () => {
    const made = await madeUp();
    const path = join(folder(), 'password');
    writeFileSync(path, `${PASSWORD}\n`);
    const credentials = { ...CREDENTIALS, password: '', passwordFile: path };
    await clientOf().open(planOf(made, { credentials })).connect(signal);
    expect(made.bmc.sessions).toBe(1);
  });

  it.each<[string, string | null, RegExp]>([
    ['that is not there', null, /password: /],
    ['that is none', 'x'.repeat(21), /bmc1\.example:\d+: the password has 21 bytes; IPMI allows 20/],
    ['that is not one at all', 'x'.repeat(5000), /larger than 4096 bytes/],
  ])('%s is told, and read again the next time', async (_, content, message) => {
    const made = await madeUp();
    const path = join(folder(), 'password');
    if (content !== null) writeFileSync(path, content);
    const client = clientOf();
    const plan = planOf(made, { credentials: { ...CREDENTIALS, password: '', passwordFile: path } });
    await expect(client.open(plan).connect(signal)).rejects.toThrow(message);
    writeFileSync(path, PASSWORD);
    await client.open(plan).connect(signal);
    expect(made.bmc.sessions).toBe(1);
  });
});

it('counts what is sent and what is not believed', async () => {
  const made = await madeUp();
  const client = clientOf();
  const session = client.open(planOf(made));
  await session.connect(signal);
  made.bmc.outgoing = (packet, send) => {
    const forged = Buffer.from(packet);
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1;
    send(forged);
    send(packet);
  };
  await getDeviceId(session);
  const { sent, received, dropped } = client.totals();
  expect(received).toBe(sent + 1);
  expect(dropped.integrity).toBe(1);
});
