import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { duration, regex, secret } from '../../contract/config.ts';
import { defineAdvisor, defineCollector, defineScanner } from '../../contract/module.ts';
import { messageOf, UserError } from '../../model/errors.ts';
import { describeOrigin } from './entry.ts';
import { loadConfig } from './load.ts';
import { printJson, printYaml } from './print.ts';
import { settingsOf } from './schema.ts';

const disks = defineCollector({
  id: 'disks',
  summary: 'Disks.',
  config: z
    .object({
      deviceInclude: regex('').describe('Which.'),
      deviceExclude: regex('^loop').describe('Which not.'),
      labels: z.array(z.string()).default([]).describe('Labels.'),
      limit: z.number().int().min(1).default(5).describe('How many.'),
      targets: z
        .array(z.object({ url: z.string(), password: secret() }))
        .default([])
        .describe('Targets.'),
    })
    .refine(
      ({ deviceInclude, limit }) => deviceInclude === null || limit < 100,
      'limit is too high with deviceInclude',
    ),
  metrics: {},
  needs: [],
  collect: () => undefined,
});
const off = defineCollector({
  id: 'net-class',
  summary: 'Off.',
  defaultEnabled: false,
  config: z.object({}),
  metrics: {},
  needs: [],
  collect: () => undefined,
});
const hosts = defineScanner({
  id: 'hosts',
  summary: 'Hosts.',
  interval: '5m',
  config: z.object({ patience: duration('3s', { max: '1m' }).describe('How long.') }),
  needs: [],
  scan: () => Promise.resolve({ assets: [], complete: true }),
});
const advisor = defineAdvisor({
  id: 'idle',
  summary: 'Idle.',
  config: z.object({}),
  facts: [],
  series: [],
  advise: () => [],
});
const modules = [disks, off, hosts, advisor];

let cwd: string;
beforeEach(() => (cwd = mkdtempSync(join(tmpdir(), 'fathom-config-'))));
afterEach(() => rmSync(cwd, { recursive: true }));

interface Given {
  readonly yaml?: string;
  readonly envFile?: string;
  readonly env?: Record<string, string>;
  readonly argv?: string[];
}
function load({ yaml, envFile, env = {}, argv = [] }: Given) {
  if (yaml !== undefined) writeFileSync(join(cwd, 'fathom.yml'), yaml);
  if (envFile !== undefined) writeFileSync(join(cwd, 'config.env'), envFile);
  return loadConfig({ modules, argv, env, cwd });
}
function mistakes(given: Given): string[] {
  try {
    load(given);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return messageOf(error)
      .split('\n')
      .slice(1)
      .map((line) => line.trim());
  }
  throw new Error('nothing was refused');
}

