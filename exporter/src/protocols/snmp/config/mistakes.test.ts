import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVERY_KEY, mistakesIn, OLD_FORM } from '../../../../../test/support/snmp-files.ts';

const indented = (text: string, blanks: number) => text.replace(/^/gm, ' '.repeat(blanks));
const inModule = (body: string) => `modules:\n  m:\n${indented(body, 4)}\n`;
const inMetric = (body: string) =>
  inModule(`metrics:\n- name: a\n  oid: 1.3.6\n  type: gauge\n${indented(body, 2)}`);
const inAuth = (body: string) => `auths:\n  a:\n${indented(body, 4)}\n`;

const AUTH_KEYS =
  'community, security_level, username, password, auth_protocol, priv_protocol, priv_password, context_name, version';
const OID_EXPECTED = 'expected an OID such as 1.3.6.1.2.1.2, of at most 128 numbers below 2^32';

describe('what is wrong is said with its place', () => {
  it.each<[string, string[]]>([
    ['auths:\nmodule:\n', ['module: unknown key (allowed: auths, modules, version)  (1.yml:2)']],
    [
      'version: two\nmodules:',
      [expect.stringMatching(/^version = "two": expected a whole number/) as string],
    ],
    ['modules: 5', ['modules: expected keys and values  (1.yml:1)']],
    ['modules:\n- a', ['modules: expected keys and values  (1.yml:2)']],
    ['just a text', ['the file: expected keys and values  (1.yml:1)']],
    ['m: 5', ['m: expected keys and values  (1.yml:1)']],
    [
      'm:\n  metrics: []\n  filter: []',
      [
        'm.filter: unknown key; did you mean filters? (allowed: walk, get, metrics, max_repetitions, retries, ' +
          'timeout, use_unconnected_udp_socket, allow_nonincreasing_oids, filters, version, auth)  (1.yml:3)',
      ],
    ],
    [
      inModule('auth: {}'),
      [expect.stringMatching(/^modules\.m\.auth: unknown key .*\(1\.yml:3\)$/) as string],
    ],
    [inModule('walk: 1.3.6'), ['modules.m.walk: expected a list  (1.yml:3)']],
    [inModule('walk:\n- 1.3\n- 1.3.x'), [`modules.m.walk[1] = "1.3.x": ${OID_EXPECTED}  (1.yml:5)`]],
    [inModule('get: [1.3.4294967296]'), [`modules.m.get[0] = "1.3.4294967296": ${OID_EXPECTED}  (1.yml:3)`]],
    [
      inModule('max_repetitions: many'),
      ['modules.m.max_repetitions = "many": expected a whole number from 0 to 2147483647  (1.yml:3)'],
    ],
    [
      inModule('retries: -1'),
      ['modules.m.retries = "-1": expected a whole number from 0 to 1000  (1.yml:3)'],
    ],
    [
      inModule('timeout: 5'),
      [
        'modules.m.timeout = "5": expected a duration such as 500ms, 5s or 1m30s, from 1ms to 1h0m0s  (1.yml:3)',
      ],
    ],
    [
      inModule('allow_nonincreasing_oids: maybe'),
      ['modules.m.allow_nonincreasing_oids = "maybe": expected true or false  (1.yml:3)'],
    ],
    [inModule('filters:\n- targets: []'), ['modules.m.filters[0]: oid is missing  (1.yml:4)']],
    [
      inModule('filters:\n- oid: 1.3\n  values: ["("]'),
      [
        expect.stringMatching(
          /^modules\.m\.filters\[0\]\.values\[0\] = "\(": not a regular expression: .*\(1\.yml:5\)$/,
        ) as string,
      ],
    ],
    [
      inModule('metrics:\n- help: none'),
      [
        'modules.m.metrics[0]: name is missing  (1.yml:4)',
        'modules.m.metrics[0]: oid is missing  (1.yml:4)',
        'modules.m.metrics[0]: type is missing  (1.yml:4)',
      ],
    ],
    [
      inModule('metrics:\n- {name: 1st, oid: 1.3, type: gauge}'),
      [
        'modules.m.metrics[0].name = "1st": expected letters, digits and _, of which a digit is not the first  (1.yml:4)',
      ],
    ],
    [
      inModule('metrics:\n- {name: a, oid: 1.3, type: guage}'),
      [
        expect.stringMatching(
          /^modules\.m\.metrics\[0\]\.type = "guage": expected one of gauge, counter, .*; did you mean gauge\?/,
        ) as string,
      ],
    ],
    [
      inMetric('indexes:\n- {labelname: i, type: DateAndTime}'),
      [
        expect.stringMatching(
          /^modules\.m\.metrics\[0\]\.indexes\[0\]\.type = "DateAndTime": expected one of Integer32, /,
        ) as string,
      ],
    ],
    [
      inMetric('indexes:\n- type: gauge'),
      ['modules.m.metrics[0].indexes[0]: labelname is missing  (1.yml:8)'],
    ],
    [
      inMetric('indexes: [{labelname: i, type: gauge, fixed_size: 129}]'),
      [
        'modules.m.metrics[0].indexes[0].fixed_size = "129": expected a whole number from 0 to 128  (1.yml:7)',
      ],
    ],
    [
      inMetric('lookups: [{labels: [i], labelname: x}]'),
      ['modules.m.metrics[0].lookups[0]: oid is missing  (1.yml:7)'],
    ],
    [
      inMetric('lookups: [{labels: [i], labelname: x, oid: 1.3, type: text}]'),
      [
        expect.stringMatching(
          /^modules\.m\.metrics\[0\]\.lookups\[0\]\.type = "text": expected one of/,
        ) as string,
      ],
    ],
    [inMetric('scale: .nan'), ['modules.m.metrics[0].scale = ".nan": expected a number  (1.yml:7)']],
    [inMetric('offset: 1e999'), ['modules.m.metrics[0].offset = "1e999": expected a number  (1.yml:7)']],
    [
      inMetric('enum_values: {one: a}'),
      ['modules.m.metrics[0].enum_values.one: expected a whole number as key  (1.yml:7)'],
    ],
    [inMetric('enum_values: {1: [a]}'), ['modules.m.metrics[0].enum_values.1: expected a text  (1.yml:7)']],
    [
      inMetric('enum_values: {1: a, 1: b}'),
      ['modules.m.metrics[0].enum_values.1: is given twice  (1.yml:7)'],
    ],
    [
      inMetric('regex_extracts: {A: [{value: x}]}'),
      ['modules.m.metrics[0].regex_extracts.A[0]: regex is missing  (1.yml:7)'],
    ],
    [
      inMetric('regex_extracts: {A: [{regex: "a(?i)b"}]}'),
      [
        expect.stringMatching(
          /^modules\.m\.metrics\[0\]\.regex_extracts\.A\[0\]\.regex = "a\(\?i\)b": not a regular expression/,
        ) as string,
      ],
    ],
    [inMetric('help: [a]'), ['modules.m.metrics[0].help: expected a text  (1.yml:7)']],
    [inMetric('? [a]\n: b'), ['modules.m.metrics[0].?: expected a text as key  (1.yml:7)']],
    [inMetric('name: b'), ['modules.m.metrics[0].name: is given twice  (1.yml:7)']],
    [inModule('<<: 5'), ['modules.m: <<: expected another map  (1.yml:3)']],
    [inModule('<<: &x [*x]'), ['modules.m: <<: contains itself  (1.yml:3)']],
    [inAuth('version: 4'), ['auths.a.version = "4": expected a whole number from 1 to 3  (1.yml:3)']],
    [inAuth('user: x'), [`auths.a.user: unknown key (allowed: ${AUTH_KEYS})  (1.yml:3)`]],
  ])('%j', (text, mistakes) => {
    expect(mistakesIn([text])).toEqual(mistakes);
  });

  it('up to a screenful', () => {
    const walk = Array.from({ length: 30 }, () => '- x').join('\n');
    const found = mistakesIn([inModule(`walk:\n${walk}`), 'm: 5']);
    expect(found).toHaveLength(21);
    expect(found[0]).toContain('modules.m.walk[0]');
    expect(found.at(-1)).toBe('and 12 more');
  });
});

