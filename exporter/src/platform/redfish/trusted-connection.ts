/** Connections over TLS on which nothing is sent before it is known who is at the other end. */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect, type TLSSocket } from 'node:tls';
import type { RedfishTarget, RedfishTrust } from '../../contract/redfish.ts';
import { messageOf, ModuleError } from '../../model/errors.ts';

/** A connection that is not used for so long is closed: most services close theirs after a minute. */
const IDLE_MS = 30_000;
/** Bundles of authorities are far smaller. */
const MAX_CA_BYTES = 4 * 1024 * 1024;

export type ReadText = (path: string, maxBytes: number) => Promise<string>;

export interface ConnectionPlan {
  readonly target: RedfishTarget;
  readonly trust: RedfishTrust;
  readonly maxSockets: number;
  readonly timeoutMs: number;
  readonly readText: ReadText;
  /** Told when the certificate of the other end is over, in seconds since the epoch. */
  readonly onCertificate: (expiresSeconds: number) => void;
}

/** Keeps connections open between requests. */
export function connectionAgent(plan: ConnectionPlan): HttpAgent {
  const options = { keepAlive: true, maxSockets: plan.maxSockets, timeout: IDLE_MS };
  return plan.target.scheme === 'http' ? new HttpAgent(options) : new TrustingAgent(options, plan);
}

type Connected = (error: Error | null, socket?: Duplex) => void;

class TrustingAgent extends HttpsAgent {
  readonly #plan: ConnectionPlan;

  constructor(options: ConstructorParameters<typeof HttpsAgent>[0], plan: ConnectionPlan) {
    super(options);
    this.#plan = plan;
  }

  /** Without a socket to return: the request waits until the callback has one. */
  override createConnection(_: unknown, connected: Connected): undefined {
    connectTrusted(this.#plan).then(
      (socket) => connected(null, socket),
      (error: unknown) => connected(error instanceof Error ? error : new Error(messageOf(error))),
    );
  }
}

/** @throws ModuleError */
async function connectTrusted(plan: ConnectionPlan): Promise<TLSSocket> {
  const { target, trust, timeoutMs, readText } = plan;
  const ca = trust.caFile === null ? undefined : await readText(trust.caFile, MAX_CA_BYTES);
  const socket = connect({
    host: target.address,
    port: target.port,
    servername: isIP(target.host) === 0 ? target.host : '',
    // Who it is, is looked at below, where a pinned certificate needs no authority.
    rejectUnauthorized: false,
    ...(ca !== undefined && { ca }),
  });
  try {
    await secured(socket, timeoutMs);
    verify(socket, target, trust);
  } catch (error) {
    socket.destroy();
    throw error;
  }
  const expires = Date.parse(socket.getPeerCertificate().valid_to);
  if (Number.isFinite(expires)) plan.onCertificate(expires / 1000);
  return socket;
}

function secured(socket: TLSSocket, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new ModuleError('timeout', `no connection within ${timeoutMs} ms`)),
      timeoutMs,
    );
    const settle = (done: () => void) => {
      clearTimeout(timer);
      done();
    };
    socket.once('secureConnect', () => settle(resolve));
    // Later errors are those of the request that uses it; without a listener one would end the process.
    socket.on('error', (error: Error) => settle(() => reject(error)));
    socket.once('close', () => settle(() => reject(new Error('closed while connecting'))));
  });
}

/** @throws ModuleError `auth_failed` when it is not who it must be. */
function verify(socket: TLSSocket, { host }: RedfishTarget, trust: RedfishTrust): void {
  const presented = socket.getPeerCertificate().fingerprint256.replaceAll(':', '');
  if (trust.fingerprint !== null) {
    if (presented === trust.fingerprint) return;
    throw new ModuleError(
      'auth_failed',
      `its certificate has the SHA-256 fingerprint ${presented}, not the one in redfish.tls.fingerprints; nothing was sent`,
    );
  }
  if (!trust.verify || socket.authorized) return;
  throw new ModuleError(
    'auth_failed',
    `its certificate is not trusted (${reasonOf(socket)}) and has the SHA-256 fingerprint ${presented}; nothing was sent. ` +
      `Name its authority in redfish.tls.caFile, or this fingerprint for ${host} in redfish.tls.fingerprints, or set redfish.tls.verify to false`,
  );
}

/** Node declares an Error; it is the code of one. */
function reasonOf(socket: TLSSocket): string {
  return messageOf(socket.authorizationError);
}
