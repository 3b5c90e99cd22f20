import type { AuthProtocol, PrivProtocol, SecurityLevel, SnmpAuth, Version } from '../../../model/snmp.ts';
import { didYouMean } from '../../suggest.ts';
import { type Field, integer, text } from './fields.ts';
import type { Value } from './yaml-value.ts';

const AUTH_PROTOCOLS: readonly AuthProtocol[] = ['MD5', 'SHA', 'SHA224', 'SHA256', 'SHA384', 'SHA512'];
const PRIV_PROTOCOLS: readonly PrivProtocol[] = ['DES', 'AES', 'AES192', 'AES192C', 'AES256', 'AES256C'];
const SECURITY_LEVELS: readonly SecurityLevel[] = ['noAuthNoPriv', 'authNoPriv', 'authPriv'];
const VERSIONS = { min: 1, max: 3 };
const DEFAULT_VERSION = 2;

const KEYS = [
  'community',
  'security_level',
  'username',
  'password',
  'auth_protocol',
  'priv_protocol',
  'priv_password',
  'context_name',
] as const;
const KEYS_WITH_VERSION = [...KEYS, 'version'] as const;

export const DEFAULT_AUTH: SnmpAuth = {
  version: DEFAULT_VERSION,
  community: 'public',
  securityLevel: 'noAuthNoPriv',
  username: '',
  password: '',
  authProtocol: 'MD5',
  privProtocol: 'DES',
  privPassword: '',
  contextName: '',
};

/** Of the new form. */
export function readAuth(value: Value): SnmpAuth {
  const { version, ...fields } = value.fields(KEYS_WITH_VERSION);
  return authOf(value, fields, readVersion(version));
}

/** Of the old form, in which the version stands beside the auth; each may be absent. */
export function readModuleAuth(module: Value, auth: Field, version: Field): SnmpAuth {
  return authOf(auth ?? module, auth?.fields(KEYS) ?? {}, readVersion(version));
}

const readVersion = (field: Field) => integer(field, VERSIONS, DEFAULT_VERSION) as Version;

function authOf(
  value: Value,
  fields: Partial<Record<(typeof KEYS)[number], Value>>,
  version: Version,
): SnmpAuth {
  // What the security level does not need has no meaning and is not looked at: snmp_exporter takes any text there.
  const matters = version === 3;
  const securityLevel = choice(fields.security_level, SECURITY_LEVELS, DEFAULT_AUTH.securityLevel, matters);
  const authenticates = matters && securityLevel !== 'noAuthNoPriv';
  const encrypts = matters && securityLevel === 'authPriv';
  const auth: SnmpAuth = {
    version,
    community: text(fields.community, DEFAULT_AUTH.community),
    securityLevel,
    username: text(fields.username),
    password: text(fields.password),
    authProtocol: choice(fields.auth_protocol, AUTH_PROTOCOLS, DEFAULT_AUTH.authProtocol, authenticates),
    privProtocol: choice(fields.priv_protocol, PRIV_PROTOCOLS, DEFAULT_AUTH.privProtocol, encrypts),
    privPassword: text(fields.priv_password),
    contextName: text(fields.context_name),
  };
  if (encrypts && !auth.privPassword) value.mistake('version 3 with authPriv needs priv_password');
  if (authenticates && !auth.password) value.mistake(`version 3 with ${securityLevel} needs password`);
  if (matters && !auth.username) value.mistake('version 3 needs username');
  return auth;
}

function choice<T extends string>(field: Field, allowed: readonly T[], fallback: T, matters: boolean): T {
  const given = text(field, fallback);
  const known = allowed.find((each) => each === given);
  if (known !== undefined) return known;
  if (matters) field?.mistaken(given, `expected one of ${allowed.join(', ')}${didYouMean(given, allowed)}`);
  return fallback;
}
