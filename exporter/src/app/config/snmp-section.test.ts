import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { messageOf } from '../../model/errors.ts';
import traps from '../../modules/receivers/snmp-traps/module.ts';
import type { SnmpSection } from '../../protocols/snmp/section.ts';
import type { SnmpSettings } from '../../protocols/snmp/settings.ts';
import { loadConfig } from './load.ts';
import { settingsOf } from './schema.ts';
import { SectionReader } from './section-reader.ts';
import { SnmpConfig } from './snmp-section.ts';

let cwd = '';
beforeEach(() => (cwd = mkdtempSync(join(tmpdir(), 'fathom-snmp-'))));
afterEach(() => rmSync(cwd, { recursive: true }));

const AUTHS = 'auths:\n  mine: { community: hunter2, version: 2 }\n';
const MODULES = 'modules:\n  ups: { walk: [1.3.6.1.2.1.33] }\n';

interface Given {
  readonly files?: Readonly<Record<string, string>>;
  readonly snmp?: string;
  readonly argv?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly reader?: SectionReader;
}

function load({ files = {}, snmp = '{}', argv = [], env = {}, reader = new SectionReader() }: Given) {
  mkdirSync(join(cwd, 'conf.d'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  writeFileSync(join(cwd, 'fathom.yml'), `snmp: ${snmp}\n`);
  const loaded = loadConfig({ modules: [traps], argv, env, cwd, reader });
  const settings = settingsOf(loaded.config, traps);
  const { settings: shared } = settings.options as { readonly settings: SnmpSettings };
  return { ...loaded, shared, fingerprint: settings.fingerprint };
}

function mistakes(given: Given): string[] {
  try {
    load(given);
  } catch (error) {
    const [, ...lines] = messageOf(error).split('\n');
    return lines.map((line) => line.trim().replaceAll(cwd, '<cwd>'));
  }
  return [];
}

it('is what its reader takes', () => {
  const section: SnmpSection = SnmpConfig.parse({});
  expect(section).toMatchObject({ wrapLargeCounters: true, moduleConcurrency: 1, requestsInFlight: 2 });
});

describe('the files of the section', () => {
  it('are none, and the built-in modules are there', () => {
    const { shared, files } = load({});
    expect(shared.definitions.modules.get('if_mib')?.walk.length).toBeGreaterThan(0);
    expect([...shared.definitions.auths.keys()]).toEqual(['public_v1', 'public_v2']);
    expect(files).toEqual([join(cwd, 'fathom.yml')]);
  });

  it('are paths and patterns, once each', () => {
    const given = {
      files: { 'a.yml': AUTHS, 'conf.d/b.yml': MODULES, 'conf.d/c.txt': 'no: [' },
      snmp: '{ configFiles: [a.yml, conf.d/*.yml, conf.d/b.yml, conf.d/none*.yml] }',
    };
    const { shared, files } = load(given);
    expect(shared.definitions.auths.get('mine')).toMatchObject({ community: 'hunter2' });
    expect(shared.definitions.modules.has('ups')).toBe(true);
    expect(files.slice(1)).toEqual([join(cwd, 'a.yml'), join(cwd, 'conf.d/b.yml')]);
    expect(load({ argv: ['--snmp.config-files=a.yml'] }).shared.definitions.auths.has('mine')).toBe(true);
    expect(load({ env: { FATHOM_SNMP_CONFIG_FILES: 'a.yml' } }).files).toContain(join(cwd, 'a.yml'));
  });

  it('may name variables, when they are let', () => {
    const auth = 'auths:\n  v3: { version: 3, username: "${SNMP_USER}" }\n';
    const given = { files: { 'a.yml': auth }, snmp: '{ configFiles: [a.yml] }', env: { SNMP_USER: 'eve' } };
    const userOf = (more: Given) => load({ ...given, ...more }).shared.definitions.auths.get('v3')?.username;
    expect(userOf({})).toBe('${SNMP_USER}');
    expect(userOf({ argv: ['--config.expand-environment-variables'] })).toBe('eve');
    expect(mistakes({ ...given, argv: ['--config.expand-environment-variables'], env: {} })[0]).toMatch(
      /SNMP_USER.*a\.yml:2/,
    );
  });

  it.each<[string, Given, RegExp]>([
    [
      'that is not there',
      { snmp: '{ configFiles: [none.yml] }' },
      /^snmp\.configFiles: <cwd>\/none\.yml does not exist {2}\(fathom\.yml:1\)$/,
    ],
    ['that is no YAML', { files: { 'a.yml': 'auths: [}\n' }, snmp: '{ configFiles: [a.yml] }' }, /a\.yml:1/],
    [
      'with a key that is none',
      { files: { 'a.yml': 'auths:\n  x: { comunity: y }\n' }, snmp: '{ configFiles: [a.yml] }' },
      /comunity.*a\.yml:2/,
    ],
  ])('one %s is refused', (_, given, expected) =>
    expect(mistakes(given)).toEqual([expect.stringMatching(expected)]),
  );

  it('are parsed again only when they or the section have changed', () => {
    const reader = new SectionReader();
    const given = { files: { 'a.yml': AUTHS }, snmp: '{ configFiles: [a.yml] }', reader };
    const first = load(given);
    const same = load(given);
    expect(same.shared).toBe(first.shared);
    expect(same.fingerprint).toBe(first.fingerprint);

    const changed = load({ ...given, files: { 'a.yml': AUTHS.replace('hunter2', 'hunter3') } });
    expect(changed.shared.definitions.auths.get('mine')?.community).toBe('hunter3');
    expect(changed.fingerprint).not.toBe(first.fingerprint);
    expect(changed.fingerprint).not.toContain('hunter');

    expect(load({ ...given, snmp: '{ configFiles: [a.yml], requestsInFlight: 3 }' }).fingerprint).not.toBe(
      first.fingerprint,
    );
  });
});

describe('targets', () => {
  const target = (more: string) => `{ targets: [{ name: core, address: 10.0.0.1${more} }] }`;

  it('have a name and an address, and defaults for the rest', () => {
    expect(load({ snmp: target(', labels: { site: x }') }).shared.targets).toEqual([
      {
        name: 'core',
        address: '10.0.0.1',
        auth: 'public_v2',
        modules: ['if_mib'],
        interval: 60_000,
        labels: { site: 'x' },
      },
    ]);
  });

  it.each([
    ['', []],
    [', auth: mine', ['snmp.targets.0 (core): auth mine is not defined in snmp.configFiles']],
    [
      ', modules: [if_mib, upz]',
      ['snmp.targets.0 (core): module upz is neither built in nor defined in snmp.configFiles'],
    ],
    [', interval: 1ms', [expect.stringContaining('snmp.targets.0.interval = "1ms": not a duration')]],
    [', adress: x', [expect.stringContaining('snmp.targets.0')]],
  ])('with %j: %j', (more, expected) => expect(mistakes({ snmp: target(more) })).toEqual(expected));

  it.each([
    ['udp://10.0.0.1', true],
    ['tcp://sw1.lan:1161', true],
    ['[::1]:161', true],
    ['http://x', false],
    ['a b', false],
    ['x:y', false],
    ['x:70000', false],
  ])('are at %s: %s', (address, good) => {
    const snmp = `{ targets: [{ name: a, address: '${address}' }] }`;
    const fault = expect.stringContaining(`snmp.targets.0 (a): 'target' "${address}": `) as string;
    expect(mistakes({ snmp })).toEqual(good ? [] : [fault]);
  });

  it('have names of their own', () => {
    const snmp = '{ targets: [{ name: a, address: x }, { name: a, address: y }] }';
    expect(mistakes({ snmp })).toEqual([expect.stringContaining('two targets have the same name')]);
  });
});

it.each([
  ['allow: [10.0.0.0/33]', 'snmp.allow.0 = "10.0.0.0/33": the prefix of 10.0.0.0 is a number up to 32'],
  ['sourceAddress: eth0', 'snmp.sourceAddress = "eth0": expected an IP address'],
  ["sourceAddress: '127.0.0.1:99'", 'expected an IP address, without a port'],
  ['requestsInFlight: 0', 'snmp.requestsInFlight = 0'],
  ['profile: { name: medium }', 'snmp.profile.name = "medium"'],
])('%s is refused', (line, message) => {
  expect(mistakes({ snmp: `{ ${line} }` })).toEqual([expect.stringContaining(message)]);
});

it.each([
  ['127.0.0.1', '127.0.0.1'],
  ['127.0.0.1:', '127.0.0.1'],
  ['127.0.0.1:0', '127.0.0.1'],
  ['::1', '::1'],
  ['[::1]:0', '::1'],
  ['[::1]', '::1'],
])('asks from %s: %s', (given, address) => {
  expect(load({ argv: [`--snmp.source-address=${given}`] }).config.snmp.sourceAddress).toBe(address);
});