describe('version 3', () => {
  const v3 = (body: string) => mistakesIn([inAuth(`version: 3\n${body}`)]);

  it.each<[string, string[]]>([
    ['username: u', []],
    ['', ['auths.a: version 3 needs username  (1.yml:3)']],
    [
      'security_level: authNoPriv\nusername: u',
      ['auths.a: version 3 with authNoPriv needs password  (1.yml:3)'],
    ],
    [
      'security_level: authPriv\nusername: u',
      [
        'auths.a: version 3 with authPriv needs priv_password  (1.yml:3)',
        'auths.a: version 3 with authPriv needs password  (1.yml:3)',
      ],
    ],
    [
      'security_level: noAuthPriv\nusername: u',
      [
        'auths.a.security_level = "noAuthPriv": expected one of noAuthNoPriv, authNoPriv, authPriv; did you mean authPriv?  (1.yml:4)',
      ],
    ],
    [
      'security_level: authNoPriv\nusername: u\npassword: p\nauth_protocol: SHA3',
      [
        expect.stringContaining(
          'auths.a.auth_protocol = "SHA3": expected one of MD5, SHA, SHA224, SHA256, SHA384, SHA512',
        ) as string,
      ],
    ],
    [
      'security_level: authPriv\nusername: u\npassword: p\npriv_password: q\npriv_protocol: AES128',
      [
        expect.stringContaining(
          'auths.a.priv_protocol = "AES128": expected one of DES, AES, AES192, AES192C, AES256, AES256C',
        ) as string,
      ],
    ],
    ['username: u\nauth_protocol: none\npriv_protocol: none', []],
  ])('%j', (body, mistakes) => expect(v3(body)).toEqual(mistakes));

  it('is asked of nobody who speaks another version', () => {
    expect(mistakesIn([inAuth('security_level: whatever\nauth_protocol: none')])).toEqual([]);
  });

  it('of a module of the old form', () => {
    expect(mistakesIn(['m:\n  version: 3\n  auth:\n    username: ""\n'])).toEqual([
      'm.auth: version 3 needs username  (1.yml:4)',
    ]);
    expect(mistakesIn(['m:\n  version: 3\n'])).toEqual(['m: version 3 needs username  (1.yml:2)']);
  });
});

