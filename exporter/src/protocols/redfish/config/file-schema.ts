/** A configuration file of idrac_exporter 2.6, and what older releases called otherwise. */
import { z } from 'zod';
import { UserError } from '../../../model/errors.ts';
import { GROUPS } from '../groups.ts';
import type { RedfishLogin } from '../settings.ts';
import { parseTarget } from '../target.ts';
import { type Scalars, scalars } from './scalars.ts';
import type { Environment } from './variables.ts';

const MAX_PORT = 65_535;
/** A day; more is a mistake. */
const MAX_TIMEOUT_SECONDS = 86_400;
const MAX_CONCURRENCY = 64;
export const DEFAULT_MAX_AGE_MS = 7 * 86_400_000;
const PREFIX = /^[a-zA-Z_][a-zA-Z0-9_]{0,63}$/;

/** A login before the environment has had its say. */
export interface FileLogin extends RedfishLogin {
  /** The password is written in base64. */
  readonly encoded: boolean;
  readonly labels: Readonly<Record<string, string>>;
}

export type IdracFile = z.output<ReturnType<typeof fileSchema>>;

export function fileSchema(environment: Environment) {
  const value = scalars(environment);
  const { text, integer, choice, flag, duration } = value;
  const named = { error: 'expected a map of names' };
  const hosts = z.record(z.string(), loginSchema(value), named).superRefine((logins, context) => {
    for (const host of Object.keys(logins)) if (!isTarget(host)) refuseHost(context, [host]);
  });
  const withoutLabels = loginSchema(value).refine(({ labels }) => Object.keys(labels).length === 0, {
    message: 'labels are of hosts: Prometheus finds no targets by auths',
    path: ['labels'],
  });
  return z.strictObject({
    ...withoutMeaning(value),
    timeout: integer(1, MAX_TIMEOUT_SECONDS).optional(),
    concurrency: integer(1, MAX_CONCURRENCY).optional(),
    metrics_prefix: text()
      .refine((prefix) => prefix === '' || PREFIX.test(prefix), 'expected letters, digits and _')
      .optional(),
    https_proxy: text()
      .refine(
        (proxy) => proxy === '',
        'Fathom asks each service itself; leave the key out, and let Fathom run where it reaches them',
      )
      .optional(),
    default_target: text()
      .superRefine((target, context) => {
        if (target !== '' && !isTarget(target)) refuseHost(context, []);
      })
      .optional(),
    hosts: hosts.nullish(),
    auths: z.record(z.string().min(1).max(300), withoutLabels, named).nullish(),
    metrics: z
      .strictObject(
        Object.fromEntries(
          [...GROUPS, 'all', 'oem', 'sel'].map((group) => [group, flag().optional()]),
        ) as Record<(typeof GROUPS)[number] | 'all' | 'oem' | 'sel', z.ZodOptional<z.ZodType<boolean>>>,
        { error: 'expected a map of groups, such as `all: true`' },
      )
      .nullish(),
    events: z
      .strictObject({
        severity: choice(['', 'ok', 'warning', 'critical']).optional(),
        maxage: duration(DEFAULT_MAX_AGE_MS).optional(),
      })
      .nullish(),
  });
}

function isTarget(text: string): boolean {
  try {
    parseTarget(text);
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

function refuseHost(context: z.core.$RefinementCtx, path: readonly string[]): void {
  const message = 'expected host or host:port, with IPv6 addresses in brackets';
  context.addIssue({ code: 'custom', message, path: [...path] });
}

const textOrNull = (text: string | undefined) => (text === undefined || text === '' ? null : text);

/** What Fathom has elsewhere, as `web`, and what no longer means anything. */
function withoutMeaning({ text, integer, flag }: Scalars) {
  return {
    address: text().optional(),
    port: integer(0, MAX_PORT).optional(),
    retries: integer(0, 1000).optional(),
    tls: z
      .strictObject({
        enabled: flag().optional(),
        cert_file: text().optional(),
        key_file: text().optional(),
      })
      .nullish(),
  };
}

function loginSchema({ text, integer, choice, flag }: Scalars) {
  return z
    .strictObject(
      {
        username: text().optional(),
        password: text().optional(),
        password_file: text().optional(),
        encoded: flag().optional(),
        scheme: choice(['', 'https', 'http']).optional(),
        port: integer(0, MAX_PORT).optional(),
        use_basic_auth: flag().optional(),
        // Node's library of TLS takes part in such handshakes anyway.
        allow_legacy_rsa_kex: flag().optional(),
        labels: z.record(z.string(), text()).nullish(),
      },
      { error: 'expected username and password' },
    )
    .transform((login, context): FileLogin => {
      const refuse = (message: string) => context.addIssue({ code: 'custom', message });
      const passwordFile = textOrNull(login.password_file);
      const password = login.password ?? '';
      if (!login.username) refuse('missing username');
      if (password === '' && passwordFile === null) refuse('missing password');
      return {
        username: login.username ?? '',
        password,
        encoded: login.encoded ?? false,
        passwordFile,
        scheme: login.scheme === 'http' ? 'http' : 'https',
        port: login.port === 0 ? null : (login.port ?? null),
        basicAuth: login.use_basic_auth ?? false,
        labels: login.labels ?? {},
      };
    });
}
