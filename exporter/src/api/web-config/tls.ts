import { dirname, resolve } from 'node:path';
import type { PeerCertificate, SecureContextOptions, TLSSocket } from 'node:tls';
import { messageOf, UserError } from '../../model/errors.ts';
import { cachedFile } from '../../platform/cached-file.ts';
import { checkTlsSettings, type TlsSettings } from '../../platform/http-server.ts';
import { CIPHER_SUITES, CURVES, TLS_VERSIONS } from './names.ts';
import type { TlsSection } from './schema.ts';

const MAX_PEM_BYTES = 1024 * 1024;
/** They cannot be chosen in Go either: all of them always are on. */
const TLS13_SUITES = Object.values(CIPHER_SUITES).filter((name) => name.startsWith('TLS_'));

/**
 * TLS settings that follow the section and the files it names: asked before each handshake, they are a new object
 * when something has changed. @throws UserError naming the file or key at fault.
 */
export function tlsSettingsOf(path: string, section: () => TlsSection): () => TlsSettings {
  const files = new Map<string, ReturnType<typeof cachedFile>>();
  let made: { tls: TlsSection; tags: string; settings: TlsSettings } | null = null;

  const pem = (key: string, file: string, inline: string) => {
    if (!file) return { content: inline, tag: '' };
    const full = resolve(dirname(path), file);
    const cached = files.get(full) ?? cachedFile(full, MAX_PEM_BYTES);
    files.set(full, cached);
    try {
      return cached.read();
    } catch (error) {
      throw new UserError(`${path}: tls_server_config.${key}: ${messageOf(error)}`);
    }
  };

  return () => {
    const tls = section();
    if (made?.tls !== tls) files.clear();
    const cert = pem('cert_file', tls.cert_file, tls.cert);
    const key = pem('key_file', tls.key_file, tls.key);
    const ca = pem('client_ca_file', tls.client_ca_file, tls.client_ca);
    const tags = [cert.tag, key.tag, ca.tag].join();
    if (made?.tls === tls && made.tags === tags) return made.settings;
    const settings = settingsOf(tls, {
      cert: cert.content,
      key: key.content,
      ...(ca.content.length > 0 && { ca: ca.content }),
    });
    try {
      checkTlsSettings(settings);
    } catch (error) {
      throw new UserError(
        `${path}: tls_server_config: certificate, key or client CA not usable: ${messageOf(error)}`,
      );
    }
    made = { tls, tags, settings };
    return settings;
  };
}

function settingsOf(tls: TlsSection, pems: Pick<SecureContextOptions, 'cert' | 'key' | 'ca'>): TlsSettings {
  const legacy = tls.min_version === 'TLS10' || tls.min_version === 'TLS11';
  const chosen = tls.cipher_suites
    .map((name) => CIPHER_SUITES[name])
    .filter((name) => !name.startsWith('TLS_'));
  const older = tls.cipher_suites.length > 0 ? chosen : ['DEFAULT'];
  const ciphers = [...TLS13_SUITES, ...older, ...(legacy ? ['@SECLEVEL=0'] : [])];
  return {
    context: {
      ...pems,
      minVersion: TLS_VERSIONS[tls.min_version],
      maxVersion: TLS_VERSIONS[tls.max_version],
      ciphers: ciphers.join(':'),
      honorCipherOrder: tls.prefer_server_cipher_suites,
      ...(tls.curve_preferences.length > 0 && {
        ecdhCurve: tls.curve_preferences.map((name) => CURVES[name]).join(':'),
      }),
    },
    requestCertificate: tls.client_auth_type !== '' && tls.client_auth_type !== 'NoClientCert',
    refusal: (socket) => refusalOf(tls, socket),
  };
}

function refusalOf(
  { client_auth_type: type, client_allowed_sans: allowed }: TlsSection,
  socket: TLSSocket,
): string | null {
  if (type === '' || type === 'NoClientCert' || type === 'RequestClientCert') return null;
  const certificate = socket.getPeerCertificate();
  const given = Object.keys(certificate).length > 0;
  if (!given) return type === 'VerifyClientCertIfGiven' ? null : 'the client has no certificate';
  const verified = type === 'VerifyClientCertIfGiven' || type === 'RequireAndVerifyClientCert';
  if (verified && !socket.authorized)
    return `the certificate of the client is not valid: ${messageOf(socket.authorizationError)}`;
  if (allowed && !namesOf(certificate).some((name) => allowed.includes(name))) {
    return 'the certificate of the client has none of client_allowed_sans';
  }
  return null;
}

function namesOf({ subjectaltname = '' }: PeerCertificate): string[] {
  return parseSubjectAltName(subjectaltname);
}

/** `DNS:a, IP Address:10.0.0.1, URI:"odd, value"` → the values, IPv6 addresses in their short form. */
export function parseSubjectAltName(text: string): string[] {
  const names: string[] = [];
  for (const [, type, quoted, plain] of text.matchAll(/(?:^|, )([^:,"]+):(?:("(?:[^"\\]|\\.)*")|([^,]*))/g)) {
    const value = quoted === undefined ? (plain ?? '') : unquote(quoted);
    names.push(type === 'IP Address' && value.includes(':') ? shortIpv6(value) : value);
  }
  return names;
}

function unquote(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}

function shortIpv6(address: string): string {
  return URL.canParse(`http://[${address}]`) ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address;
}
