/**
 * What a service gives out at a handshake, so that further connections need no whole one: those cost a BMC, whose
 * processor is small, some hundreds of milliseconds each.
 */
import type { SecureContext, TLSSocket } from 'node:tls';

/** Then its certificate is looked at again. */
const MAX_AGE_MS = 10 * 60_000;

interface Kept {
  readonly session: Buffer;
  /** By which its certificate was trusted. */
  readonly context: SecureContext;
  /** On the clock of `Date.now()`. */
  readonly untilMs: number;
}

export class TlsSession {
  /** Of connections whose certificate was not looked at yet. */
  readonly #offered = new WeakMap<TLSSocket, Buffer>();
  #kept: Kept | null = null;

  /** For a connection that trusts the same authorities; null when there is none. */
  of(context: SecureContext): Buffer | null {
    const kept = this.#kept;
    return kept?.context === context && Date.now() < kept.untilMs ? kept.session : null;
  }

  /** To be called before the handshake. */
  listen(socket: TLSSocket): void {
    socket.on('session', (session) => void this.#offered.set(socket, session));
  }

  /** The certificate of this connection is good until then, in milliseconds since the epoch. */
  trust(socket: TLSSocket, context: SecureContext, expiresMs: number): void {
    const untilMs = Math.min(Date.now() + MAX_AGE_MS, Number.isFinite(expiresMs) ? expiresMs : 0);
    const keep = (session: Buffer) => void (this.#kept = { session, context, untilMs });
    const offered = this.#offered.get(socket);
    if (offered) keep(offered);
    // Since TLS 1.3 it comes with the first answer.
    socket.on('session', keep);
  }

  forget(): void {
    this.#kept = null;
  }
}