describe('what is no YAML', () => {
  it.each([
    ['modules: {', 'not YAML: '],
    ['modules:\n  a:\n    walk: [\n', 'not YAML: '],
    ['modules:\n\t a: {}', 'not YAML: a tab is no indentation'],
    ['modules:\n---\nauths:', 'not YAML: one document expected, this begins another'],
    ['auths: {a: {community: @x}}', 'not YAML: a value that begins with @, ` or % needs quotes'],
    ['auths:\n  a:\n    password: b: c', 'not YAML: a value with a colon and a blank in it needs quotes'],
  ])('%j', (text, mistake) => {
    const [first] = mistakesIn([text]);
    expect(first).toContain(mistake);
    expect(first).toMatch(/\(1\.yml:\d+\)$/);
  });

  it('is said without repeating a secret', () => {
    const secrets = [
      '@hunter2',
      '*hunter2',
      '%hunter2',
      '`hunter2',
      '"hunter2',
      '[hunter2',
      'hunter2: x',
      '!hunter2 "',
    ];
    for (const secret of secrets)
      for (const key of ['community', 'password', 'priv_password'])
        expect(mistakesIn([inAuth(`version: 9\n${key}: ${secret}`)]).join()).not.toContain('hunter2');
  });
});

describe('anything', () => {
  const edit = fc.record({
    at: fc.nat(),
    drop: fc.nat({ max: 30 }),
    put: fc.oneof(
      fc.constantFrom(
        '\n',
        ' ',
        '  ',
        '- ',
        ': ',
        '&a ',
        '*a',
        '*enum',
        '<<: ',
        '{',
        '}',
        '[',
        ']',
        '"',
        '|',
        '>',
        '#',
        '~',
        '\t',
      ),
      fc.constantFrom(
        'modules:\n',
        'auths:\n',
        '---\n',
        'null',
        '1e9',
        '-1',
        '99999999999999999999',
        '(?i)',
        '(',
      ),
      fc.string({ maxLength: 5 }),
    ),
  });
  const mutated = fc
    .tuple(fc.constantFrom(EVERY_KEY, OLD_FORM), fc.array(edit, { minLength: 1, maxLength: 6 }))
    .map(([text, edits]) =>
      edits.reduce<string>((at, each) => {
        const start = each.at % (at.length + 1);
        return at.slice(0, start) + each.put + at.slice(start + each.drop);
      }, text),
    );

  it('is read or refused in words', () => {
    fc.assert(
      fc.property(fc.oneof(mutated, fc.string()), (text) => {
        for (const mistake of mistakesIn([text])) expect(mistake).toMatch(/\(1\.yml:\d+\)$|^and \d+ more$/);
      }),
      { numRuns: 500 },
    );
  });
});
