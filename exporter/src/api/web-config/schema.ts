/** exporter-toolkit's web configuration file (v0.17), schema and meaning. */
import { z } from 'zod';
import { CIPHER_SUITES, CLIENT_AUTH_TYPES, CURVES, HEADERS, TLS_VERSIONS } from './names.ts';

/** Prefix, cost 4 to 31, then 22 characters of salt and 31 of hash. */
const BCRYPT = /^\$2[abxy]?\$(?:0[4-9]|[12]\d|3[01])\$[./A-Za-z0-9]{53}$/;
const GO_DURATION = /^(?:\d+(?:\.\d+)?(?:ns|us|\u00b5s|ms|s|m|h))+$/;
const MS_PER_UNIT: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1e3,
  m: 6e4,
  h: 36e5,
};

const keysOf = <K extends string>(map: Readonly<Record<K, unknown>>) => Object.keys(map) as [K, ...K[]];

const Tls = z.strictObject({
  cert: z.string().default(''),
  cert_file: z.string().default(''),
  key: z.string().default('').meta({ secret: true }),
  key_file: z.string().default(''),
  client_ca: z.string().default(''),
  client_ca_file: z.string().default(''),
  client_auth_type: z.enum(['', ...CLIENT_AUTH_TYPES]).default(''),
  client_allowed_sans: z.array(z.string()).max(1000).optional(),
  min_version: z.enum(keysOf(TLS_VERSIONS)).default('TLS12'),
  max_version: z.enum(keysOf(TLS_VERSIONS)).default('TLS13'),
  cipher_suites: z.array(z.enum(keysOf(CIPHER_SUITES))).default([]),
  prefer_server_cipher_suites: z.boolean().default(true),
  curve_preferences: z.array(z.enum(keysOf(CURVES))).default([]),
});
export type TlsSection = z.infer<typeof Tls>;

const Headers = z.record(z.string(), z.string()).superRefine((headers, context) => {
  for (const [name, value] of Object.entries(headers)) {
    const fault = headerFault(name, value);
    if (fault) context.addIssue({ code: 'custom', path: [name], message: fault });
  }
});

function headerFault(name: string, value: string): string | null {
  if (!isConfigurable(name))
    return `no header that can be configured; allowed: ${Object.keys(HEADERS).join(', ')}`;
  const allowed: readonly string[] | null = HEADERS[name];
  if (allowed && !allowed.includes(value)) return `${JSON.stringify(value)}; allowed: ${allowed.join(', ')}`;
  return /[^\t\x20-\x7e\x80-\xff]/.test(value) ? 'contains characters that a header must not have' : null;
}

function isConfigurable(name: string): name is keyof typeof HEADERS {
  return Object.hasOwn(HEADERS, name);
}

/** Milliseconds; whole numbers are nanoseconds, as in Go. */
const GoDuration = z.union([z.string(), z.number()]).transform((value, context) => {
  const ms = typeof value === 'number' ? value / 1e6 : goDuration(value);
  if (ms !== null && ms >= 0 && Number.isFinite(ms)) return ms;
  context.addIssue({
    code: 'custom',
    message: `not a duration such as 100ms, 1s or 1m30s: ${JSON.stringify(value)}`,
  });
  return z.NEVER;
});

function goDuration(text: string): number | null {
  if (text === '0') return 0;
  if (!GO_DURATION.test(text)) return null;
  let ms = 0;
  for (const [, amount, unit = ''] of text.matchAll(/([\d.]+)([a-z\u00b5]+)/g))
    ms += Number(amount) * (MS_PER_UNIT[unit] ?? NaN);
  return ms;
}

export const WebConfig = z.strictObject({
  tls_server_config: Tls.prefault({}),
  http_server_config: z
    .strictObject({ http2: z.boolean().default(true), headers: Headers.default({}) })
    .prefault({}),
  basic_auth_users: z
    .record(z.string(), z.string().regex(BCRYPT, 'not a bcrypt hash, such as htpasswd -nBC 10 prints'))
    .default({}),
  rate_limit: z
    .strictObject({ interval: GoDuration.default(0), burst: z.number().int().min(0).max(1e9).default(0) })
    .prefault({}),
});
export type WebConfig = z.infer<typeof WebConfig>;

/** TLS is on as soon as one of these is set; the rest must then be complete. */
export function isTlsEnabled(tls: TlsSection): boolean {
  return [
    tls.cert,
    tls.cert_file,
    tls.key,
    tls.key_file,
    tls.client_ca,
    tls.client_ca_file,
    tls.client_auth_type,
  ].some(Boolean);
}
