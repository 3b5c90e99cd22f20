import { describe, expect, it } from 'vitest';
import { EVERY_KEY, OLD_FORM, readSnmpYml } from '../../../../../test/support/snmp-files.ts';
import { formatGoDuration, parseGoDuration } from './go-duration.ts';
import { definitionsYaml } from './write.ts';
import { yamlEntries } from './yaml-text.ts';

const written = (...texts: readonly string[]) => [...definitionsYaml(readSnmpYml(...texts))].join('');

describe('what is shown', () => {
  it('is in the order of snmp_exporter, without secrets', () => {
    expect(written(EVERY_KEY)).toBe(`auths:
  public_v2:
    community: <secret>
    security_level: noAuthNoPriv
    auth_protocol: MD5
    priv_protocol: DES
    version: 2
  secure:
    community: <secret>
    security_level: authPriv
    username: admin
    password: <secret>
    auth_protocol: SHA256
    priv_protocol: AES256C
    priv_password: <secret>
    context_name: vrf-1
    version: 3
modules:
  everything:
    walk:
    - 1.3.6.1.2.1.2
    - 1.3.6.1.4.1.4294967295
    get:
    - 1.3.6.1.2.1.1.3.0
    metrics:
    - name: "full_metric:1"
      oid: 1.3.6.1.2.1.2.2.1.8
      type: EnumAsStateSet
      help: "It's: all there is - 1.3.6"
      indexes:
      - labelname: ifIndex
        type: gauge
      - labelname: name
        type: DisplayString
        fixed_size: 6
        implied: true
        enum_values:
          1: up
          2: "on"
          -3: "7"
      lookups:
      - labels:
        - ifIndex
        - name
        labelname: ifAlias
        oid: 1.3.6.1.2.1.31.1.1.1.18
        type: EnumAsInfo
        display_hint: "255a"
        enum_values:
          1: up
          2: "on"
          -3: "7"
      - labels: []
        labelname: ifIndex
      regex_extracts:
        Temp:
        - value: $1.$2
          regex: (\\d+)C(\\d)
        - value: $1
          regex: (?i)a|b
        "":
        - value: "0"
          regex: x
      datetime_pattern: "%Y-%m-%d"
      enum_values:
        1: up
        2: "on"
        -3: "7"
      offset: -1.5
      scale: 0.001
      display_hint: "1x:"
    - name: plain
      oid: "1.3"
      type: gauge
      help: ""
    max_repetitions: 4
    retries: 0
    timeout: 1m30s
    use_unconnected_udp_socket: true
    allow_nonincreasing_oids: true
    filters:
    - oid: 1.3.6.1.2.1.2.2.1.8
      targets:
      - 1.3.6.1.2.1.2.2.1.10
      values:
      - "1|2"
      - "[[:alpha:]]+"
  nothing:
    metrics: []
    max_repetitions: 25
    retries: 3
    timeout: 5s
  "null":
    metrics: []
    max_repetitions: 25
    retries: 3
    timeout: 5s
`);
  });

  it('is in the old form where that is the form of the files', () => {
    const text = written(OLD_FORM);
    expect(text).toMatch(/^if_mib:\n {2}walk:\n {2}- 1\.3\.6\.1\.2\.1\.2\n {2}metrics:\n/);
    expect(text).toContain('  version: 3\n');
    expect(text).toContain(
      '  auth:\n    community: <secret>\n    security_level: authNoPriv\n    username: u\n',
    );
  });

  it('are two documents where the forms are mixed', () => {
    expect(written(OLD_FORM, EVERY_KEY)).toBe(`${written(EVERY_KEY)}---\n${written(OLD_FORM)}`);
  });

  it('is an empty map where there is nothing', () => expect(written('')).toBe('{}\n'));

  it('is the same when it is read', () => {
    const { modules } = readSnmpYml(EVERY_KEY);
    expect([...readSnmpYml(written(EVERY_KEY)).modules]).toEqual([...modules]);
    const again = [...readSnmpYml(written(OLD_FORM)).modules.values()];
    expect(again.map(({ auth: _, ...module }) => module)).toEqual(
      [...readSnmpYml(OLD_FORM).modules.values()].map(({ auth: _, ...module }) => module),
    );
  });
});

it.each([
  ...[
    '',
    ' ',
    'yes',
    'NULL',
    '~',
    '1',
    '1.5',
    '-1',
    '.inf',
    '0x1',
    '12:30',
    '- a',
    'a: b',
    'a #b',
    '#a',
    'a ',
    ' a',
  ],
  ...[
    '[a',
    '{a',
    '*a',
    '&a',
    '!a',
    '%a',
    '@a',
    '`a',
    '|',
    '>',
    '"a"',
    "'a'",
    'a\nb',
    'é',
    '\u0000',
    '\\',
    '?',
    ':',
  ],
  ...[
    '1.3.6.1',
    'a-b',
    '$1',
    '(a|b)+',
    '<secret>',
    '=',
    '<<',
    '2024-01-01',
    '1_000',
    '+1',
    'a:',
    'a\tb',
    '---',
    '...',
  ],
])('%j stays what it is', (text) => {
  const yaml = `modules:\n  m:\n    metrics:\n    - name: a\n      oid: 1.3\n      type: gauge\n${yamlEntries({ help: text }, '      ')}`;
  expect(readSnmpYml(yaml).modules.get('m')?.metrics[0]?.help).toBe(text);
  const key = `auths:\n${yamlEntries({ [text]: {} }, '  ')}`;
  expect([...readSnmpYml(key).auths.keys()]).toEqual([text]);
});

it.each([
  [0.5, '0.5ms'],
  [1, '1ms'],
  [999, '999ms'],
  [1000, '1s'],
  [1500, '1.5s'],
  [60_000, '1m0s'],
  [90_000, '1m30s'],
  [3_600_000, '1h0m0s'],
  [3_723_500, '1h2m3.5s'],
])('%d ms are %s', (ms, text) => {
  expect(formatGoDuration(ms)).toBe(text);
  expect(parseGoDuration(text)).toBe(ms);
});

it.each(['', 's', '5', '5 s', '-5s', '5d', '1m 30s', '1e3s', '.s', '5S'])(
  '%j is no duration with a unit',
  (text) => {
    expect(parseGoDuration(text)).toBe(text === '5' ? 5e-6 : null);
  },
);
