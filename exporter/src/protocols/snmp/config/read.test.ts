import { describe, expect, it } from 'vitest';
import {
  EVERY_KEY,
  mistakesIn,
  OLD_FORM,
  readSnmpYml as read,
} from '../../../../../test/support/snmp-files.ts';
import type { SnmpAuth } from '../../../model/snmp.ts';
import { DEFAULT_AUTH } from './auth.ts';

const module = (body: string) => `modules:\n  m:\n${body.replace(/^/gm, '    ')}\n`;
const firstModule = (text: string) => read(text).modules.get('m');
const metric = (body: string) =>
  firstModule(
    module(`metrics:\n- name: a\n  oid: 1.3.6\n  type: gauge\n${body.replace(/^/gm, '  ')}`),
  )?.metrics.at(0);

describe('the new form', () => {
  const { auths, modules } = read(EVERY_KEY);

  it('has auths by name', () => {
    expect([...auths]).toEqual([
      ['public_v2', DEFAULT_AUTH],
      [
        'secure',
        {
          version: 3,
          community: 'none',
          securityLevel: 'authPriv',
          username: 'admin',
          password: 'auth-secret',
          authProtocol: 'SHA256',
          privProtocol: 'AES256C',
          privPassword: 'priv-secret',
          contextName: 'vrf-1',
        },
      ],
    ]);
  });

  it('has modules with what is said of them', () => {
    expect([...modules.keys()]).toEqual(['everything', 'nothing', 'null']);
    expect(modules.get('everything')).toMatchObject({
      name: 'everything',
      walk: [
        [1, 3, 6, 1, 2, 1, 2],
        [1, 3, 6, 1, 4, 1, 4294967295],
      ],
      get: [[1, 3, 6, 1, 2, 1, 1, 3, 0]],
      maxRepetitions: 4,
      retries: 0,
      timeoutMs: 90_000,
      useUnconnectedUdpSocket: true,
      allowNonincreasingOids: true,
      auth: null,
    });
  });

  it('has modules with defaults', () => {
    const defaults = {
      walk: [],
      get: [],
      metrics: [],
      filters: [],
      maxRepetitions: 25,
      retries: 3,
      timeoutMs: 5000,
      useUnconnectedUdpSocket: false,
      allowNonincreasingOids: false,
      auth: null,
    };
    expect(modules.get('nothing')).toEqual({ name: 'nothing', ...defaults });
    expect(modules.get('null')).toEqual({ name: 'null', ...defaults });
  });

  it('has filters', () => {
    const [filter] = modules.get('everything')?.filters ?? [];
    expect(filter).toMatchObject({
      oid: [1, 3, 6, 1, 2, 1, 2, 2, 1, 8],
      targets: [[1, 3, 6, 1, 2, 1, 2, 2, 1, 10]],
      texts: ['1|2', '[[:alpha:]]+'],
    });
    expect(filter?.values.map((value) => value.test('é2é'))).toEqual([true, false]);
  });

  it('has metrics', () => {
    const enumValues = new Map([
      [1, 'up'],
      [2, 'on'],
      [-3, '7'],
    ]);
    expect(modules.get('everything')?.metrics).toMatchObject([
      {
        name: 'full_metric:1',
        oid: [1, 3, 6, 1, 2, 1, 2, 2, 1, 8],
        type: 'EnumAsStateSet',
        help: "It's: all there is - 1.3.6",
        indexes: [
          { labelname: 'ifIndex', type: 'gauge', fixedSize: 0, implied: false, enumValues: new Map() },
          { labelname: 'name', type: 'DisplayString', fixedSize: 6, implied: true, enumValues },
        ],
        lookups: [
          {
            labels: ['ifIndex', 'name'],
            labelname: 'ifAlias',
            oid: [1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 18],
            type: 'EnumAsInfo',
            displayHint: '255a',
            enumValues,
          },
          { labels: [], labelname: 'ifIndex', oid: null },
        ],
        datetimePattern: '%Y-%m-%d',
        enumValues,
        offset: -1.5,
        scale: 0.001,
        displayHint: '1x:',
      },
      {
        name: 'plain',
        oid: [1, 3],
        type: 'gauge',
        help: '',
        indexes: [],
        lookups: [],
        regexExtracts: new Map(),
        datetimePattern: '',
        enumValues: new Map(),
        offset: 0,
        scale: 0,
        displayHint: '',
      },
    ]);
  });

  it('has regular expressions, anchored, with what becomes of the match', () => {
    const extracts = modules.get('everything')?.metrics[0]?.regexExtracts;
    expect([...(extracts ?? [])].map(([suffix, list]) => [suffix, list.map((each) => each.value)])).toEqual([
      ['Temp', ['$1.$2', '$1']],
      ['', ['0']],
    ]);
    const [first, second] = extracts?.get('Temp') ?? [];
    expect(first?.text).toBe('(\\d+)C(\\d)');
    expect(['12C5', ' 12C5', '12C5\n'].map((text) => first?.regex.test(text))).toEqual([true, false, false]);
    expect(['a', 'b', 'ab', 'A'].map((text) => second?.regex.test(text))).toEqual([true, true, false, true]);
  });

  it('shares what is alike', () => {
    const { metrics } = read(
      module(
        ['a', 'b']
          .map(
            (name) =>
              `- {name: ${name}, oid: 1.3, type: gauge, help: the same, indexes: [{labelname: i, type: gauge}]}`,
          )
          .join('\n')
          .replace(/^/, 'metrics:\n'),
      ),
    ).modules.get('m') ?? { metrics: [] };
    expect(metrics[0]?.indexes).toBe(metrics[1]?.indexes);
  });

  it.each(['', '# nothing\n', '{}', 'modules:\nauths: {}\n'])('may be empty: %j', (text) => {
    expect(read(text)).toEqual({ auths: new Map(), modules: new Map() });
  });
});

