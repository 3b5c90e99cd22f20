import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../model/errors.ts';
import type { IpmiModule } from '../settings.ts';
import { readIpmiFiles } from './read.ts';

type Environment = Record<string, string>;

const read = (text: string, environment: Environment = {}) =>
  readIpmiFiles([{ path: 'ipmi.yml', text }], environment);

function moduleOf(keys: string, environment: Environment = {}): IpmiModule | undefined {
  return read(`modules:\n  default: {${keys}}\n`, environment).get('default');
}

function mistakes(text: string, environment: Environment = {}): string[] {
  try {
    read(text, environment);
  } catch (error) {
    if (error instanceof UserError) return error.message.split('\n');
    throw error;
  }
  return [];
}

const DEFAULTS: IpmiModule = {
  user: '',
  password: '',
  passwordFile: null,
  privilege: 'user',
  driver: 'auto',
  timeoutMs: 20_000,
  collectors: ['ipmi', 'dcmi', 'bmc', 'chassis'],
  excludeSensorIds: new Set(),
  workarounds: [],
  readingWorkarounds: new Set(),
  bridgeSensors: false,
  selEvents: [],
};

/** Each key once, as ipmi_exporter's sample has them, with a merge. */
const SAMPLE = `
# Configuration file for ipmi_exporter
modules:
  default: &default
    user: "default_user"
    pass: 00123
    driver: "LAN_2_0"
    privilege: "user"
    timeout: 10000
    collectors:
    - bmc
    - ipmi
    - chassis
    exclude_sensor_ids:
    - 2
    - 29
  thatspecialhost:
    <<: *default
    pass: "#secret: *pw"
    privilege: "ADMIN"
    driver: "LAN"
    collectors: [sel, sel-events, sel]
    exclude_sensor_ids:
    workaround_flags: [discretereading, opensesspriv, ignoreauthcode, none]
    sel_events:
    - name: correctable_memory_error
      regex: (?i)correctable memory error
    custom_args: {}
    collector_cmd:
  empty:
`;

describe('a configuration of ipmi_exporter', () => {
  it('is read', () => {
    const modules = read(SAMPLE);
    const common = { ...DEFAULTS, user: 'default_user', timeoutMs: 10_000 };
    expect(modules.get('default')).toEqual({
      ...common,
      password: '00123',
      driver: 'lan_2_0',
      collectors: ['bmc', 'ipmi', 'chassis'],
      excludeSensorIds: new Set([2, 29]),
    });
    expect(modules.get('thatspecialhost')).toEqual({
      ...common,
      password: '#secret: *pw',
      privilege: 'admin',
      driver: 'lan',
      collectors: ['sel', 'sel-events'],
      workarounds: ['opensesspriv', 'noauthcodecheck'],
      readingWorkarounds: new Set(['discretereading']),
      selEvents: [{ name: 'correctable_memory_error', regex: /correctable memory error/i }],
    });
    expect(modules.get('empty')).toEqual(DEFAULTS);
    expect([...modules.keys()]).toEqual(['default', 'thatspecialhost', 'empty']);
  });

  it.each<[string, Partial<IpmiModule>]>([
    ['collectors: []', { collectors: [] }],
    ['collectors: [sm-lan-mode]', { collectors: ['sm-lan-mode'], privilege: 'admin' }],
    [
      'collectors: [sm-lan-mode], privilege: operator',
      { collectors: ['sm-lan-mode'], privilege: 'operator' },
    ],
    ['driver: OPENIPMI', { driver: 'local' }],
    ['driver: kcs', { driver: 'local' }],
    ['driver: SSIF', { driver: 'local' }],
    ['timeout: 0', { timeoutMs: 20_000 }],
    ['timeout: 1', { timeoutMs: 1 }],
    ['user: null, pass: ~', {}],
    ['user: 007', { user: '007' }],
    ['pass: "twenty bytes of it!!"', { password: 'twenty bytes of it!!' }],
    ['pass_file: /run/secrets/bmc', { passwordFile: '/run/secrets/bmc' }],
    ['pass_env: BMC', { password: 'hunter2' }],
    ['bridge_sensors: yes', { bridgeSensors: true }],
    ['default_args: {}, custom_args: , collector_cmd: {}', {}],
  ])('%s', (keys, expected) => {
    expect(moduleOf(keys, { BMC: 'hunter2' })).toEqual({ ...DEFAULTS, ...expected });
  });

  it.each(['', '\n', 'modules:\n', 'modules: {}\n'])('%j has no modules', (text) => {
    expect(read(text).size).toBe(0);
  });

  it('may be in several files', () => {
    const files = ['a', 'b'].map((name) => ({ path: `${name}.yml`, text: `modules: {${name}: {}}` }));
    expect([...readIpmiFiles(files, {}).keys()]).toEqual(['a', 'b']);
    const twice = [...files, { path: 'c.yml', text: 'modules: {a: {}}' }];
    expect(() => readIpmiFiles(twice, {})).toThrow('modules.a: is also in a.yml  (c.yml)');
  });
});

