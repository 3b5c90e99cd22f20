/** SNMP as modules ask for it: sessions that share a few sockets, the ids of requests, and what is known of engines. */
import type { RemoteInfo } from 'node:dgram';
import type { SnmpClient, SnmpSession } from '../../contract/snmp.ts';
import { answeredId } from '../../protocols/snmp/message.ts';
import type { HostLookup } from '../host-lookup.ts';
import { OpenExchanges, Refusal } from './exchange.ts';
import { Session, type Shared } from './session.ts';
import { UdpLine } from './udp-line.ts';
import { type UdpSocket, UdpSockets } from './udp-sockets.ts';
import { Salts } from './usm-crypto.ts';
import { knownEngines } from './usm-engine.ts';
import { KeyRing } from './usm-keys.ts';

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

  function receive(bytes: Buffer, from: RemoteInfo, socket: UdpSocket): void {
    const id = answeredId(bytes);
    const exchange = open.find(id);
    if (id === null || exchange === undefined) return refuse(from, socket);
    if (exchange.line instanceof UdpLine && exchange.line.isPeer(from, socket)) exchange.deliver(bytes, id);
    else exchange.refuse(new Refusal(`it came from ${from.address}, port ${from.port}, instead`, 'timeout'));
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