describe('loadConfig', () => {
  it('needs no file', () => {
    const { config, files, origins } = load({});
    expect(config.web.listenAddress).toEqual([':9797']);
    expect(config.correlation.halfLife).toBe(150_000);
    expect(config.events.maxSize).toBe(2 ** 30);
    expect(config.collectors['disks']).toMatchObject({
      enabled: true,
      timeout: 10_000,
      options: { limit: 5 },
    });
    expect(settingsOf(config, off)).toMatchObject({ enabled: false });
    expect(config.scanners['hosts']).toMatchObject({ interval: 300_000, options: { patience: 3000 } });
    expect(config.advisors['idle']).toEqual({ enabled: true, interval: 60_000, options: {} });
    expect(files).toEqual([]);
    expect(origins.get('web.listenAddress')).toEqual({ kind: 'default' });
  });

  it.each<[string, Given, string, string]>([
    ['the file', { yaml: 'tenant: a\n' }, 'a', 'fathom.yml:1'],
    [
      'config.env over the file',
      { yaml: 'tenant: a\n', envFile: '# x\nFATHOM_TENANT=b\n' },
      'b',
      'config.env:2',
    ],
    [
      'the environment over config.env',
      { yaml: 'tenant: a\n', envFile: 'FATHOM_TENANT=b', env: { FATHOM_TENANT: 'c' } },
      'c',
      'environment FATHOM_TENANT',
    ],
    [
      'flags over all',
      { yaml: 'tenant: a', env: { FATHOM_TENANT: 'c' }, argv: ['--tenant=d'] },
      'd',
      'flag --tenant',
    ],
    [
      'a set variable over an empty one',
      { yaml: 'tenant: a', env: { FATHOM_TENANT: '' } },
      'a',
      'fathom.yml:1',
    ],
  ])('takes %s', (_, given, value, origin) => {
    const { config, origins } = load(given);
    expect(config.tenant).toBe(value);
    expect(describeOrigin(origins.get('tenant') ?? { kind: 'default' })).toBe(origin);
  });

  it('finds config.env next to a config file elsewhere', () => {
    mkdirSync(join(cwd, 'etc'));
    writeFileSync(join(cwd, 'etc/f.yml'), 'log: {level: debug}\nweb:\n');
    writeFileSync(join(cwd, 'etc/config.env'), 'FATHOM_TENANT=near');
    const { config, files } = load({ argv: ['--config.file', 'etc/f.yml'] });
    expect(config).toMatchObject({ tenant: 'near', log: { level: 'debug' } });
    expect(files).toEqual([join(cwd, 'etc/f.yml'), join(cwd, 'etc/config.env')]);
    expect(load({ env: { FATHOM_CONFIG_FILE: 'etc/f.yml' } }).config.log.level).toBe('debug');
  });

  it.each<[string[], object]>([
    [['--web.listen-address', '127.0.0.1:1'], { web: { listenAddress: ['127.0.0.1:1'] } }],
    [
      ['--web.listen-address=:1', '--web.listen-address', '[::1]:2'],
      { web: { listenAddress: [':1', '[::1]:2'] } },
    ],
    [['--web.config.file=w.yml', '--web.max-requests=0'], { web: { configFile: 'w.yml', maxRequests: 0 } }],
    [['--web.disable-exporter-metrics'], { web: { disableExporterMetrics: true } }],
    [['--path.udev.data=/u', '--path.rootfs', '/host'], { path: { udev: '/u', rootfs: '/host' } }],
    [['--assets-dir=a', '--data.dir=d'], { assets: { dir: 'a' }, data: { dir: 'd' } }],
    [['--log.format=logfmt'], { log: { format: 'text' } }],
    [['--no-collector.disks'], { collectors: { disks: { enabled: false } } }],
    [['--collector.disks=false'], { collectors: { disks: { enabled: false } } }],
    [['--collector.net-class'], { collectors: { 'net-class': { enabled: true } } }],
    [
      ['--collector.disable-defaults', '--collector.net-class'],
      { collectors: { disks: { enabled: false }, 'net-class': { enabled: true } } },
    ],
    [
      [
        '--collector.disks.device-exclude=^sd[a-b]=$',
        '--collector.disks.labels=a',
        '--collector.disks.labels=b,c',
      ],
      { collectors: { disks: { options: { deviceExclude: /^sd[a-b]=$/, labels: ['a', 'b', 'c'] } } } },
    ],
    [
      ['--scanner.hosts.interval=1h', '--no-scanner.hosts'],
      { scanners: { hosts: { interval: 3_600_000, enabled: false } } },
    ],
    [['--roles=exporter,hub'], { roles: ['exporter', 'hub'] }],
  ])('understands %j', (argv, expected) => expect(load({ argv }).config).toMatchObject(expected));

  it('reads module options from the environment, and leaves what is not ours alone', () => {
    const env = {
      FATHOM_COLLECTORS_DISKS_DEVICE_EXCLUDE: '^x',
      FATHOM_COLLECTORS_NET_CLASS_ENABLED: 'yes',
      FATHOM_COLLECTORS_DISKS_TARGETS: '[{"url":"u","password":"p"}]',
      FATHOM_SERVICE_HOST: '10.0.0.1',
      FATHOM_PORT_9797_TCP: 'tcp://10.0.0.1:9797',
      TENANT_ID: 'other',
    };
    const { config } = load({ env, envFile: 'API_TOKEN=x\nexport FATHOM_API_TOKEN="a long # token"\n' });
    expect(config.collectors).toMatchObject({
      disks: { options: { deviceExclude: /^x/, targets: [{ url: 'u', password: 'p' }] } },
      'net-class': { enabled: true },
    });
    expect(config.api.token).toBe('a long # token');
  });

  it.each<[string, Given, string]>([
    [
      'an unknown key',
      { yaml: '\nweb:\n  listenAddres: ":1"\n' },
      'web.listenAddres: unknown key; did you mean listenAddress?  (fathom.yml:3)',
    ],
    ['an unknown section', { yaml: 'wbe: {}' }, 'wbe: unknown key; did you mean web?  (fathom.yml:1)'],
    [
      'an unknown module',
      { yaml: 'collectors:\n  disk:\n' },
      'collectors.disk: unknown key; did you mean disks?  (fathom.yml:2)',
    ],
    ['an unknown key far from all', { yaml: 'qqqqqq: 1' }, 'qqqqqq: unknown key  (fathom.yml:1)'],
    ['a section that is none', { yaml: 'web: 5' }, 'web: expected keys and values  (fathom.yml:1)'],
    ['a file that is a list', { yaml: '- a' }, 'the file: expected keys and values  (fathom.yml:1)'],
    [
      'bad YAML',
      { yaml: 'a: [1,\nb: 2' },
      'Flow sequence in block collection must be sufficiently indented and end with a ]  (fathom.yml:2)',
    ],
    ['a key twice', { yaml: 'tenant: a\ntenant: b' }, 'Map keys must be unique  (fathom.yml:2)'],
    [
      'a wrong type',
      { yaml: 'web: {maxRequests: many}' },
      'web.maxRequests = "many": expected number, received string  (fathom.yml:1)',
    ],
    [
      'a number too small',
      { argv: ['--collector.disks.limit=0'] },
      'collectors.disks.limit = 0: expected number to be >=1',
    ],
    [
      'no duration',
      { env: { FATHOM_COLLECTORS_DISKS_TIMEOUT: 'soon' } },
      'collectors.disks.timeout = "soon": not a duration such as 250ms, 5s, 1h30m or 7d (at least 10ms, at most 10m)  (environment FATHOM_COLLECTORS_DISKS_TIMEOUT)',
    ],
    [
      'none of a list',
      { envFile: 'FATHOM_LOG_LEVEL=debgu' },
      'log.level = "debgu": expected one of "trace"|"debug"|"info"|"warn"|"error"|"fatal"; did you mean debug?  (config.env:1)',
    ],
    [
      'an item of a list',
      { yaml: 'roles:\n  - exporter\n  - hup' },
      'roles.1 = "hup": expected one of "exporter"|"agent"|"hub"; did you mean hub?  (fathom.yml:1)',
    ],
    [
      'an item of a list that lacks something',
      { yaml: 'collectors: {disks: {targets: [{password: hunter2}]}}' },
      'collectors.disks.targets.0.url: expected string, received undefined  (fathom.yml:1)',
    ],
    [
      'a secret that is too short',
      { env: { FATHOM_API_TOKEN: 'hunter2' } },
      'api.token = "<secret>": expected at least 8 characters  (environment FATHOM_API_TOKEN)',
    ],
    [
      'options that exclude each other',
      { yaml: 'collectors:\n  disks:\n    deviceInclude: a\n    limit: 100' },
      'collectors.disks: limit is too high with deviceInclude  (fathom.yml:3)',
    ],
    [
      'an unknown variable',
      { env: { FATHOM_TENNANT: 'x' } },
      'FATHOM_TENNANT: unknown variable; did you mean FATHOM_TENANT?  (environment FATHOM_TENNANT)',
    ],
    [
      'a line that is no assignment',
      { envFile: 'FATHOM_TENANT=a\nwhat' },
      'expected NAME=value  (config.env:2)',
    ],
    [
      'an unknown flag',
      { argv: ['--collector.disc'] },
      '--collector.disc: unknown flag; did you mean --collector.disks?',
    ],
    ['an argument', { argv: ['now'] }, 'now: unknown argument'],
    ['a flag without its value', { argv: ['--web.listen-address'] }, '--web.listen-address: needs a value'],
    [
      'a bad switch',
      { argv: ['--collector.disks=maybe'] },
      'collectors.disks.enabled = "maybe": expected boolean, received string',
    ],
    [
      'a negated value',
      { argv: ['--no-web.listen-address'] },
      '--no-web.listen-address: unknown flag; did you mean --web.listen-address?',
    ],
    [
      'a secret as a flag',
      { argv: ['--api.token=12345678'] },
      '--api.token: a secret on the command line is seen by every user of the machine; use fathom.yml or the environment',
    ],
    [
      'a list with secrets in it as a flag',
      { argv: ['--collector.disks.targets=[{"url":"u","password":"hunter2"}]'] },
      '--collector.disks.targets: a secret on the command line is seen by every user of the machine; use fathom.yml or the environment',
    ],
  ])('refuses %s', (_, given, message) => expect(mistakes(given)).toEqual([message]));

  it('tells all mistakes at once', () => {
    const all = mistakes({ yaml: 'x: 1\ntenant: 5\n', env: { FATHOM_LOG_LEVEL: 'loud' }, argv: ['--bad'] });
    expect(all).toHaveLength(4);
  });

  it('refuses a file that was named and is not there', () => {
    expect(() => load({ argv: ['--config.file=none.yml'] })).toThrow(/none\.yml does not exist/);
  });

  it('refuses a file that is no text or too large', () => {
    writeFileSync(join(cwd, 'fathom.yml'), Buffer.from([0xff, 0xfe, 0x00]));
    expect(() => load({})).toThrow('not UTF-8');
    writeFileSync(join(cwd, 'fathom.yml'), `# ${'x'.repeat(1024 * 1024)}`);
    expect(() => load({})).toThrow('larger than');
  });

  it('refuses a bomb of aliases', () => {
    const levels = Array.from(
      { length: 9 },
      (_, i) => `  - &a${i + 1} [${Array(9).fill(`*a${i}`).join(',')}]`,
    );
    const yaml = `collectors:\n disks:\n  labels:\n  - &a0 [x]\n${levels.join('\n')}\n`;
    expect(mistakes({ yaml })[0]).toContain('Excessive alias count');
  });
});

