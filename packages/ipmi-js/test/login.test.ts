import { describe, expect, it } from 'vitest';
import type { IpmiClientOptions } from '../src/index.ts';
import { discover } from '../src/index.ts';
import type { BmcOptions } from './support/bmc/state.ts';
import { ALL_SUITES } from './support/bmc/suites.ts';
import { clientOf, maker, MAKER, startBmc, USERS } from './support/clients.ts';

describe('each cipher suite', () => {
  it.each(ALL_SUITES)('%i', async (suite) => {
    const bmc = await startBmc();
    const client = clientOf(bmc, { cipherSuites: [suite] });
    expect(await maker(client)).toBe(MAKER);
    expect(client.session).toMatchObject({ version: '2.0', cipherSuite: suite });
    expect(Buffer.from(client.session?.guid ?? []).toString('hex')).toBe('00112233445566778899aabbccddeeff');
  });

  it.each(ALL_SUITES.filter((id) => id !== 0))('%i with K_G and a password of 20 bytes', async (suite) => {
    const bmc = await startBmc({ kg: 'the key of the BMC' });
    const kg = 'the key of the BMC';
    const client = clientOf(bmc, { cipherSuites: [suite], ...credentials('reader'), kg });
    expect(await maker(client)).toBe(MAKER);
  });
});

