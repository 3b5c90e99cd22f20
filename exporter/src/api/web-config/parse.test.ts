import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../model/errors.ts';
import { parseWebConfig } from './parse.ts';

const HASH = '$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi';
const parse = (text: string) => parseWebConfig(Buffer.from(text), 'web.yml');

describe('parseWebConfig', () => {
  it.each([
    '',
    '# nothing\n',
    '{}',
    'basic_auth_users:\n',
    'tls_server_config:\nhttp_server_config: {headers: }',
  ])('takes %j as nothing', (text) => {
    const config = parse(text);
    expect(config.basic_auth_users).toEqual({});
    expect(config.http_server_config).toEqual({ http2: true, headers: {} });
    expect(config.rate_limit).toEqual({ interval: 0, burst: 0 });
    expect(config.tls_server_config).toMatchObject({
      min_version: 'TLS12',
      max_version: 'TLS13',
      client_auth_type: '',
    });
  });

  it('takes what exporter-toolkit documents', () => {
    const config = parse(`
tls_server_config:
  cert_file: server.crt
  key_file: server.key
  client_auth_type: RequireAndVerifyClientCert
  client_ca_file: ca.crt
  client_allowed_sans: [prometheus.example.com]
  min_version: TLS13
  cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]
  prefer_server_cipher_suites: false
  curve_preferences: [CurveP256, X25519]
http_server_config:
  http2: false
  headers: {X-Frame-Options: deny, Strict-Transport-Security: max-age=1}
rate_limit: {interval: 1m30s, burst: 5}
basic_auth_users: {alice: '${HASH}'}
`);
    expect(config.rate_limit).toEqual({ interval: 90_000, burst: 5 });
    expect(config.basic_auth_users).toEqual({ alice: HASH });
    expect(config.tls_server_config.curve_preferences).toEqual(['CurveP256', 'X25519']);
  });

  it.each([
    ['0', 0],
    ['0s', 0],
    ['1500ms', 1500],
    ['"1.5s"', 1500],
    ['1h', 3_600_000],
    ['20us', 0.02],
    ['1000000', 1],
  ])('reads an interval of %s as %d ms', (text, ms) =>
    expect(parse(`rate_limit: {interval: ${text}}`).rate_limit.interval).toBe(ms),
  );

  it.each([
    ['tls: {}', 'unknown key "tls"'],
    ['tls_server_config: {certfile: x}', 'tls_server_config: unknown key "certfile"'],
    ['rate_limit: {}\nrate_limit: {}', 'Map keys must be unique'],
    ['a: [', 'web.yml: '],
    ['- 1', 'expected object'],
    ['42', 'expected object'],
    [
      'http_server_config: {headers: {Server: x}}',
      'no header that can be configured; allowed: Content-Security-Policy',
    ],
    ['http_server_config: {headers: {X-Frame-Options: allow}}', '"allow"; allowed: deny, sameorigin'],
    ['http_server_config: {headers: {X-XSS-Protection: "a\\nb"}}', 'characters that a header must not have'],
    ['http_server_config: {http2: perhaps}', 'http_server_config.http2'],
    [
      'tls_server_config: {min_version: SSL3}',
      'tls_server_config.min_version: allowed: TLS10, TLS11, TLS12, TLS13',
    ],
    [
      'tls_server_config: {cipher_suites: [RC4]}',
      'tls_server_config.cipher_suites.0: allowed: TLS_AES_128_GCM_SHA256',
    ],
    ['tls_server_config: {curve_preferences: [P-256]}', 'allowed: CurveP256, CurveP384, CurveP521, X25519'],
    [
      'tls_server_config: {client_auth_type: Maybe}',
      'tls_server_config.client_auth_type: allowed: NoClientCert',
    ],
    ['tls_server_config: {key_file: k}', 'missing one of cert or cert_file'],
    ['tls_server_config: {cert_file: c}', 'missing one of key or key_file'],
    ['tls_server_config: {client_auth_type: NoClientCert}', 'missing one of cert or cert_file'],
    ['tls_server_config: {cert: c, key: k, client_ca: a}', 'a client CA without client_auth_type'],
    [
      'tls_server_config: {cert: c, key: k, client_auth_type: RequestClientCert, client_allowed_sans: [a]}',
      'client_allowed_sans requires',
    ],
    [
      'tls_server_config: {cert: c, key: k, min_version: TLS13, max_version: TLS12}',
      'min_version TLS13 is above max_version TLS12',
    ],
    ['basic_auth_users: {alice: secret}', 'basic_auth_users.alice: not a bcrypt hash'],
    ['basic_auth_users: [alice]', 'basic_auth_users'],
    ['rate_limit: {interval: soon}', 'not a duration such as 100ms'],
    ['rate_limit: {interval: -1s}', 'not a duration'],
    ['rate_limit: {burst: -1}', 'rate_limit.burst'],
  ])('refuses %j', (text, reason) => {
    expect(() => parse(text)).toThrow(UserError);
    expect(() => parse(text)).toThrow(reason);
    expect(() => parse(text)).toThrow(/^web\.yml: /);
  });

  it('never shows what may be a secret', () => {
    expect(() => parse('basic_auth_users: {alice: hunter2}')).not.toThrow(/hunter2/);
    expect(() => parse('tls_server_config: {cert: 1, key: [hunter2]}')).not.toThrow(/hunter2/);
  });

  it('refuses aliases that multiply', () => {
    const layers = Array.from(
      { length: 9 },
      (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join()}]`,
    );
    expect(() => parse(`l0: &l0 [x]\n${layers.join('\n')}`)).toThrow(UserError);
  });

  it('yields a value or a UserError for whatever bytes', () => {
    const keys = fc.constantFrom(
      'tls_server_config',
      'http_server_config',
      'basic_auth_users',
      'rate_limit',
      'cert',
      'headers',
      '__proto__',
    );
    const structured = fc.dictionary(keys, fc.jsonValue()).map((value) => JSON.stringify(value));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array().map((bytes) => Buffer.from(bytes)),
          structured.map((text) => Buffer.from(text)),
        ),
        (content) => {
          try {
            expect(parseWebConfig(content, 'web.yml').rate_limit).toBeDefined();
          } catch (error) {
            expect(error).toBeInstanceOf(UserError);
          }
        },
      ),
    );
  });
});