const inModule = (keys: string) => `modules:\n  default:\n    ${keys}\n`;

describe('a mistake', () => {
  it.each<[string, RegExp]>([
    ['users: {}', /^users: unknown key \(allowed: modules\) {2}\(ipmi\.yml:1\)$/],
    ['[]', /^the file: expected `modules:` {2}\(ipmi\.yml:1\)$/],
    ['modules: [a]', /^modules: expected a map of modules {2}\(ipmi\.yml:1\)$/],
    ['modules: { a: 1 }', /^modules\.a: expected a map {2}\(ipmi\.yml:1\)$/],
    [inModule('pasword: x'), /^modules\.default\.pasword: unknown key.*\(ipmi\.yml:3\)$/],
    [inModule('user: seventeen bytes!!'), /user: expected at most 16 bytes: IPMI allows no more {2}/],
    [inModule('pass: twenty-one bytes of it'), /pass: expected at most 20 bytes: IPMI allows no more {2}/],
    [inModule('pass_env: NOBODY'), /pass_env: the environment variable NOBODY is not set {2}/],
    [inModule('pass_env: LONG'), /pass_env: the environment variable LONG has more than 20 bytes {2}/],
    [inModule('{ pass: a, pass_file: b }'), /default: expected one of pass, pass_file and pass_env {2}/],
    [inModule('privilege: root'), /privilege: expected one of user, operator, admin {2}/],
    [
      inModule('driver: SUNBMC'),
      /driver: expected LAN_2_0 or LAN .*, or OPENIPMI, KCS or SSIF for the BMC of/,
    ],
    [inModule('driver: LANPLUS'), /driver: expected LAN_2_0 or LAN \(none: what the BMC has\)/],
    [inModule('timeout: 10s'), /timeout: expected a whole number from 0 to 3600000 {2}/],
    [inModule('collectors: ipmi'), /collectors: expected a list {2}/],
    [inModule('collectors: [sell]'), /collectors\.0: expected one of ipmi.*; did you mean sel\? {2}/],
    [inModule('exclude_sensor_ids: [1, x]'), /exclude_sensor_ids\.1: expected a whole number/],
    [inModule('workaround_flags: [opensespriv]'), /workaround_flags\.0: .*; did you mean opensesspriv\? {2}/],
    [inModule('sel_events: [{ name: a, regex: "(" }]'), /sel_events\.0\.regex: not a regular expression: /],
    [inModule('sel_events: [{ name: a }]'), /sel_events\.0\.regex: expected a text {2}/],
    [inModule('bridge_sensors: maybe'), /bridge_sensors: expected true or false {2}/],
    [inModule('collector_cmd: { ipmi: sudo }'), /collector_cmd: Fathom runs no commands: .*sudo.* {2}/],
    [inModule('default_args: { ipmi: [-a] }'), /default_args: Fathom runs no commands: /],
    [
      inModule('custom_args: { ipmi: [--bridge-sensors] }'),
      /custom_args: Fathom runs no commands.*`bridge_sensors: true`.* {2}\(ipmi\.yml:3\)$/,
    ],
    [inModule('pass: *hunter'), /ipmi\.yml: an alias .* is not defined/],
  ])('%j is told', (text, expected) => {
    expect(mistakes(text, { LONG: 'x'.repeat(21) })).toEqual([expect.stringMatching(expected)]);
  });

  it('repeats no password', () => {
    const text = inModule('pass: hunter2-hunter2-hunter2\n    pass: hunter3\n    timeout: hunter4');
    expect(mistakes(text).join('\n')).not.toMatch(/hunter\d/);
  });

  it('of any bytes is a mistake of the one who wrote them', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const each of [text, inModule(text), inModule(`collectors: ${text}`)]) mistakes(each);
      }),
    ));
});
