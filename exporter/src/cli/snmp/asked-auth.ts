/** Whom to ask as, from the options of a command, the environment and files. */
import { readTextFile } from '../../platform/text-file.ts';
import { messageOf, UserError } from '../../model/errors.ts';
import type { AuthProtocol, PrivProtocol, SecurityLevel, SnmpAuth, Version } from '../../model/snmp.ts';
import type { SnmpDefinitions } from '../../protocols/snmp/definition.ts';
import { didYouMean } from '../../protocols/suggest.ts';

type Options = Readonly<Record<string, unknown>>;
type Environment = Readonly<Record<string, string | undefined>>;

export interface NamedAuth {
  readonly name: string;
  readonly auth: SnmpAuth;
}

const VERSIONS: Readonly<Record<string, Version>> = { '1': 1, '2': 2, '2c': 2, '3': 3 };
const AUTH_PROTOCOLS: readonly AuthProtocol[] = ['MD5', 'SHA', 'SHA224', 'SHA256', 'SHA384', 'SHA512'];
const PRIV_PROTOCOLS: readonly PrivProtocol[] = ['DES', 'AES', 'AES192', 'AES192C', 'AES256', 'AES256C'];
/** RFC 3414 section 11.2: shorter passwords are not to be. */
const MIN_PASSWORD = 8;
/** A password and a line end. */
const MAX_SECRET_BYTES = 4096;
const ON_COMMAND_LINE = ['snmpVersion', 'community', 'communityFile', 'user'];

/** Null when the options name nobody. @throws UserError */
export function askedAuth(
  options: Options,
  { auths }: Pick<SnmpDefinitions, 'auths'>,
  environment: Environment,
): NamedAuth | null {
  const name = textOf(options, 'auth');
  const isSpelledOut = ON_COMMAND_LINE.some((option) => option in options);
  if (name !== undefined) {
    if (isSpelledOut) throw new UserError('--auth names all of it: leave out version, community and user');
    const auth = auths.get(name);
    if (auth) return { name, auth };
    throw new UserError(
      `--auth ${name}: not defined in snmp.configFiles${didYouMean(name, auths.keys())}; there are ${[...auths.keys()].join(', ')}`,
    );
  }
  const community = environment['SNMP_COMMUNITY'];
  if (!isSpelledOut && !community) return null;
  return { name: 'as given', auth: spelledOut(options, environment) };
}

function spelledOut(options: Options, environment: Environment): SnmpAuth {
  const user = textOf(options, 'user') ?? '';
  const version = versionOf(textOf(options, 'snmpVersion') ?? (user === '' ? '2c' : '3'));
  const secret = (option: string, variable: string) => secretOf(options, option, environment[variable]);
  const password = version === 3 ? (secret('authPassword', 'SNMP_AUTH_PASSWORD') ?? '') : '';
  const privPassword = version === 3 ? (secret('privPassword', 'SNMP_PRIV_PASSWORD') ?? '') : '';
  if (version === 3) checkUser(user, password, privPassword);
  return {
    version,
    community: secret('community', 'SNMP_COMMUNITY') ?? 'public',
    securityLevel: levelOf(password, privPassword),
    username: user,
    password,
    authProtocol: oneOf(AUTH_PROTOCOLS, textOf(options, 'authProtocol') ?? 'SHA', '--auth-protocol'),
    privProtocol: oneOf(PRIV_PROTOCOLS, textOf(options, 'privProtocol') ?? 'AES', '--priv-protocol'),
    privPassword,
    contextName: textOf(options, 'context') ?? '',
  };
}

function versionOf(text: string): Version {
  const version = VERSIONS[text];
  if (version) return version;
  throw new UserError(`--snmp-version ${text}: expected 1, 2c or 3`);
}

function checkUser(user: string, password: string, privPassword: string): void {
  if (user === '') throw new UserError('version 3 needs --user');
  if (privPassword !== '' && password === '')
    throw new UserError('version 3 does not encrypt without --auth-password: who asks is proven first');
  for (const [option, secret] of [
    ['--auth-password', password],
    ['--priv-password', privPassword],
  ] as const)
    if (secret !== '' && secret.length < MIN_PASSWORD)
      throw new UserError(`${option}: version 3 takes passwords of at least ${MIN_PASSWORD} characters`);
}

function levelOf(password: string, privPassword: string): SecurityLevel {
  if (privPassword !== '') return 'authPriv';
  return password === '' ? 'noAuthNoPriv' : 'authNoPriv';
}

/** From the option, else from the file that another names, else from the environment. */
function secretOf(options: Options, option: string, fallback: string | undefined): string | undefined {
  const given = textOf(options, option);
  if (given !== undefined) return given;
  const path = textOf(options, `${option}File`);
  return path === undefined ? fallback || undefined : secretIn(path);
}

function secretIn(path: string): string {
  const text = readSecret(path);
  if (text === null) throw new UserError(`${path} does not exist`);
  const secret = text.replace(/\r?\n$/, '');
  if (secret === '') throw new UserError(`${path} is empty`);
  return secret;
}

function readSecret(path: string): string | null {
  try {
    return readTextFile(path, MAX_SECRET_BYTES);
  } catch (error) {
    throw new UserError(messageOf(error), 2, { cause: error });
  }
}

function oneOf<T extends string>(allowed: readonly T[], text: string, option: string): T {
  // net-snmp writes SHA-256 and AES-192.
  const plain = text.toUpperCase().replace('-', '');
  const found = allowed.find((each) => each === plain);
  if (found) return found;
  throw new UserError(`${option} ${text}: expected ${allowed.join(', ')}`);
}

function textOf(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}