describe('config print', () => {
  const given: Given = {
    yaml: 'api: {token: correct-horse}\ncollectors: {disks: {targets: [{url: u, password: hunter2}]}}\nroles: [hub]\n',
    env: { FATHOM_TENANT: 'acme' },
  };

  it('shows each value with its origin and no secret', () => {
    const text = printYaml(load(given));
    expect(text).toContain('tenant: acme # environment FATHOM_TENANT\n');
    expect(text).toContain('  token: <secret> # fathom.yml:1\n');
    expect(text).toContain('  listenAddress: :9797 # default\n');
    expect(text).toContain('    targets: [ { url: u, password: <secret> } ] # fathom.yml:2\n');
    expect(text + printJson(load(given))).not.toMatch(/hunter2|correct-horse/);
  });

  it('can be read back', () => {
    const first = load(given);
    const second = load({ yaml: printYaml(first) });
    const settings = (loaded: typeof first) => loaded.settings.map(({ key, value }) => [key.name, value]);
    expect(settings(second).filter(([name]) => !/token|targets/.test(String(name)))).toEqual(
      settings(first).filter(([name]) => !/token|targets/.test(String(name))),
    );
    expect(parse(printYaml(first))).toMatchObject({ web: { listenAddress: ':9797' } });
  });

  it('is JSON too', () => {
    const json = JSON.parse(printJson(load(given))) as Record<string, unknown>;
    expect(json['roles']).toEqual({ value: ['hub'], origin: 'fathom.yml:3' });
    expect(json['host.id']).toEqual({ value: null, origin: 'default' });
  });
});
