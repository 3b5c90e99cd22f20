import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OLD_FORM, readSnmpYml } from '../../../../../test/support/snmp-files.ts';
import { UserError } from '../../../model/errors.ts';
import { withBuiltins } from '../../../protocols/snmp/builtin/definitions.ts';
import { profileSection } from '../../../protocols/snmp/profile/settings.ts';
import { parseRequest } from './request.ts';

const NEW_FORM = 'auths:\n  mine: { community: c, version: 1 }\nmodules:\n  a:\n  b:\n';
const definitions = withBuiltins(readSnmpYml(NEW_FORM), profileSection.parse({}));
const parse = (query: string) => parseRequest(new URLSearchParams(query), definitions);

describe('a request', () => {
  it.each<[query: string, asked: object]>([
    ['target=10.0.0.1', { host: '10.0.0.1', target: { transport: 'udp', host: '10.0.0.1', port: 161 } }],
    ['target=tcp://sw.example:1161', { target: { transport: 'tcp', host: 'sw.example', port: 1161 } }],
    ['target=[2001:db8::1]:1161', { target: { transport: 'udp', host: '2001:db8::1', port: 1161 } }],
    ['target=2001:db8::1', { target: { transport: 'udp', host: '2001:db8::1', port: 161 } }],
    ['target=a', { contextName: undefined, contextEngineId: undefined, partial: false }],
    ['target=a&snmp_context=vrf', { contextName: 'vrf' }],
    ['target=a&snmp_context=', { contextName: undefined }],
    ['target=a&snmp_engineid=80001f8880', { contextEngineId: Buffer.from('80001f8880', 'hex') }],
    ['target=a&snmp_engineid=0x80001F8880', { contextEngineId: Buffer.from('80001f8880', 'hex') }],
    ['target=a&partial=true', { partial: true }],
    ['target=a&partial=1', { partial: false }],
    ['target=a&snmp_debug_packets=true', { partial: false }],
  ])('%s', (query, asked) => expect(parse(query)).toMatchObject(asked));

  it.each<[query: string, modules: readonly string[]]>([
    ['', ['if_mib']],
    ['module=a', ['a']],
    ['module=a,b', ['a', 'b']],
    ['module=b&module=a', ['b', 'a']],
    ['module=a&module=a,b', ['a', 'b']],
    ['module=,a,', ['a']],
  ])('%s names %o', (query, modules) =>
    expect(parse(`target=x&${query}`).modules.map(({ module }) => module.name)).toEqual(modules),
  );

  it.each<[query: string, version: number]>([
    ['', 2],
    ['auth=', 2],
    ['auth=public_v1', 1],
    ['auth=mine', 1],
  ])('%s asks in version %d', (query, version) =>
    expect(parse(`target=x&${query}`).modules[0]?.auth.version).toBe(version),
  );

  it('for a module of the old form has the auth of that module, unless it names one', () => {
    const old = withBuiltins(readSnmpYml(OLD_FORM), profileSection.parse({}));
    const authOf = (query: string) =>
      parseRequest(new URLSearchParams(query), old).modules.map(
        ({ auth }) => `${auth.version} ${auth.community}`,
      );
    expect(authOf('target=x&module=if_mib,system')).toEqual(['1 0123', '2 public']);
    expect(authOf('target=x&module=if_mib&auth=public_v2')).toEqual(['2 public']);
  });

  it.each([
    ['', "'target' parameter must be specified once"],
    ['target=', "'target' parameter must be specified once"],
    ['target=a&target=b', "'target' parameter must be specified once"],
    ['target=a&auth=x&auth=y', "'auth' parameter must only be specified once"],
    ['target=a&snmp_context=x&snmp_context=y', "'snmp_context' parameter must only be specified once"],
    ['target=a&snmp_engineid=80&snmp_engineid=81', "'snmp_engineid' parameter must only be specified once"],
    ['target=a&auth=x', "Unknown auth 'x'"],
    ['target=a&module=x', "Unknown module 'x'"],
    ['target=a&module=a,x', "Unknown module 'x'"],
    ['target=a&module=', "'module' parameter must contain at least one module name"],
    ['target=a&module=,', "'module' parameter must contain at least one module name"],
    [
      'target=a&snmp_engineid=xyz',
      "'snmp_engineid' parameter must be hexadecimal: pairs of digits, not 'xyz'",
    ],
    [
      `target=a&module=${Array.from({ length: 101 }, (_, i) => `m${i}`).join(',')}`,
      "'module' parameter has 101 names; 100 are allowed",
    ],
    [`target=a&auth=${'x'.repeat(300)}`, `Unknown auth '${'x'.repeat(200)}'`],
    [
      'target=ipx://a',
      '\'target\' "ipx://a": the transport "ipx" is not known; udp and tcp are; expected [transport://]host[:port]',
    ],
    [
      'target=a:0',
      '\'target\' "a:0": the port "0" is no number from 1 to 65535; expected [transport://]host[:port]',
    ],
    ['target=a b', '\'target\' "a b": no host name or address is in it; expected [transport://]host[:port]'],
  ])('%s is refused: %s', (query, message) => expect(() => parse(query)).toThrow(new UserError(message)));

  it.each([
    ['target=a', 'target=a:161', true],
    ['target=a&module=a,b', 'target=a&module=a&module=b', true],
    ['target=a&module=a,b', 'target=a&module=b,a', false],
    ['target=a', 'target=a&partial=true', false],
    ['target=a', 'target=a&snmp_context=x', false],
    ['target=a', 'target=a&snmp_engineid=80', false],
    ['target=a', 'target=a&auth=mine', false],
    ['target=a', 'target=tcp://a', false],
  ])('%s and %s are answered together: %s', (first, second, together) =>
    expect(parse(first).key === parse(second).key).toBe(together),
  );

  it('of whatever kind is understood or refused', () => {
    const name = fc.oneof(
      fc.constantFrom('target', 'auth', 'module', 'snmp_context', 'snmp_engineid', 'partial'),
      fc.string(),
    );
    const pairs = fc.array(fc.tuple(name, fc.string()), { maxLength: 6 });
    fc.assert(
      fc.property(pairs, (given) => {
        try {
          parseRequest(new URLSearchParams(given), definitions);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
    );
  });
});
