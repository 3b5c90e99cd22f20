import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AUTH_PASSWORD,
  COMMUNITY,
  PRIV_PASSWORD,
  SNMPD,
  type SnmpDaemon,
  startSnmpd,
  type User,
} from '../../../../test/support/snmp-daemons.ts';
import { snmpAuth } from '../../../../test/support/snmp-auth.ts';
import { hasTool } from '../../../../test/support/tool.ts';
import type { SnmpOptions, SnmpTarget } from '../../contract/snmp.ts';
import { type AuthProtocol, type PrivProtocol, type SnmpAuth, ValueType } from '../../model/snmp.ts';
import { formatOid } from '../../protocols/snmp/oid.ts';
import { hostLookup } from '../host-lookup.ts';
import { type OpenSnmpClient, snmpClient } from './client.ts';

const SYS_LOCATION = [1, 3, 6, 1, 2, 1, 1, 6, 0];
const SYSTEM = [1, 3, 6, 1, 2, 1, 1];

/** As net-snmp calls them. */
const AUTH_NAMES: Readonly<Record<AuthProtocol, string>> = {
  MD5: 'MD5',
  SHA: 'SHA',
  SHA224: 'SHA-224',
  SHA256: 'SHA-256',
  SHA384: 'SHA-384',
  SHA512: 'SHA-512',
};
const PRIV_NAMES: Readonly<Partial<Record<PrivProtocol, string>>> = {
  DES: 'DES',
  AES: 'AES',
  AES192: 'AES-192',
  AES192C: 'AES-192-C',
  AES256: 'AES-256',
  AES256C: 'AES-256-C',
};

interface Combination {
  readonly user: string;
  readonly auth: AuthProtocol;
  readonly priv: PrivProtocol | null;
}

const COMBINATIONS: readonly Combination[] = (Object.keys(AUTH_NAMES) as AuthProtocol[]).flatMap((auth) =>
  [null, ...(Object.keys(PRIV_NAMES) as PrivProtocol[])].map((priv) => ({
    user: `u-${auth}-${priv ?? 'none'}`,
    auth,
    priv,
  })),
);

function userOf({ user, auth, priv }: Combination): User {
  const name = priv === null ? undefined : PRIV_NAMES[priv];
  return { name: user, auth: AUTH_NAMES[auth], ...(name === undefined ? {} : { priv: name }) };
}