describe('negotiation', () => {
  it.each<[string, BmcOptions, number]>([
    ['takes the best', {}, 17],
    ['goes on to the next when refused', { suites: [1, 2, 3] }, 3],
    ['ends with what is there', { suites: [0, 6] }, 6],
    [
      'asks for the list when refused by silence',
      { suites: [8, 12], quirks: { silentOnUnknownSuites: true } },
      8,
    ],
  ])('%s', async (_name, options, expected) => {
    const client = clientOf(await startBmc(options));
    expect(await client.connect()).toMatchObject({ cipherSuite: expected });
  });

  it('begins the next login with the suite of the last', async () => {
    const bmc = await startBmc({ suites: [6] });
    const client = clientOf(bmc);
    await maker(client);
    const before = bmc.received;
    bmc.forgetSessions();
    expect(await maker(client)).toBe(MAKER);
    // Lost requests, farewell, capabilities, four of the login, privilege, and the request again.
    expect(bmc.received - before).toBeLessThan(20);
    expect(client.stats.logins).toBe(2);
  });

  it('never falls back to suite 0', async () => {
    const client = clientOf(await startBmc({ suites: [0] }));
    await expect(client.connect()).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('falls back to IPMI 1.5 where there is nothing else, and there to MD5', async () => {
    const client = clientOf(await startBmc({ v20: false }));
    expect(await maker(client)).toBe(MAKER);
    expect(client.session).toMatchObject({ version: '1.5' });
  });

  it('sends no password to a BMC that has nothing better, unless told so', async () => {
    const bmc = await startBmc({ v20: false, authTypes: 0x10 });
    await expect(clientOf(bmc).connect()).rejects.toMatchObject({ code: 'unsupported' });
    expect(await clientOf(bmc, { authTypes: ['password'] }).connect()).toMatchObject({ version: '1.5' });
  });
});

describe('IPMI 1.5', () => {
  it.each<'none' | 'md5' | 'password'>(['none', 'md5', 'password'])('authentication %s', async (type) => {
    const client = clientOf(await startBmc(), { version: '1.5', authTypes: [type] });
    for (let i = 0; i < 20; i++) expect(await maker(client)).toBe(MAKER);
    expect(client.stats).toMatchObject({ resent: 0, logins: 1 });
  });

  it('has no passwords of more than 16 bytes', async () => {
    const client = clientOf(await startBmc(), { version: '1.5', ...credentials('reader') });
    await expect(client.connect()).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('needs no authentication of messages where the BMC says so', async () => {
    const client = clientOf(await startBmc({ quirks: { perMessageOff: true } }), { version: '1.5' });
    expect(await maker(client)).toBe(MAKER);
  });
});

describe('workarounds', () => {
  type Row = [string, BmcOptions['quirks'], Partial<IpmiClientOptions>, string];
  it.each<Row>([
    ['supermicro20', { longRakp2: true }, { cipherSuites: [3] }, 'auth_failed'],
    ['sun20', { longRakp2: true, hashesOpenPrivilege: true }, { cipherSuites: [2] }, 'auth_failed'],
    ['opensesspriv', { hashesOpenPrivilege: true }, { cipherSuites: [17] }, 'auth_failed'],
    ['intel20', { intel: true }, { cipherSuites: [3] }, 'auth_failed'],
    ['integritycheckvalue', { checkValueWithSuite0: true }, { cipherSuites: [0] }, 'auth_failed'],
    ['nochecksumcheck', { wrongChecksums: true }, {}, 'timeout'],
    ['idzero', { sessionIdZero: true }, { version: '1.5' }, 'timeout'],
    ['unexpectedauth', { perMessageOff: true, signsAllTheSame: true }, { version: '1.5' }, 'timeout'],
    [
      'forcepermsg',
      { perMessageOff: true, wantsCodesAllTheSame: true, signsAllTheSame: true },
      { version: '1.5' },
      'timeout',
    ],
    ['endianseq', { bigEndianSequence: true }, { version: '1.5' }, 'timeout'],
    ['noauthcodecheck', { wrongCodes: true }, { version: '1.5' }, 'timeout'],
  ])('%s is needed and helps', async (flag, quirks = {}, options, without) => {
    const bmc = await startBmc({ quirks });
    const helped = clientOf(bmc, { ...options, workarounds: [flag as 'idzero'] });
    expect(await maker(helped)).toBe(MAKER);
    expect(await maker(helped)).toBe(MAKER);
    const unaided = clientOf(bmc, { ...options, timeoutMs: 300 });
    await expect(maker(unaided)).rejects.toMatchObject({ code: without });
  });

  it('intel20 cuts the password with HMAC-MD5', async () => {
    const bmc = await startBmc({ quirks: { intel: true } });
    const client = clientOf(bmc, { ...credentials('reader'), cipherSuites: [8], workarounds: ['intel20'] });
    expect(await maker(client)).toBe(MAKER);
  });
});

describe('a refused login', () => {
  type Row = [string, BmcOptions, Partial<IpmiClientOptions>, { code: string; message: RegExp }];
  it.each<Row>([
    ['unknown user', {}, { user: 'nobody' }, { code: 'auth_failed', message: /does not know the user/ }],
    [
      'wrong password',
      {},
      { password: 'guess' },
      { code: 'auth_failed', message: /check user and password/ },
    ],
    ['K_G missing', { kg: 'kg' }, {}, { code: 'auth_failed', message: /K_G set, and it is not given/ }],
    ['K_G wrong', { kg: 'kg' }, { kg: 'other' }, { code: 'auth_failed', message: /check K_G/ }],
    [
      'privilege too high',
      {},
      { ...credentials('reader'), privilege: 'admin' },
      { code: 'auth_failed', message: /privilege/ },
    ],
    ['no free slot', { slots: 0 }, {}, { code: 'limit_exceeded', message: /no free session slot/ }],
    ['suite not there', { suites: [3] }, { cipherSuites: [17] }, { code: 'unsupported', message: /17/ }],
    ['1.5: unknown user', {}, { version: '1.5', user: 'nobody' }, { code: 'auth_failed', message: /user/ }],
    [
      '1.5: wrong password',
      {},
      { version: '1.5', password: 'guess', timeoutMs: 400 },
      { code: 'timeout', message: /password is wrong/ },
    ],
    ['1.5: no free slot', { slots: 0 }, { version: '1.5' }, { code: 'limit_exceeded', message: /slot/ }],
  ])('%s', async (_name, bmcOptions, options, { code, message }) => {
    const bmc = await startBmc(bmcOptions);
    const error: unknown = await clientOf(bmc, options)
      .connect()
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) as string });
    const text = JSON.stringify([error, String(error), (error as Error).stack]);
    expect(text).toContain(`127.0.0.1:${bmc.port}`);
    for (const secret of ['secret', 'guess', 'twenty bytes']) expect(text).not.toContain(secret);
  });

  it.each<[string, BmcOptions, Partial<IpmiClientOptions>]>([
    ['a wrong password', {}, { password: 'guess' }],
    ['a refused privilege', { quirks: { deniesPrivilege: true } }, {}],
    ['a refused privilege of IPMI 1.5', { quirks: { deniesPrivilege: true } }, { version: '1.5' }],
  ])('leaves nothing open in the BMC: %s', async (_name, bmcOptions, options) => {
    const bmc = await startBmc(bmcOptions);
    await expect(clientOf(bmc, options).connect()).rejects.toMatchObject({ code: 'auth_failed' });
    await expect.poll(() => bmc.sessions).toBe(0);
  });

  it('succeeds once a slot is free', async () => {
    const bmc = await startBmc({ slots: 1 });
    const first = clientOf(bmc);
    await first.connect();
    const second = clientOf(bmc);
    await expect(second.connect()).rejects.toMatchObject({ code: 'limit_exceeded' });
    await first.close();
    expect(await maker(second)).toBe(MAKER);
  });
});

describe('options', () => {
  it.each<[string, Partial<IpmiClientOptions>, RegExp]>([
    ['password', { password: 'x'.repeat(21) }, /password has 21 bytes/],
    ['user', { user: 'x'.repeat(17) }, /user name has 17 bytes/],
    ['kg', { kg: new Uint8Array(21) }, /K_G has 21 bytes/],
    ['cipherSuites', { cipherSuites: [4] }, /cipherSuites: 4/],
    ['no cipherSuites', { cipherSuites: [] }, /cipherSuites is empty/],
    ['port', { port: 0 }, /port is not/],
    ['host', { host: '' }, /host is empty/],
    ['maxInFlight', { maxInFlight: 33 }, /maxInFlight/],
    ['timeoutMs', { timeoutMs: 0 }, /timeoutMs/],
    ['workarounds', { workarounds: ['none' as 'idzero'] }, /there is no none/],
  ])('%s', (_name, options, message) => expect(() => clientOf({ port: 1 }, options)).toThrow(message));
});

describe('discovery without login', () => {
  it('tells versions and suites', async () => {
    const { port } = await startBmc({ suites: [3, 17], kg: 'x' });
    const found = await discover({ host: '127.0.0.1', port });
    expect(found.cipherSuites).toEqual([3, 17]);
    expect(found.capabilities).toMatchObject({ supportsV15: true, supportsV20: true, needsKg: true });
  });

  it('does without the list of suites', async () => {
    const { port } = await startBmc({ quirks: { noCipherSuiteList: true } });
    expect(await discover({ host: '127.0.0.1', port })).toMatchObject({ cipherSuites: null });
  });
});

function credentials(name: string): { user: string; password: string } {
  const user = USERS.find((each) => each.name === name);
  return { user: name, password: user?.password ?? '' };
}
