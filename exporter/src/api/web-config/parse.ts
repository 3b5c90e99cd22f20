import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { UserError } from '../../model/errors.ts';
import { isTlsEnabled, type TlsSection, WebConfig } from './schema.ts';

/** Users, certificates and headers; a larger file is something else. */
export const MAX_WEB_CONFIG_BYTES = 1024 * 1024;

/**
 * Strict YAML: unknown and repeated keys are errors.
 * @throws UserError naming the file, the key, what it is and what is allowed; never a key or a hash.
 */
export function parseWebConfig(content: Buffer, path: string): WebConfig {
  const document = parseDocument(content.toString('utf8'), { merge: true, logLevel: 'error' });
  const [fault] = document.errors;
  if (fault) throw new UserError(`${path}: ${fault.message.split('\n')[0] ?? 'not YAML'}`);
  const result = WebConfig.safeParse(withoutNulls(toPlain(document, path)) ?? {});
  if (!result.success)
    throw new UserError(`${path}: ${result.error.issues.slice(0, 10).map(describe).join('; ')}`);
  checkTls(result.data.tls_server_config, path);
  return result.data;
}

function toPlain(document: ReturnType<typeof parseDocument>, path: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    throw new UserError(`${path}: not YAML that can be read: an alias without anchor, or too many of them`);
  }
}

/** As in Go, a key without a value is a key that is not there. */
function withoutNulls(value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, withoutNulls(inner)] as const);
  return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined));
}

function describe(issue: z.core.$ZodIssue): string {
  const key = issue.path.join('.') || 'the file';
  if (issue.code === 'unrecognized_keys')
    return `${key}: unknown key ${issue.keys.map((each) => JSON.stringify(each)).join(', ')}`;
  if (issue.code === 'invalid_value')
    return `${key}: allowed: ${issue.values.filter((each) => each !== '').join(', ')}`;
  return `${key}: ${issue.message}`;
}

function checkTls(tls: TlsSection, path: string): void {
  if (!isTlsEnabled(tls)) return;
  const refuse = (reason: string): never => {
    throw new UserError(`${path}: tls_server_config: ${reason}`);
  };
  const type = tls.client_auth_type || 'NoClientCert';
  if (!tls.cert && !tls.cert_file) refuse('missing one of cert or cert_file');
  if (!tls.key && !tls.key_file) refuse('missing one of key or key_file');
  if (tls.min_version > tls.max_version)
    refuse(`min_version ${tls.min_version} is above max_version ${tls.max_version}`);
  if ((tls.client_ca || tls.client_ca_file) && type === 'NoClientCert') {
    refuse('a client CA without client_auth_type; set it, to RequireAndVerifyClientCert for example');
  }
  if (
    tls.client_allowed_sans &&
    !['RequireAnyClientCert', 'RequireClientCert', 'RequireAndVerifyClientCert'].includes(type)
  ) {
    refuse(
      'client_allowed_sans requires client_auth_type to be RequireAnyClientCert or RequireAndVerifyClientCert',
    );
  }
}
