import { describe, expect, it } from 'vitest';
import { UserError } from '../../../model/errors.ts';
import { GROUPS } from '../groups.ts';
import type { RedfishFileSettings, RedfishLogin } from '../settings.ts';
import { readIdracFiles } from './read.ts';

const LOGINS = 'hosts: { default: { username: user, password: pass } }\n';

function read(text: string, environment: Record<string, string> = {}): RedfishFileSettings {
  return readIdracFiles([{ path: 'idrac.yml', text }], environment);
}

function mistakes(text: string, environment: Record<string, string> = {}): string[] {
  try {
    read(text, environment);
  } catch (error) {
    if (error instanceof UserError) return error.message.split('\n');
    throw error;
  }
  return [];
}

/** As the project ships it, with each key once. */
const SAMPLE = `
address: 0.0.0.0
port: 9348
timeout: 20
concurrency: 4
metrics_prefix: bmc
default_target: 192.168.1.1
https_proxy: ""
tls: { enabled: false, cert_file: "", key_file: "" }
hosts:
  default: { username: user, password: pass }
  192.168.1.1: { username: root, password: 12345, scheme: http, port: 8000, use_basic_auth: true, labels: { room: a } }
auths:
  pdus: { username: admin, password_file: /run/secrets/pdu, encoded: false }
  old: { username: admin, password: cGFzcw==, encoded: true, allow_legacy_rsa_kex: true }
metrics: { all: false, system: true, sensors: true }
events: { severity: critical, maxage: 1w2d }
`;

describe('a configuration of idrac_exporter', () => {
  it('is read', () => {
    expect(read(SAMPLE)).toEqual({
      hosts: new Map([
        ['default', login('user', 'pass')],
        ['192.168.1.1', { ...login('root', '12345'), scheme: 'http', port: 8000, basicAuth: true }],
      ]),
      hostLabels: new Map([['192.168.1.1', { room: 'a' }]]),
      auths: new Map([
        ['pdus', { ...login('admin', ''), passwordFile: '/run/secrets/pdu' }],
        ['old', login('admin', 'pass')],
      ]),
      groups: new Set(['system', 'sensors']),
      events: { minSeverity: 2, maxAgeMs: 9 * 86_400_000 },
      timeoutMs: 20_000,
      concurrency: 4,
      metricsPrefix: 'bmc',
      defaultTarget: '192.168.1.1',
    });
  });

  it('has the defaults of idrac_exporter', () => {
    expect(read(LOGINS)).toMatchObject({
      events: { minSeverity: 1, maxAgeMs: 7 * 86_400_000 },
      timeoutMs: 10_000,
      concurrency: 10,
      metricsPrefix: 'idrac',
      defaultTarget: null,
    });
  });

  it.each<[string, readonly string[]]>([
    ['', GROUPS],
    ['metrics: { all: true }', GROUPS],
    ['metrics: { memory: true, power: false }', ['memory']],
    ['metrics: { oem: true, sel: true }', ['events', 'extra']],
    ['metrics: { all: false }', []],
  ])('%j wants the groups %j', (text, groups) => {
    expect([...read(LOGINS + text).groups]).toEqual(groups);
  });

  it('may be in several files', () => {
    const files = [
      { path: 'a.yml', text: 'hosts: { a: { username: u, password: p } }\ntimeout: 1' },
      { path: 'b.yml', text: 'hosts: { b: { username: u, password: p } }\ntimeout: 2' },
    ];
    const settings = readIdracFiles(files, {});
    expect([[...settings.hosts.keys()], settings.timeoutMs]).toEqual([['a', 'b'], 2000]);
    expect(() => readIdracFiles([...files, { ...files[0], path: 'c.yml' } as (typeof files)[0]], {})).toThrow(
      'hosts.a: is also in a.yml  (c.yml)',
    );
  });
});

