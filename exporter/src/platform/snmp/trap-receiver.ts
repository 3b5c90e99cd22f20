/** net-snmp's receiver without its socket: one datagram in, what it is out. Its throws and its errors end here. */
import { EventEmitter } from 'node:events';
import type { RemoteInfo } from 'node:dgram';
import type { AuthProtocol, SecurityLevel } from '../../model/snmp.ts';
import type { TrapUser } from '../../contract/snmp-traps.ts';
import { cipherNames, type CipherLibrary } from './trap-ciphers.ts';

/** The part of net-snmp that is used here; its own declarations leave it open. */
export interface ReceiverLibrary extends CipherLibrary {
  readonly SecurityLevel: Readonly<Record<SecurityLevel, number>>;
  readonly AuthProtocols: Readonly<Record<Lowercase<AuthProtocol>, number>>;
  createReceiver(
    options: {
      readonly port: number;
      readonly includeAuthentication: boolean;
      readonly dgramModule: { createSocket(): EventEmitter };
    },
    callback: (error: Error | null, data?: { readonly pdu: ReceivedPdu }) => void,
  ): { getAuthorizer(): { addCommunity(community: string): void; addUser(user: object): void } };
}

/** A PDU as net-snmp has read it: of a stranger, hence nothing is taken for granted. */
export interface ReceivedPdu {
  readonly type?: unknown;
  readonly varbinds?: unknown;
  readonly enterprise?: unknown;
  readonly agentAddr?: unknown;
  readonly generic?: unknown;
  readonly specific?: unknown;
  readonly upTime?: unknown;
  readonly community?: unknown;
  readonly user?: unknown;
}

export interface Received {
  /** Null when it is none that net-snmp hands over. */
  readonly pdu: ReceivedPdu | null;
  /** What to send back: the acknowledgement of an inform, or a report. */
  readonly reply: Buffer | null;
}

export interface TrapReceiver {
  receive(datagram: Buffer, from: RemoteInfo): Received;
}

export interface Credentials {
  readonly communities: readonly string[];
  readonly users: readonly TrapUser[];
}

export async function loadLibrary(): Promise<ReceiverLibrary> {
  const { default: library } = (await import('net-snmp')) as unknown as { default: ReceiverLibrary };
  return library;
}

export function trapReceiver(library: ReceiverLibrary, { communities, users }: Credentials): TrapReceiver {
  const socket = new SocketOfNone();
  let pdu: ReceivedPdu | null = null;
  const receiver = library.createReceiver(
    { port: 1, includeAuthentication: true, dgramModule: { createSocket: () => socket } },
    (error, data) => {
      // Its errors tell what the datagram has, secrets too: that it is none to be handed over says enough.
      pdu = error === null ? (data?.pdu ?? null) : null;
    },
  );
  const authorizer = receiver.getAuthorizer();
  for (const community of communities) authorizer.addCommunity(community);
  const ciphers = cipherNames(library);
  for (const user of users) authorizer.addUser(userFor(library, ciphers, user));
  return {
    receive(datagram, from) {
      pdu = null;
      socket.reply = null;
      try {
        socket.emit('message', datagram, from);
      } catch {
        // It reads what strangers send and answers before it has looked at all of it.
        return { pdu: null, reply: null };
      }
      return { pdu, reply: socket.reply };
    },
  };
}

function userFor(library: ReceiverLibrary, ciphers: ReturnType<typeof cipherNames>, user: TrapUser): object {
  const level = library.SecurityLevel[user.securityLevel];
  const auth = {
    authProtocol: library.AuthProtocols[user.authProtocol.toLowerCase() as Lowercase<AuthProtocol>],
    authKey: user.password,
  };
  const priv = { privProtocol: ciphers[user.privProtocol], privKey: user.privPassword };
  switch (user.securityLevel) {
    case 'noAuthNoPriv':
      return { name: user.name, level };
    case 'authNoPriv':
      return { name: user.name, level, ...auth };
    case 'authPriv':
      return { name: user.name, level, ...auth, ...priv };
  }
}

/** Stands in for a socket of node:dgram: what is sent is kept instead. */
class SocketOfNone extends EventEmitter {
  reply: Buffer | null = null;

  bind(): void {
    // The listener has a socket of its own.
  }

  send(reply: Buffer): void {
    this.reply = reply;
  }
}
