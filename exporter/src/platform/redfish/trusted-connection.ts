/** Connections over TLS on which nothing is sent before it is known who is at the other end. */
import type { X509Certificate } from 'node:crypto';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect, type SecureContext, type TLSSocket } from 'node:tls';
import type { RedfishTarget, RedfishTrust } from '../../contract/redfish.ts';
import { codeOf, messageOf, ModuleError } from '../../model/errors.ts';
import type { BurstGate } from './burst-gate.ts';
import { TlsSession } from './tls-session.ts';
import type { TrustStores } from './trust-stores.ts';

/** A connection that is not used for so long is closed: most services close theirs after a minute. */
const IDLE_MS = 30_000;

/** What all connections share. */
export interface Connecting {
  readonly handshakes: BurstGate;
  readonly trustStores: TrustStores;
}

export interface ConnectionPlan extends Connecting {
  readonly target: RedfishTarget;
  readonly trust: RedfishTrust;
  readonly maxSockets: number;
  readonly timeoutMs: number;
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
  readonly #session = new TlsSession();

  constructor(options: ConstructorParameters<typeof HttpsAgent>[0], plan: ConnectionPlan) {
    super(options);
    this.#plan = plan;
  }

  /** Without a socket to return: the request waits until the callback has one. */
  override createConnection(_: unknown, connected: Connected): undefined {
    connectTrusted(this.#plan, this.#session).then(
      (socket) => connected(null, socket),
      (error: unknown) => connected(error instanceof Error ? error : new Error(messageOf(error))),
    );
  }
}

/** @throws ModuleError */
async function connectTrusted(plan: ConnectionPlan, session: TlsSession): Promise<TLSSocket> {
  const { trust, timeoutMs, trustStores } = plan;
  const context = await trustStores.of(trust.caFile);
  const deadline = performance.now() + timeoutMs;
  const known = session.of(context);
  if (known === null) return attempt(plan, { context, session, known, deadline });
  try {
    return await attempt(plan, { context, session, known, deadline });
  } catch (error) {
    session.forget();
    if (codeOf(error) === 'timeout') throw error;
    // Some services stumble over what they have given out themselves.
    return attempt(plan, { context, session, known: null, deadline });
  }
}

interface Handshake {
  readonly context: SecureContext;
  readonly session: TlsSession;
  /** What the service has given out at an earlier handshake; null for a whole one. */
  readonly known: Buffer | null;
  /** On the clock of `performance.now()`. */
  readonly deadline: number;
}

/** @throws ModuleError */
async function attempt(plan: ConnectionPlan, handshake: Handshake): Promise<TLSSocket> {
  const { context, session, deadline } = handshake;
  const { target } = plan;
  const tcp = connectTcp({ host: target.address, port: target.port });
  try {
    await connected(tcp, 'connect', plan, deadline);
    const socket = await shakeHands(tcp, plan, handshake);
    // It was looked at when the session was made, and nobody else can take the session up.
    if (socket.isSessionReused()) return socket;
    const certificate = socket.getPeerX509Certificate();
    verify(socket, certificate, plan);
    const expires = Date.parse(certificate?.validTo ?? '');
    if (Number.isFinite(expires)) plan.onCertificate(expires / 1000);
    session.trust(socket, context, expires);
    return socket;
  } catch (error) {
    tcp.destroy();
    throw error;
  }
}

/** @throws ModuleError */
async function shakeHands(
  tcp: Socket,
  plan: ConnectionPlan,
  { context, session, known, deadline }: Handshake,
): Promise<TLSSocket> {
  const { host } = plan.target;
  const over = await plan.handshakes.pass();
  const socket = connect({
    socket: tcp,
    // The name or address that its certificate must have.
    host,
    secureContext: context,
    servername: isIP(host) === 0 ? host : '',
    // Who it is, is looked at afterwards, where a pinned certificate needs no authority.
    rejectUnauthorized: false,
    ...(known && { session: known }),
  });
  session.listen(socket);
  try {
    await connected(socket, 'secureConnect', plan, deadline);
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    over();
  }
}

/** @throws ModuleError `timeout`, and whatever the system says. */
function connected(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  { timeoutMs }: ConnectionPlan,
  deadline: number,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () =>
        reject(
          new ModuleError(
            'timeout',
            `no connection within ${timeoutMs} ms; check that it is up, and \`timeout\` of redfish.configFiles`,
          ),
        ),
      Math.max(0, deadline - performance.now()),
    );
    const settle = (done: () => void) => {
      clearTimeout(timer);
      done();
    };
    socket.once(event, () => settle(resolve));
    // Later errors are those of the request that uses it; without a listener one would end the process.
    socket.on('error', (error: Error) => settle(() => reject(error)));
    socket.once('close', () => settle(() => reject(new Error('closed while connecting'))));
  });
}

/** @throws ModuleError `auth_failed` when it is not who it must be. */
function verify(
  socket: TLSSocket,
  certificate: X509Certificate | undefined,
  { target: { host }, trust }: ConnectionPlan,
): void {
  const presented = certificate?.fingerprint256.replaceAll(':', '') ?? 'none';
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

const UNKNOWN_AUTHORITY = 'nobody knows who has signed it';
const WORDS: Readonly<Record<string, string>> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it has signed itself',
  CERT_HAS_EXPIRED: 'its time is over',
  CERT_NOT_YET_VALID: 'its time has not begun, or the clock here is wrong',
};

/** Node declares an Error; it may be the code of one. */
function reasonOf({ authorizationError }: TLSSocket): string {
  const code = messageOf(authorizationError);
  const words = WORDS[code];
  return words === undefined ? code : `${code}: ${words}`;
}
