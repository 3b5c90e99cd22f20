import { expect, it } from 'vitest';
import { mistakesIn, readWith } from '../../../../../test/support/snmp-files.ts';

const environment = { USER: 'admin', PASS: 'p$1${USER}', EMPTY: '' };
const expand = { expandEnvironmentVariables: true, environment };
const auth = (body: string) => `auths:\n  a: {version: 3, username: u, ${body}}\n`;

it.each([
  ['username: "${USER}"', { username: 'admin' }],
  ['username: $USER', { username: 'admin' }],
  ['username: "x-${USER}-$USER."', { username: 'x-admin-admin.' }],
  ['password: "${PASS}"', { password: 'p$1${USER}' }],
  ['priv_password: "${USER}"', { privPassword: 'admin' }],
  ['password: "a$ b"', { password: 'a$ b' }],
  ['community: "${USER}"', { community: '${USER}' }],
  ['context_name: "${USER}"', { contextName: '${USER}' }],
])('%s', (body, expected) => {
  const text = auth(body).replace(body.startsWith('username') ? 'username: u, ' : '@', '');
  expect(readWith(expand, [text]).auths.get('a')).toMatchObject(expected);
});

it.each([
  ['password: "${NONE}"', 'auths.a: password: the environment variable NONE is not set or empty  (1.yml:2)'],
  [
    'password: "${EMPTY}"',
    'auths.a: password: the environment variable EMPTY is not set or empty  (1.yml:2)',
  ],
  [
    'priv_password: pa$sword',
    'auths.a: priv_password: the environment variable that it names with $ is not set or empty  (1.yml:2)',
  ],
  [
    'password: "${constructor}"',
    'auths.a: password: the environment variable constructor is not set or empty  (1.yml:2)',
  ],
])('%s is refused', (body, mistake) => expect(mistakesIn([auth(body)], expand)).toEqual([mistake]));

it('also in modules that have their own auth', () => {
  const text = 'm: {version: 3, auth: {username: "${USER}"}}';
  expect(readWith(expand, [text]).modules.get('m')?.auth?.username).toBe('admin');
});

it('only when it is asked for', () => {
  const plain = { expandEnvironmentVariables: false, environment };
  expect(readWith(plain, [auth('password: "${USER}"')]).auths.get('a')?.password).toBe('${USER}');
});
