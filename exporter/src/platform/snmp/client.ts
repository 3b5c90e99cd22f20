/** SNMP as modules ask for it: sessions that share a few sockets, the ids of requests, and what is known of engines. */
import type { RemoteInfo } from 'node:dgram';
import { InSlices } from '../../contract/in-slices.ts';
import type { SnmpClient, SnmpSession } from '../../contract/snmp.ts';
import { answeredId } from '../../protocols/snmp/message.ts';
import type { HostLookup } from '../host-lookup.ts';
import { OpenExchanges, Refusal, type Waiting } from './exchange.ts';
import { Session, type Shared } from './session.ts';
import { UdpLine } from './udp-line.ts';
import { type UdpSocket, UdpSockets } from './udp-sockets.ts';
import { Salts } from './usm-crypto.ts';
import { knownEngines } from './usm-engine.ts';
import { KeyRing } from './usm-keys.ts';

/** Of answers that nobody had the time to read: beyond it they are lost, as in a buffer of the kernel, and asked for again. */
const MAX_UNREAD_BYTES = 32 << 20;

interface Answer {
  readonly exchange: Waiting;
  readonly bytes: Buffer;
  readonly id: number;
}

export interface SnmpClientOptions {
  readonly hosts: HostLookup;
  /** An address of this machine to ask from; the system's choice unless given. */
  readonly sourceAddress?: string;
}

export interface SnmpClientStats {
  readonly sessions: number;
  /** Of UDP. */
  readonly sockets: number;
  /** Attempts that may still be answered. */
  readonly waiting: number;
  /** Datagrams since the start that came to a socket of ours from somebody whom no session there had asked. */
  readonly strays: number;
}

export interface OpenSnmpClient extends SnmpClient {
  stats(): SnmpClientStats;
  /** Closes all sessions. */
  close(): void;
}

export function snmpClient({ hosts, sourceAddress }: SnmpClientOptions): OpenSnmpClient {
  const open = new OpenExchanges();
  const sessions = new Set<Session>();
  const sockets = new UdpSockets(receive, sourceAddress);
  const usm = {
    engines: knownEngines(),
    keys: new KeyRing(),
    salts: new Salts(),
    now: () => performance.now(),
  };
  const shared: Shared = { hosts, sockets, open, usm, sourceAddress };
  let strays = 0;
  let unreadBytes = 0;
  /** Hundreds of devices may answer at the same moment. */
  const answers = new InSlices<Answer>(({ exchange, bytes, id }) => {
    unreadBytes -= bytes.length;
    exchange.deliver(bytes, id);
  });

  function receive(bytes: Buffer, from: RemoteInfo, socket: UdpSocket): void {
    const id = answeredId(bytes);
    const exchange = open.find(id);
    if (id === null || exchange === undefined) return refuse(from, socket);
    if (!(exchange.line instanceof UdpLine && exchange.line.isPeer(from, socket)))
      return exchange.refuse(
        new Refusal(`it came from ${from.address}, port ${from.port}, instead`, 'timeout'),
      );
    if (unreadBytes > MAX_UNREAD_BYTES)
      return exchange.refuse(new Refusal('too many others had not been read', 'timeout'));
    unreadBytes += bytes.length;
    answers.push({ exchange, bytes, id });
  }

  /** Late, repeated, cut off or made up: counted where whoever sent it was asked. */
  function refuse(from: RemoteInfo, socket: UdpSocket): void {
    for (const user of socket.users)
      if (user instanceof UdpLine && user.isPeer(from, socket)) {
        user.options.traffic.repliesRefused += 1;
        return;
      }
    strays += 1;
  }

  return {
    open(options): SnmpSession {
      const session = new Session(options, shared, (closed) => sessions.delete(closed));
      sessions.add(session);
      return session;
    },
    stats: () => ({ sessions: sessions.size, sockets: sockets.size, waiting: open.size, strays }),
    close() {
      for (const session of [...sessions]) session.close();
    },
  };
}
