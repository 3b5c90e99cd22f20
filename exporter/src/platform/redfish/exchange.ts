/** One request to a Redfish service and its answer, whole. */
import { type Agent, type IncomingMessage, request as httpRequest, type ClientRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { RedfishTarget } from '../../contract/redfish.ts';
import { ModuleError, messageOf } from '../../model/errors.ts';
import { bodyOf } from './body.ts';
import { givenUp } from './given-up.ts';

/** Node's own bound, said here because it is relied upon. */
const MAX_HEADER_BYTES = 16 * 1024;
/** `/redfish/v1` to `/redfish/v1/`, and no more. */
const MAX_REDIRECTS = 2;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

export interface Route {
  readonly target: RedfishTarget;
  readonly agent: Agent;
}

export interface Outgoing {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Until the whole answer is there. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

export interface Incoming {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/**
 * Of redirections, those of a GET within the same service are followed.
 * @throws ModuleError `timeout`, `cancelled`, `unreachable`, `limit_exceeded`, `auth_failed` of the certificate.
 */
export async function exchange(route: Route, outgoing: Outgoing): Promise<Incoming> {
  let { path } = outgoing;
  for (let redirects = 0; ; redirects += 1) {
    const answer = await once(route, { ...outgoing, path });
    if (outgoing.method !== 'GET' || !REDIRECTS.has(answer.status)) return answer;
    if (redirects === MAX_REDIRECTS) throw new ModuleError('unreachable', 'it redirects again and again');
    path = pathWithin(route.target, path, answer.headers.location);
  }
}

/** A connection that was kept may have been closed by the other end at this very moment: such a one is tried anew. */
async function once(route: Route, outgoing: Outgoing): Promise<Incoming> {
  const attempt = new Attempt(route, outgoing);
  try {
    return await attempt.answer;
  } catch (error) {
    if (!attempt.metClosedConnection(error) || outgoing.method !== 'GET') throw asModuleError(error);
  }
  return new Attempt(route, outgoing).answer.catch((error: unknown) => {
    throw asModuleError(error);
  });
}

class Attempt {
  readonly answer: Promise<Incoming>;
  #request: ClientRequest | null = null;

  constructor(route: Route, outgoing: Outgoing) {
    this.answer = this.#start(route, outgoing);
  }

  metClosedConnection(error: unknown): boolean {
    return this.#request?.reusedSocket === true && codeOfSystem(error) === 'ECONNRESET';
  }

  #start({ target, agent }: Route, outgoing: Outgoing): Promise<Incoming> {
    const { method, path, headers, body, timeoutMs, signal } = outgoing;
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(givenUp(signal));
      const send = target.scheme === 'https' ? httpsRequest : httpRequest;
      const request = send({
        agent,
        host: target.address,
        port: target.port,
        method,
        path,
        maxHeaderSize: MAX_HEADER_BYTES,
        headers: { ...headers, Host: hostHeader(target), Accept: 'application/json', 'OData-Version': '4.0' },
      });
      this.#request = request;
      const timer = setTimeout(() => request.destroy(tooLate(timeoutMs)), timeoutMs);
      const abort = () => request.destroy(signal && givenUp(signal));
      signal?.addEventListener('abort', abort);
      const settle = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
      };
      request.once('error', (error) => {
        settle();
        reject(error);
      });
      request.once('response', (response) => {
        bodyOf(response)
          .then((bytes) =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: bytes }),
          )
          .catch(reject)
          .finally(settle);
      });
      request.end(body);
    });
  }
}

function hostHeader({ host, port, scheme }: RedfishTarget): string {
  const name = host.includes(':') ? `[${host.replace(/%.*$/, '')}]` : host;
  return port === (scheme === 'https' ? 443 : 80) ? name : `${name}:${port}`;
}

/** @throws ModuleError `unreachable` for a place that was not asked for. */
function pathWithin(target: RedfishTarget, from: string, location: string | undefined): string {
  const base = new URL(`${target.scheme}://${hostHeader(target)}${from}`);
  const to = URL.canParse(location ?? '', base.href) ? new URL(location ?? '', base.href) : null;
  if (to === null || location === undefined || to.origin !== base.origin)
    throw new ModuleError(
      'unreachable',
      `it redirects to ${to?.origin ?? 'nowhere'}, where it is not asked; name that one as the target`,
    );
  return to.pathname + to.search;
}

const tooLate = (timeoutMs: number) =>
  new ModuleError(
    'timeout',
    `no answer within ${timeoutMs} ms; check that it is up, and \`timeout\` of redfish.configFiles`,
  );

function codeOfSystem(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}

const NO_TLS =
  'it does not speak TLS there; check the port, and whether `scheme: http` in redfish.configFiles is meant';
const NO_HTTP = 'it does not speak HTTP there; check the port, and `scheme` in redfish.configFiles';
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused; check the port, and that Redfish is turned on',
  EHOSTUNREACH: 'there is no route to it',
  ENETUNREACH: 'there is no route to it',
  ECONNRESET: 'it closed the connection; check the port, and `scheme` in redfish.configFiles',
  EPROTO: NO_TLS,
  ERR_SSL_WRONG_VERSION_NUMBER: NO_TLS,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: NO_TLS,
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'it speaks only TLS older than 1.2; update its firmware',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'it speaks only TLS older than 1.2; update its firmware',
  HPE_INVALID_CONSTANT: NO_HTTP,
};

function asModuleError(error: unknown): ModuleError {
  if (error instanceof ModuleError) return error;
  const reason = REASONS[codeOfSystem(error) ?? ''] ?? messageOf(error);
  return new ModuleError('unreachable', reason, { cause: error });
}
