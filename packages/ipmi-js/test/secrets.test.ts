/** Whatever goes wrong, nobody reads user passwords or K_G in what is told of it. */
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IpmiClient, IpmiError, type IpmiClientOptions } from '../src/index.ts';
import { SimulatedBmc } from './support/bmc/bmc.ts';
import type { BmcOptions } from './support/bmc/state.ts';
import { DEVICE_ID } from './support/clients.ts';

interface Secrets {
  readonly password: string;
  readonly kg: string;
}
interface Scene {
  readonly bmc?: (secrets: Secrets) => BmcOptions;
  readonly client?: (secrets: Secrets) => Partial<IpmiClientOptions>;
  readonly code: IpmiError['code'];
}

const users = ({ password }: Secrets) => [{ name: 'admin', password }];
const SCENES: Readonly<Record<string, Scene>> = {
  'a wrong password': {
    bmc: () => ({ users: [{ name: 'admin', password: 'another' }] }),
    code: 'auth_failed',
  },
  'an unknown user': { bmc: () => ({ users: [] }), code: 'auth_failed' },
  'a wrong K_G': {
    bmc: (secrets) => ({ users: users(secrets), kg: 'another' }),
    client: ({ kg }) => ({ kg }),
    code: 'auth_failed',
  },
  'a refused privilege': {
    bmc: ({ password }) => ({ users: [{ name: 'admin', password, privilege: 2 }] }),
    client: () => ({ privilege: 'admin' }),
    code: 'auth_failed',
  },
  'no slot': { bmc: (secrets) => ({ users: users(secrets), slots: 0 }), code: 'limit_exceeded' },
  'no suite in common': {
    bmc: (secrets) => ({ users: users(secrets), suites: [3] }),
    client: () => ({ cipherSuites: [17] }),
    code: 'unsupported',
  },
  'a wrong password of IPMI 1.5': {
    bmc: () => ({ users: [{ name: 'admin', password: 'another' }] }),
    client: () => ({ version: '1.5' }),
    code: 'timeout',
  },
  'a password in the clear': {
    bmc: () => ({ users: [{ name: 'admin', password: 'another' }], authTypes: 0x10 }),
    client: () => ({ version: '1.5', authTypes: ['password'] }),
    code: 'timeout',
  },
  'a BMC that falls silent': {
    bmc: (secrets) => ({ users: users(secrets), answer: () => null }),
    code: 'timeout',
  },
};
/** Words of messages are shorter, or have no such letters in them. */
const secret = fc.string({
  minLength: 8,
  maxLength: 16,
  unit: fc.constantFrom('Q', 'X', 'Z', '~', '^', '|', '%', '{', '}', '`'),
});

describe('nothing is told of a secret by', () => {
  it.each(Object.entries(SCENES))('%s', (_, scene) =>
    fc.assert(
      fc.asyncProperty(fc.record({ password: secret, kg: secret }), async (secrets) => {
        const { code, told } = await whatIsTold(scene, secrets);
        expect(code).toBe(scene.code);
        for (const each of Object.values(secrets))
          for (const form of formsOf(each)) expect(told).not.toContain(form);
      }),
      { numRuns: 3 },
    ),
  );

  it.each<[string, Partial<IpmiClientOptions>]>([
    ['a password that is too long', { password: 'QXZ~^|%{}`QXZ~^|%{}`Q' }],
    ['a K_G that is too long', { kg: 'QXZ~^|%{}`QXZ~^|%{}`Q' }],
  ])('%s', (_, options) => {
    const make = () => new IpmiClient({ host: '127.0.0.1', ...options });
    expect(make).toThrow(RangeError);
    expect(make).not.toThrow(/QXZ/);
  });
});

async function whatIsTold(scene: Scene, secrets: Secrets): Promise<{ code: string; told: string }> {
  const bmc = await SimulatedBmc.start(scene.bmc?.(secrets) ?? {});
  const { password } = secrets;
  const timeoutMs = scene.code === 'timeout' ? 150 : 10_000;
  const client = new IpmiClient({
    ...{ host: '127.0.0.1', port: bmc.port, user: 'admin', password, timeoutMs, resendAfterMs: 40 },
    ...scene.client?.(secrets),
  });
  try {
    await client.send(DEVICE_ID);
    throw new Error('it has succeeded');
  } catch (error) {
    if (!(error instanceof IpmiError)) throw error;
    const deep = { depth: 20, showHidden: true } as const;
    const told = [inspect(error, deep), inspect(client, deep), JSON.stringify([error, client]), error.stack];
    return { code: error.code, told: told.join('\n') };
  } finally {
    await client.close();
    await bmc.close();
  }
}

/** As it is, and as dumps of bytes show it. */
function formsOf(text: string): string[] {
  const bytes = Buffer.from(text);
  const pairs = bytes.toString('hex').match(/../g) ?? [];
  return [text, pairs.join(''), pairs.join(' '), bytes.toString('base64'), [...bytes].join(', ')];
}
