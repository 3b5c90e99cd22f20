import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import {
  type SnmpTrap,
  type SnmpTraps,
  TRAP_OUTCOMES,
  type TrapListener,
  type TrapOptions,
  type TrapOutcome,
} from '../../contract/snmp-traps.ts';
import { messageOf, ModuleError } from '../../model/errors.ts';
import { plainAddress } from '../../protocols/plain-address.ts';
import { type Admission, TrapAdmission } from './trap-admission.ts';
import { boundCachedKeys } from './trap-ciphers.ts';
import { pduContent } from './trap-pdu.ts';
import { loadLibrary, type ReceiverLibrary, trapReceiver } from './trap-receiver.ts';

/** When the power fails all devices speak at once; the kernel gives what it allows of it. */
const RECEIVE_BUFFER_BYTES = 1024 * 1024;

type Counts = Record<TrapOutcome, number>;

/** net-snmp, which is loaded when somebody listens, behind a socket and an admission of our own. */
export function snmpTraps(clock: () => number = () => performance.now()): SnmpTraps {
  const counts = Object.fromEntries(TRAP_OUTCOMES.map((outcome) => [outcome, 0])) as Counts;
  return {
    async listen(options, onTrap) {
      const reader = new TrapReader(await loadLibrary(), options, clock);
      const socket = await openSocket(options);
      return listenOn(socket, reader, counts, onTrap);
    },
    counts: () => ({ ...counts }),
  };
}

interface Reading {
  /** Null for what is only answered. */
  readonly outcome: TrapOutcome | null;
  readonly trap: SnmpTrap | null;
  readonly reply: Buffer | null;
}

const refusal = (outcome: TrapOutcome): Reading => ({ outcome, trap: null, reply: null });

/** From datagrams to traps. */
class TrapReader {
  readonly #library: ReceiverLibrary;
  readonly #admission: TrapAdmission;
  readonly #receiver: ReturnType<typeof trapReceiver>;
  readonly #clock: () => number;

  constructor(library: ReceiverLibrary, options: TrapOptions, clock: () => number) {
    this.#library = library;
    this.#clock = clock;
    this.#admission = new TrapAdmission(options, options.maxPerSecond, clock());
    this.#receiver = trapReceiver(library, options);
  }

  /** Throws nothing, whatever the datagram. */
  read(datagram: Buffer, from: RemoteInfo): Reading {
    const admission = this.#admit(datagram);
    if ('refused' in admission) return refusal(admission.refused);
    const { pdu, reply } = this.#receiver.receive(datagram, from);
    if (admission.by === 'nobody') return { outcome: admission.outcome, trap: null, reply };
    if (admission.by === 'user' && admission.isNewEngine) boundCachedKeys(this.#library);
    if (pdu === null) return refusal(admission.by === 'user' ? 'not_authentic' : 'malformed');
    if (admission.by === 'user' && (pdu.user !== admission.name || !admission.isInTime(this.#clock())))
      return refusal(pdu.user === admission.name ? 'replayed' : 'unknown_user');
    const content = pduContent(pdu);
    if (content === null) return refusal('malformed');
    return { outcome: 'accepted', trap: { ...senderOf(admission, from), ...content }, reply };
  }

  #admit(datagram: Buffer): Admission {
    try {
      return this.#admission.admit(datagram, this.#clock());
    } catch (error) {
      if (error instanceof ModuleError) return { refused: 'malformed' };
      throw error;
    }
  }
}

type Admitted = Exclude<Admission, { readonly refused: TrapOutcome } | { readonly by: 'nobody' }>;

function senderOf(
  admission: Admitted,
  from: RemoteInfo,
): Pick<SnmpTrap, 'version' | 'address' | 'user' | 'engineId'> {
  const address = plainAddress(from.address);
  return admission.by === 'community'
    ? { version: admission.version, address, user: null, engineId: null }
    : { version: 3, address, user: admission.name, engineId: admission.engineId };
}

function listenOn(
  socket: Socket,
  reader: TrapReader,
  counts: Counts,
  onTrap: (trap: SnmpTrap) => void,
): TrapListener {
  const { port } = socket.address();
  const ended = new Promise<void>((resolve, reject) => {
    socket.on('close', resolve);
    const fail = (error: unknown) => {
      reject(error instanceof Error ? error : new Error(messageOf(error)));
      socket.close();
    };
    socket.on('error', (error) => fail(unreachable(`UDP port ${port}`, error)));
    socket.on('message', (datagram, from) => {
      const { outcome, trap, reply } = reader.read(datagram, from);
      if (outcome !== null) counts[outcome] += 1;
      // Whoever is not reached by the answer sends again.
      if (reply !== null) socket.send(reply, from.port, from.address, () => undefined);
      if (trap === null) return;
      try {
        onTrap(trap);
      } catch (error) {
        fail(error);
      }
    });
  });
  // Whoever waits for it is told; nobody has to.
  ended.catch(() => undefined);
  return {
    port,
    ended,
    async close() {
      socket.removeAllListeners('message');
      await new Promise<void>((resolve) => {
        socket.once('close', resolve);
        socket.close();
      });
    },
  };
}

/** On all addresses unless `host` is given: of both families where there is IPv6. */
async function openSocket({ host, port }: TrapOptions): Promise<Socket> {
  if (host !== undefined) return bound(isIPv6(host) ? 'udp6' : 'udp4', host, port);
  try {
    return await bound('udp6', '::', port);
  } catch (error) {
    if (!isWithoutIPv6(error)) throw error;
    return bound('udp4', '0.0.0.0', port);
  }
}

function bound(type: 'udp4' | 'udp6', address: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket({ type, recvBufferSize: RECEIVE_BUFFER_BYTES });
    socket.once('error', (error) => {
      socket.close();
      reject(unreachable(address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`, error));
    });
    socket.bind({ address, port }, () => {
      socket.removeAllListeners('error');
      resolve(socket);
    });
  });
}

const errnoOf = (error: unknown) => (error as { code?: unknown } | null)?.code;

const isWithoutIPv6 = (error: unknown) =>
  error instanceof ModuleError && ['EAFNOSUPPORT', 'EADDRNOTAVAIL'].includes(String(errnoOf(error.cause)));

function unreachable(address: string, cause: Error): ModuleError {
  const text = `traps: cannot listen on ${address}`;
  switch (errnoOf(cause)) {
    case 'EACCES':
      return new ModuleError(
        'permission_denied',
        `${text}: ports below 1024 need root or CAP_NET_BIND_SERVICE`,
        { cause },
      );
    case 'EADDRINUSE':
      return new ModuleError('unreachable', `${text}: something else does (snmptrapd?)`, { cause });
    default:
      return new ModuleError('unreachable', `${text}: ${cause.message}`, { cause });
  }
}
