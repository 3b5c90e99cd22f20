import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { createSecureContext, type SecureContextOptions, type TLSSocket } from 'node:tls';
import { messageOf, UserError } from '../model/errors.ts';

/** Beyond it new connections are refused: each costs a descriptor and some ten KiB. */
const MAX_CONNECTIONS = 1000;
/** Longer than any usual scrape interval, so that a scrape costs no new handshake. */
const KEEP_ALIVE_MS = 75_000;
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 60_000;
const CLOSE_POLL_MS = 20;

export interface HostAndPort {
  /** Undefined listens on all addresses, IPv6 and IPv4. */
  readonly host: string | undefined;
  readonly port: number;
}

/** An address of its own, or a socket that listens already. */
export type ListenAddress = HostAndPort | { readonly descriptor: number };

export interface TlsSettings {
  readonly context: SecureContextOptions;
  /** Whether the client is asked for a certificate. */
  readonly requestCertificate: boolean;
  /** Why a client that has finished its handshake is turned away; null lets it in. */
  readonly refusal: (socket: TLSSocket) => string | null;
}

export interface HttpServerOptions {
  readonly address: ListenAddress;
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
  /** Present for HTTPS: asked before each handshake; a new object replaces what was in force, a throw refuses it. */
  readonly tls?: () => TlsSettings;
  readonly onTlsError?: (message: string, remote: string) => void;
}

export interface HttpServer {
  readonly address: HostAndPort;
  /** Takes no new connections, lets requests in flight finish within `graceMs`, then cuts what is left. */
  close(graceMs: number): Promise<void>;
}

/** @throws UserError when the address cannot be listened on. */
export async function openHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const server = options.tls ? tlsServer(options.tls, options) : createServer(options.handler);
  server.maxConnections = MAX_CONNECTIONS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  // Node's own list leaves out connections whose handshake is not over.
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await listen(server, options.address);
  return { address: addressOf(server.address()), close: (graceMs) => close(server, sockets, graceMs) };
}

/** A Unix socket, which only systemd can hand over, has no port. */
function addressOf(bound: AddressInfo | string | null): HostAndPort {
  if (bound === null || typeof bound === 'string') return { host: bound ?? undefined, port: 0 };
  const anywhere = bound.address === '::' || bound.address === '0.0.0.0';
  return { host: anywhere ? undefined : bound.address, port: bound.port };
}

/** Throws what OpenSSL has against the settings. */
export function checkTlsSettings(settings: TlsSettings): void {
  createSecureContext(settings.context);
}

function tlsServer(settings: () => TlsSettings, { handler, onTlsError }: HttpServerOptions): TlsServer {
  let current = settings();
  // Node reads both properties at every handshake; its documentation leaves that out, a test holds it.
  const clientCertificates = () => ({ requestCert: current.requestCertificate, rejectUnauthorized: false });
  const server = createTlsServer({ ...current.context, ...clientCertificates() }, handler);
  const report = (message: string, socket: Socket) => onTlsError?.(message, socket.remoteAddress ?? '');

  server.prependListener('connection', (socket: Socket) => {
    try {
      const latest = settings();
      if (latest === current) return;
      server.setSecureContext(latest.context);
      current = latest;
      Object.assign(server, clientCertificates());
    } catch (error) {
      report(messageOf(error), socket);
      socket.destroy();
    }
  });
  server.prependListener('secureConnection', (socket: TLSSocket) => {
    const refusal = current.refusal(socket);
    if (refusal === null) return;
    report(refusal, socket);
    socket.destroy();
  });
  server.on('tlsClientError', (error, socket) => report(error.message, socket));
  return server;
}

function listen(server: Server | TlsServer, address: ListenAddress): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, shownAddress(address))));
    if ('descriptor' in address) server.listen({ fd: address.descriptor }, resolve);
    else
      server.listen(
        { port: address.port, ...(address.host !== undefined && { host: address.host }) },
        resolve,
      );
  });
}

function shownAddress(address: ListenAddress): string {
  if ('descriptor' in address) return `the socket handed over as descriptor ${address.descriptor}`;
  const { host, port } = address;
  return `${host?.includes(':') ? `[${host}]` : (host ?? '')}:${port}`;
}

function listenError(error: Error, shown: string): UserError {
  const code = 'code' in error ? String(error.code) : '';
  return new UserError(`cannot listen on ${shown}: ${LISTEN_HINTS[code] ?? error.message}`, 1, {
    cause: error,
  });
}

const LISTEN_HINTS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is in use (EADDRINUSE); stop the other program or choose another port',
  EACCES: 'permission denied (EACCES); ports below 1024 need root or CAP_NET_BIND_SERVICE',
  EADDRNOTAVAIL: 'no interface of this machine has that address (EADDRNOTAVAIL)',
  ENOTFOUND: 'the host name is not known (ENOTFOUND)',
  EAI_AGAIN: 'the host name could not be resolved (EAI_AGAIN)',
};

async function close(
  server: Server | TlsServer,
  sockets: ReadonlySet<Socket>,
  graceMs: number,
): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const closeIdle = setInterval(() => server.closeIdleConnections(), CLOSE_POLL_MS);
  const cut = setTimeout(() => sockets.forEach((socket) => socket.destroy()), graceMs);
  await closed;
  clearInterval(closeIdle);
  clearTimeout(cut);
}