describe.skipIf(!hasTool(SNMPD))('beside snmpd (skipped when it is not installed)', () => {
  let daemon: SnmpDaemon;
  let client: OpenSnmpClient;
  let target: SnmpTarget;

  beforeAll(async () => {
    daemon = await startSnmpd([...COMBINATIONS.map(userOf), { name: 'nobody' }]);
    client = snmpClient({ hosts: hostLookup(() => performance.now()) });
    target = { transport: 'udp', host: '127.0.0.1', port: Number(daemon.target.split(':')[1]) };
  });
  afterAll(async () => {
    client.close();
    await daemon.stop();
  });

  async function ask(auth: SnmpAuth, options: Partial<SnmpOptions> = {}) {
    const signal = new AbortController().signal;
    const session = client.open({ target, auth, timeoutMs: 3000, retries: 1, signal, ...options });
    try {
      const { errorStatus, varbinds } = await session.get([SYS_LOCATION]);
      return { errorStatus, value: varbinds.octets(0).toString(), traffic: session.traffic };
    } finally {
      session.close();
    }
  }

  const user = (combination: Combination, more: Partial<SnmpAuth> = {}): SnmpAuth =>
    snmpAuth({
      version: 3,
      securityLevel: combination.priv === null ? 'authNoPriv' : 'authPriv',
      username: combination.user,
      password: AUTH_PASSWORD,
      authProtocol: combination.auth,
      privProtocol: combination.priv ?? 'DES',
      privPassword: PRIV_PASSWORD,
      ...more,
    });

  it.each(COMBINATIONS)('$auth with $priv', async (combination) => {
    expect(await ask(user(combination))).toMatchObject({ errorStatus: 0, value: 'lab' });
  });

  it.each<[string, SnmpAuth]>([
    ['version 1', snmpAuth({ version: 1, community: COMMUNITY })],
    ['version 2c', snmpAuth({ community: COMMUNITY })],
    ['a user without a password', snmpAuth({ version: 3, username: 'nobody' })],
  ])('%s', async (_, auth) => {
    expect(await ask(auth)).toMatchObject({ errorStatus: 0, value: 'lab' });
  });

  it.each<[string, SnmpAuth]>([
    ['version 2c', snmpAuth({ community: COMMUNITY })],
    ['version 3', user({ user: 'u-SHA256-AES', auth: 'SHA256', priv: 'AES' })],
  ])('%s over TCP', async (_, auth) => {
    const answer = await ask(auth, { target: { ...target, transport: 'tcp' } });
    expect(answer).toMatchObject({ value: 'lab', traffic: { packetsRetried: 0, repliesRefused: 0 } });
  });

  const SHA_AES: Combination = { user: 'u-SHA-AES', auth: 'SHA', priv: 'AES' };
  it.each<[string, SnmpAuth, string, string]>([
    ['an unknown user', user(SHA_AES, { username: 'x' }), 'auth_failed', 'does not know the user'],
    ['a wrong password', user(SHA_AES, { password: 'wrong-password' }), 'auth_failed', 'digest wrong'],
    ['a wrong digest', user(SHA_AES, { authProtocol: 'SHA256' }), 'auth_failed', 'digest wrong'],
    [
      'a level that the user does not have',
      snmpAuth({ ...user(SHA_AES), username: 'u-SHA-none' }),
      'auth_failed',
      'does not support the security level',
    ],
    ['an unknown context', user(SHA_AES, { contextName: 'vrf-x' }), 'timeout', 'is the context right'],
    [
      'a wrong community',
      snmpAuth({ community: 'wrong' }),
      'timeout',
      'in 1 attempt of 0.2 s: is SNMP on, is the community right, does a firewall drop UDP',
    ],
    [
      'a wrong privacy password',
      user(SHA_AES, { privPassword: 'wrong-password' }),
      'timeout',
      'are the privacy protocol',
    ],
    [
      'a key that is extended otherwise',
      user({ ...SHA_AES, user: 'u-SHA-AES256', priv: 'AES256C' }),
      'timeout',
      'are the privacy protocol',
    ],
  ])('%s is told', async (_, auth, code, text) => {
    const asked = ask(auth, { timeoutMs: 200, retries: 0 });
    await expect(asked).rejects.toMatchObject({
      code,
      message: expect.stringContaining(text) as string,
    });
    await expect(asked).rejects.toMatchObject({
      message: expect.stringContaining(`udp://127.0.0.1:${target.port}`) as string,
    });
    const said = await asked.catch(String);
    for (const secret of [auth.community, auth.password, auth.privPassword, AUTH_PASSWORD, PRIV_PASSWORD])
      if (secret !== '') expect(said).not.toContain(secret);
  });

  it('hands on what the agent does not allow', async () => {
    const authorizationError = 16;
    expect(await ask(user(SHA_AES, { securityLevel: 'noAuthNoPriv' }))).toMatchObject({
      errorStatus: authorizationError,
    });
  });

  it('keeps the engine for the next session', async () => {
    const auth = user(SHA_AES);
    await ask(auth);
    expect((await ask(auth)).traffic).toEqual({
      packetsSent: 1,
      packetsRetried: 0,
      pdusReturned: 1,
      repliesRefused: 0,
    });
  });

  it('walks a table by version 3 as by version 2c', async () => {
    const walk = async (auth: SnmpAuth) => {
      const signal = new AbortController().signal;
      const session = client.open({ target, auth, timeoutMs: 3000, retries: 1, signal });
      try {
        const { varbinds } = await session.getBulk([SYSTEM], 0, 8);
        return Array.from({ length: varbinds.count }, (_, i) => [
          formatOid(varbinds.oid(i)),
          varbinds.type(i),
          // Time passes.
          varbinds.type(i) === ValueType.timeTicks ? '' : varbinds.octets(i).toString('hex'),
        ]);
      } finally {
        session.close();
      }
    };
    const plain = await walk(snmpAuth());
    expect(plain.map(([, type]) => type).slice(0, 6)).toEqual([
      ValueType.octetString,
      ValueType.oid,
      ValueType.timeTicks,
      ValueType.octetString,
      ValueType.octetString,
      ValueType.octetString,
    ]);
    expect(await walk(user(SHA_AES))).toEqual(plain);
  });

  it('leaves nothing behind', () => {
    expect(client.stats()).toMatchObject({ sessions: 0, sockets: 0, waiting: 0, strays: 0 });
  });
});