describe('the environment', () => {
  it('stands for what the file names with $', () => {
    const text =
      'hosts: { default: { username: "${BMC_USER}", password: "$BMC_PASSWORD!", port: "${PORT}" } }';
    const { hosts } = read(text, { BMC_USER: 'root', BMC_PASSWORD: 'a: #b', PORT: '8443' });
    expect(hosts.get('default')).toEqual({ ...login('root', 'a: #b!'), port: 8443 });
  });

  it('that lacks a variable is a mistake, which repeats no password', () => {
    expect(mistakes('hosts: { default: { username: "${NOBODY}", password: "hunter$two" } }')).toEqual([
      'hosts.default.username: the environment variable NOBODY is not set  (idrac.yml:1)',
      'hosts.default.password: the environment variable that it names with $ is not set  (idrac.yml:1)',
    ]);
  });

  it('comes before the file', () => {
    const settings = read(SAMPLE, {
      CONFIG_TIMEOUT: '3',
      CONFIG_CONCURRENCY: '2',
      CONFIG_METRICS_PREFIX: 'hw',
      CONFIG_DEFAULT_TARGET: 'bmc1',
      CONFIG_METRICS_SYSTEM: 'false',
      CONFIG_METRICS_EVENTS: '1',
      CONFIG_EVENTS_SEVERITY: 'OK',
      CONFIG_EVENTS_MAXAGE: '12h',
      CONFIG_DEFAULT_USERNAME: 'admin',
      CONFIG_DEFAULT_USE_BASIC_AUTH: 'true',
    });
    expect(settings).toMatchObject({
      timeoutMs: 3000,
      concurrency: 2,
      metricsPrefix: 'hw',
      defaultTarget: 'bmc1',
      events: { minSeverity: 0, maxAgeMs: 43_200_000 },
    });
    expect(settings.groups).toEqual(new Set(['sensors', 'events']));
    expect(settings.hosts.get('default')).toEqual({ ...login('admin', 'pass'), basicAuth: true });
  });

  it.each<[string, Record<string, string>, string]>([
    ['cGFzcw==', {}, 'cGFzcw=='],
    ['cGFzcw==', { CONFIG_DEFAULT_ENCODED: '1' }, 'pass'],
    ['x', { CONFIG_DEFAULT_ENCODED: 'true', CONFIG_DEFAULT_PASSWORD: 'aHVudGVy' }, 'hunter'],
  ])('says whether %j is written in base64: %j', (password, environment, expected) => {
    const { hosts } = read(`hosts: { default: { username: u, password: ${password} } }`, environment);
    expect(hosts.get('default')?.password).toBe(expected);
  });

  it('is enough without a file, and is left out where it makes no sense', () => {
    const environment = {
      CONFIG_DEFAULT_USERNAME: 'root',
      CONFIG_DEFAULT_PASSWORD: 'calvin',
      CONFIG_TIMEOUT: 'soon',
      CONFIG_DEFAULT_SCHEME: 'gopher',
      CONFIG_DEFAULT_PORT: '99999',
    };
    const settings = readIdracFiles([], environment);
    expect([settings.hosts, settings.timeoutMs]).toEqual([
      new Map([['default', login('root', 'calvin')]]),
      10_000,
    ]);
    expect(readIdracFiles([], {}).hosts).toEqual(new Map());
  });
});

describe('a mistake', () => {
  it.each<[string, readonly string[]]>([
    ['hosts: { a: { password: p } }', ['hosts.a: missing username  (idrac.yml:1)']],
    ['hosts: { a: { username: u } }', ['hosts.a: missing password  (idrac.yml:1)']],
    ['hosts: { a: }', ['hosts.a: expected username and password  (idrac.yml:1)']],
    [
      'hosts: { a: { username: u, password: p, scheme: ftp } }',
      ['hosts.a.scheme: expected one of https, http  (idrac.yml:1)'],
    ],
    [
      'hosts: { a: { username: u, pasword: p, password: q } }',
      [
        'hosts.a.pasword: unknown key; did you mean password? (allowed: username, password, password_file, encoded, scheme, port, use_basic_auth, allow_legacy_rsa_kex, labels)  (idrac.yml:1)',
      ],
    ],
    [
      'auths: { a: { username: u, password: p, labels: { room: b } } }',
      ['auths.a.labels: labels are of hosts: Prometheus finds no targets by auths  (idrac.yml:1)'],
    ],
    [
      'hosts: { "a b": { username: u, password: p } }\ndefault_target: "c:99999"',
      [
        'default_target: expected host or host:port, with IPv6 addresses in brackets  (idrac.yml:2)',
        'hosts.a b: expected host or host:port, with IPv6 addresses in brackets  (idrac.yml:1)',
      ],
    ],
    ['timeout: 0', ['timeout: expected a whole number from 1 to 86400  (idrac.yml:1)']],
    ['\nconcurrency: 1000', ['concurrency: expected a whole number from 1 to 64  (idrac.yml:2)']],
    ['metrics_prefix: a-b', ['metrics_prefix: expected letters, digits and _  (idrac.yml:1)']],
    [
      'https_proxy: http://localhost:8888',
      [
        'https_proxy: Fathom asks each service itself; leave the key out, and let Fathom run where it reaches them  (idrac.yml:1)',
      ],
    ],
    ['metrics: [system]', ['metrics: expected a map of groups, such as `all: true`  (idrac.yml:1)']],
    ['metrics: { system: maybe }', ['metrics.system: expected true or false  (idrac.yml:1)']],
    [
      'events: { severity: loud, maxage: soon }',
      [
        'events.severity: expected one of ok, warning, critical  (idrac.yml:1)',
        'events.maxage: expected a duration such as 12h, 7d or 1w2d  (idrac.yml:1)',
      ],
    ],
    [
      'hosts: { a: { username: u, password: *hunter2 } }',
      [
        'idrac.yml: an alias (a value that begins with *) is not defined, or aliases are used too often; a text that begins with * needs quotes',
      ],
    ],
  ])('%j is told with its line', (text, expected) => {
    expect(mistakes(text)).toEqual(expected);
  });
});

function login(username: string, password: string): RedfishLogin {
  return { username, password, passwordFile: null, scheme: 'https', port: null, basicAuth: false };
}
