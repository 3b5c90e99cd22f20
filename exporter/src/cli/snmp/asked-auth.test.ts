import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { snmpAuth } from '../../../../test/support/snmp-auth.ts';
import { askedAuth } from './asked-auth.ts';

let folder: string;
let file: string;
let empty: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fathom-secret-'));
  [file, empty] = [join(folder, 'secret'), join(folder, 'empty')] as const;
  writeFileSync(file, 'from a file\n');
  writeFileSync(empty, '\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

const auths = new Map([['lab', snmpAuth({ community: 'of the lab' })]]);
const at = (text: unknown) => (text === 'FILE' ? file : text === 'EMPTY' ? empty : text);
const ask = (options: Record<string, unknown>, environment: Record<string, string> = {}) =>
  askedAuth(
    Object.fromEntries(Object.entries(options).map(([key, value]) => [key, at(value)])),
    { auths },
    environment,
  );

describe('whom to ask as', () => {
  it.each<[string, Record<string, unknown>, Record<string, string>, object | null]>([
    ['nobody is named', {}, {}, null],
    ['by name', { auth: 'lab' }, {}, { community: 'of the lab' }],
    [
      'by name, whatever the environment has',
      { auth: 'lab' },
      { SNMP_COMMUNITY: 'x' },
      { community: 'of the lab' },
    ],
    ['a version', { snmpVersion: '1' }, {}, { version: 1, community: 'public' }],
    ['a community', { community: 'c' }, { SNMP_COMMUNITY: 'x' }, { version: 2, community: 'c' }],
    ['a community in a file', { communityFile: 'FILE' }, {}, { community: 'from a file' }],
    ['a community in the environment', {}, { SNMP_COMMUNITY: 'x' }, { version: 2, community: 'x' }],
    [
      'a user',
      { user: 'u' },
      { SNMP_COMMUNITY: 'x' },
      { version: 3, username: 'u', securityLevel: 'noAuthNoPriv' },
    ],
    [
      'a user who proves it',
      { user: 'u', authPasswordFile: 'FILE', authProtocol: 'SHA-256', context: 'vrf' },
      {},
      { securityLevel: 'authNoPriv', authProtocol: 'SHA256', password: 'from a file', contextName: 'vrf' },
    ],
    [
      'a user who hides it, too',
      { user: 'u', snmpVersion: '3', privProtocol: 'aes192c' },
      { SNMP_AUTH_PASSWORD: 'auth-secret', SNMP_PRIV_PASSWORD: 'priv-secret' },
      {
        securityLevel: 'authPriv',
        password: 'auth-secret',
        privPassword: 'priv-secret',
        privProtocol: 'AES192C',
      },
    ],
  ])('%s', (_, options, environment, expected) => {
    const asked = ask(options, environment);
    if (expected === null) expect(asked).toBeNull();
    else expect(asked?.auth).toMatchObject(expected);
  });

  it.each<[Record<string, unknown>, Record<string, string>, RegExp]>([
    [{ auth: 'lob' }, {}, /--auth lob: not defined in snmp\.configFiles; did you mean lab\?; there are lab/],
    [{ auth: 'lab', community: 'c' }, {}, /leave out/],
    [{ snmpVersion: '4' }, {}, /--snmp-version 4: expected 1, 2c or 3/],
    [{ snmpVersion: '3' }, {}, /needs --user/],
    [{ user: 'u', privPassword: 'long enough' }, {}, /without --auth-password/],
    [{ user: 'u' }, { SNMP_AUTH_PASSWORD: 'hunter2' }, /--auth-password: .* at least 8/],
    [{ user: 'u', authProtocol: 'ROT13' }, {}, /--auth-protocol ROT13: expected MD5/],
    [{ communityFile: '/nowhere/at/all' }, {}, /\/nowhere\/at\/all does not exist/],
    [{ communityFile: 'EMPTY' }, {}, /is empty/],
  ])('not %j', (options, environment, message) => {
    expect(() => ask(options, environment)).toThrow(message);
    expect(() => ask(options, environment)).not.toThrow(/hunter2/);
  });
});