describe('the old form', () => {
  const { auths, modules } = read(OLD_FORM);
  const v3: SnmpAuth = {
    ...DEFAULT_AUTH,
    version: 3,
    securityLevel: 'authNoPriv',
    username: 'u',
    password: 'p',
    authProtocol: 'SHA',
  };

  it('has an auth in each module', () => {
    expect(auths.size).toBe(0);
    expect([...modules].map(([name, { auth }]) => [name, auth])).toEqual([
      ['if_mib', { ...DEFAULT_AUTH, version: 1, community: '0123' }],
      ['plain', DEFAULT_AUTH],
      ['secure', v3],
    ]);
  });

  it('has modules as the new one', () => {
    expect(modules.get('if_mib')).toMatchObject({
      walk: [[1, 3, 6, 1, 2, 1, 2]],
      maxRepetitions: 10,
      timeoutMs: 20_000,
    });
    expect(modules.get('if_mib')?.metrics.map(({ name }) => name)).toEqual(['ifNumber']);
  });
});

describe('several files', () => {
  const one = 'auths:\n  a: {}\nmodules:\n  m: {}\n';

  it('are taken together, whatever their form', () => {
    const { auths, modules } = read(one, OLD_FORM);
    expect([...auths.keys()]).toEqual(['a']);
    expect([...modules.keys()]).toEqual(['m', 'if_mib', 'plain', 'secure']);
  });

  it.each([
    ['auths:\n  a:\n', 'auths.a: is also in 1.yml  (2.yml:2)'],
    ['modules:\n  n: {}\n  m:\n', 'modules.m: is also in 1.yml  (2.yml:3)'],
    ['m: {}\n', 'm: is also in 1.yml  (2.yml:1)'],
    ['modules:\n  n: {}\n  n: {}\n', 'modules.n: is given twice  (2.yml:3)'],
    ['modules: {n: {}, n: {}}\n', 'modules.n: is given twice  (2.yml:1)'],
  ])('define nothing twice: %j', (text, mistake) => {
    expect(mistakesIn([one, text])).toEqual([mistake]);
  });
});

describe('values', () => {
  it.each([
    ['5s', 5000],
    ['1m30s', 90_000],
    ['1.5s', 1500],
    ['500ms', 500],
    ['2500us', 2.5],
    ['1h', 3_600_000],
    ['5000000000', 5000],
  ])('timeout: %s is %d ms', (text, ms) => {
    expect(firstModule(module(`timeout: ${text}`))?.timeoutMs).toBe(ms);
  });

  it.each([
    ['true', true],
    ['Yes', true],
    ['on', true],
    ['"true"', true],
    ['FALSE', false],
    ['no', false],
    ['', false],
    ['~', false],
  ])('allow_nonincreasing_oids: %s is %s', (text, expected) => {
    expect(firstModule(module(`allow_nonincreasing_oids: ${text}`))?.allowNonincreasingOids).toBe(expected);
  });

  it.each([
    ['.1', 0.1],
    ['-1', -1],
    ['+2.50', 2.5],
    ['1e-3', 0.001],
  ])('scale: %s is %d', (text, expected) => {
    expect(metric(`scale: ${text}`)?.scale).toBe(expected);
  });

  it('texts are as they are written, whatever else they may look like', () => {
    const text =
      'auths: {a: {community: 0123}, b: {community: null}, c: {community: "null"}, d: {community: yes}}';
    expect([...read(text).auths.values()].map(({ community }) => community)).toEqual([
      '0123',
      'public',
      'null',
      'yes',
    ]);
  });

  it('follow aliases and merge keys', () => {
    const text = `
modules:
  a: &base
    walk: &walk [1.3.6.1]
    retries: 1
    timeout: 1s
  b:
    <<: *base
    timeout: 2s
  c:
    <<: [{retries: 7}, *base]
    walk: *walk
`;
    expect([...read(text).modules.values()]).toMatchObject([
      { walk: [[1, 3, 6, 1]], retries: 1, timeoutMs: 1000 },
      { walk: [[1, 3, 6, 1]], retries: 1, timeoutMs: 2000 },
      { walk: [[1, 3, 6, 1]], retries: 7, timeoutMs: 1000 },
    ]);
  });
});
