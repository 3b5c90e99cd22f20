import { z } from 'zod';
import { secret } from '../../../contract/config.ts';
import type { SharedOptions } from '../../../contract/module.ts';
import { snmpSection } from '../../../protocols/snmp/section.ts';
import type { SnmpSettings } from '../../../protocols/snmp/settings.ts';

/** RFC 3414 section 11.2: shorter passwords are not to be. */
const MIN_PASSWORD = 8;
/** One for each team and each kind of device are dozens. */
const MAX_CREDENTIALS = 256;
const LISTEN_ADDRESS = /^(?:\[([0-9a-fA-F:.]+)\]|([^\s:[\]]*)):(\d{1,5})$/;
const MAX_PORT = 65_535;

const password = () => secret().max(1024).default('');

const User = z
  .object({
    name: z.string().min(1).max(32).describe('As the device has it.'),
    securityLevel: z
      .enum(['noAuthNoPriv', 'authNoPriv', 'authPriv'])
      .default('authPriv')
      .describe('What the device must prove and hide; one that does less, or more, is refused.'),
    authProtocol: z
      .enum(['MD5', 'SHA', 'SHA224', 'SHA256', 'SHA384', 'SHA512'])
      .default('SHA')
      .describe('How it proves who it is.'),
    password: password().describe(`Password of \`authProtocol\`, at least ${MIN_PASSWORD} characters.`),
    privProtocol: z
      .enum(['DES', 'AES', 'AES192', 'AES192C', 'AES256', 'AES256C'])
      .default('AES')
      .describe('How it encrypts; with `C`, keys are extended as Cisco does.'),
    privPassword: password().describe(`Password of \`privProtocol\`, at least ${MIN_PASSWORD} characters.`),
  })
  .superRefine((user, context) => {
    const require = (key: 'password' | 'privPassword') => {
      if (user[key].length >= MIN_PASSWORD) return;
      const message = `expected at least ${MIN_PASSWORD} characters with the securityLevel ${user.securityLevel}`;
      context.addIssue({ code: 'custom', path: [key], message, input: user[key] });
    };
    if (user.securityLevel !== 'noAuthNoPriv') require('password');
    if (user.securityLevel === 'authPriv') require('privPassword');
  });

export const config = z.object({
  listenAddress: z
    .string()
    .refine((text) => listenAddressOf(text) !== null, 'expected host:port, [ipv6]:port or :port')
    .default(':9162')
    .describe(
      'UDP address that devices send to: `host:port`; without a host, all addresses. The port of SNMP is 162, for which Fathom needs root or CAP_NET_BIND_SERVICE.',
    ),
  communities: z
    .array(secret().min(1).max(255))
    .max(MAX_CREDENTIALS)
    .default([])
    .describe(
      'Communities of which traps of version 1 and 2c are taken; without any, all of them are refused.',
    ),
  users: z
    .array(User)
    .max(MAX_CREDENTIALS)
    .refine(
      (users) => new Set(users.map(({ name }) => name)).size === users.length,
      'two users have one name',
    )
    .default([])
    .describe(
      'Users of version 3: `name`, `securityLevel`, `authProtocol`, `password`, `privProtocol`, `privPassword`. Without any, all traps of version 3 are refused.',
    ),
  maxPerSecond: z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(200)
    .describe('Datagrams taken in; at once twice as many. What comes beyond is dropped and counted.'),
});
type Config = z.output<typeof config>;

export interface Options extends Config {
  /** Names of objects are those of the loaded modules, names of devices those of the configured targets. */
  readonly settings: Pick<SnmpSettings, 'definitions' | 'targets'>;
}

export const shared: SharedOptions<Config, Options, SnmpSettings> = {
  from: snmpSection,
  apply: (options, settings) => ({ ...options, settings }),
};

export interface ListenAddress {
  /** Undefined for all addresses. */
  readonly host: string | undefined;
  readonly port: number;
}

/** Null when it is none. */
export function listenAddressOf(text: string): ListenAddress | null {
  const match = LISTEN_ADDRESS.exec(text);
  const port = Number(match?.[3] ?? NaN);
  if (!match || !(port <= MAX_PORT)) return null;
  return { host: match[1] ?? (match[2] || undefined), port };
}
