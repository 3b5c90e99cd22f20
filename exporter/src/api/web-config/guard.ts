import type { IncomingMessage, ServerResponse } from 'node:http';
import { messageOf, UserError } from '../../model/errors.ts';
import { cachedFile } from '../../platform/cached-file.ts';
import type { TlsSettings } from '../../platform/http-server.ts';
import { sendText } from '../reply.ts';
import type { Log } from '../services.ts';
import { basicAuthenticator } from './basic-auth.ts';
import { MAX_WEB_CONFIG_BYTES, parseWebConfig } from './parse.ts';
import { tokenBucket } from './rate-limit.ts';
import { isTlsEnabled, type WebConfig } from './schema.ts';
import { tlsSettingsOf } from './tls.ts';

export interface Guard {
  /** False when it has answered itself: the request is not let through. */
  admit(request: IncomingMessage, response: ServerResponse): boolean | Promise<boolean>;
  /** Present when the file turned TLS on at the start. */
  readonly tls?: () => TlsSettings;
  /** @throws UserError when the file is broken. */
  check(): void;
}

/** Lets everything through: no web configuration file. */
export const OPEN: Guard = { admit: () => true, check: () => undefined };

/**
 * exporter-toolkit's order for each request: the file, the rate limit, headers, basic authentication.
 * The file is read again whenever it has changed; TLS on or off and the rate limit are fixed at the start.
 * @throws UserError when the file is broken.
 */
export function webConfigGuard(path: string, log: Log): Guard {
  const load = loader(path);
  const atStart = load();
  const { interval, burst } = atStart.rate_limit;
  const allow = interval > 0 ? tokenBucket(interval, burst, () => performance.now()) : () => true;
  const authenticate = basicAuthenticator();
  const tls = isTlsEnabled(atStart.tls_server_config)
    ? tlsSettingsOf(path, () => enabledTls(load(), path))
    : undefined;
  tls?.();
  if (tls) log.info({ file: path, http2: false }, 'TLS is on; HTTP/1.1 is served, whatever http2 says');

  return {
    ...(tls && { tls }),
    check() {
      load();
      tls?.();
    },
    admit(request, response) {
      let config: WebConfig;
      try {
        config = load();
      } catch (error) {
        log.error(
          { file: path, error: messageOf(error) },
          'the web configuration is broken: requests are refused',
        );
        return refuse(response, 500, 'Internal Server Error');
      }
      if (!allow()) return refuse(response, 429, 'Too Many Requests');
      for (const [name, value] of Object.entries(config.http_server_config.headers))
        response.setHeader(name, value);
      if (Object.keys(config.basic_auth_users).length === 0) return true;
      return admitUser(request, response, config);
    },
  };

  async function admitUser(
    request: IncomingMessage,
    response: ServerResponse,
    config: WebConfig,
  ): Promise<boolean> {
    const verdict = await authenticate(request.headers.authorization, config.basic_auth_users);
    if (verdict === 'accepted') return true;
    if (verdict === 'busy') return refuse(response, 503, 'Service Unavailable');
    response.setHeader('WWW-Authenticate', 'Basic');
    return refuse(response, 401, 'Unauthorized');
  }
}

/** The configuration of the file as it is now; one object for as long as the file does not change. */
function loader(path: string): () => WebConfig {
  const file = cachedFile(path, MAX_WEB_CONFIG_BYTES);
  let parsed: { tag: string; config?: WebConfig; fault?: unknown } | null = null;
  return () => {
    const { content, tag } = readOrRefuse(file, path);
    if (parsed?.tag !== tag) {
      try {
        parsed = { tag, config: parseWebConfig(content, path) };
      } catch (fault) {
        parsed = { tag, fault };
      }
    }
    if (!parsed.config) throw parsed.fault;
    return parsed.config;
  };
}

function readOrRefuse(file: ReturnType<typeof cachedFile>, path: string) {
  try {
    return file.read();
  } catch (error) {
    throw new UserError(`the web configuration file cannot be read: ${messageOf(error)} (${path})`);
  }
}

function enabledTls(config: WebConfig, path: string) {
  if (isTlsEnabled(config.tls_server_config)) return config.tls_server_config;
  throw new UserError(`${path}: tls_server_config is gone; turning TLS off needs a restart`);
}

function refuse(response: ServerResponse, status: number, text: string): false {
  sendText(response, status, `${text}\n`);
  return false;
}
