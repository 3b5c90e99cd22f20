import { isIPv6, isIP } from 'node:net';
import type { SnmpOptions, SnmpReply, SnmpSession, SnmpTraffic } from '../../contract/snmp.ts';
import { ModuleError } from '../../model/errors.ts';
import { type Oid, PduType, type SnmpAuth } from '../../model/snmp.ts';
import { answeredId } from '../../protocols/snmp/message.ts';
import type { Request } from '../../protocols/snmp/pdu.ts';
import type { HostLookup } from '../host-lookup.ts';
import { communityDialogue, type Dialogue } from './dialogue.ts';
import { Exchange, type OpenExchanges, type Question, type Waiting } from './exchange.ts';
import { labelOf, type Line, type LineOptions } from './line.ts';
import { TcpLine } from './tcp-line.ts';
import { UdpLine } from './udp-line.ts';
import type { UdpSockets } from './udp-sockets.ts';
import { UsmDialogue, type UsmMemory } from './usm-dialogue.ts';

/** Node's timers know no longer ones. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** What all sessions have in common. */
export interface Shared {
  readonly hosts: HostLookup;
  readonly sockets: UdpSockets;
  readonly open: OpenExchanges;
  readonly usm: UsmMemory;
  readonly sourceAddress: string | undefined;
}

export class Session implements SnmpSession {
  readonly traffic: SnmpTraffic = { packetsSent: 0, packetsRetried: 0, pdusReturned: 0, repliesRefused: 0 };
  readonly #options: SnmpOptions;
  readonly #shared: Shared;
  readonly #closed: (session: Session) => void;
  readonly #label: string;
  readonly #exchanges = new Set<Waiting>();
  readonly #abort = () => this.#end(`${this.#label}: cancelled before it had answered${this.#untilNow()}`);
  #line: Line | null = null;
  #dialogue: Promise<Dialogue> | null = null;
  #ended: ModuleError | null = null;
  #stopWaiting: ((error: ModuleError) => void) | null = null;

  constructor(options: SnmpOptions, shared: Shared, closed: (session: Session) => void) {
    this.#options = options;
    this.#shared = shared;
    this.#closed = closed;
    this.#label = labelOf(options.target);
    options.signal.addEventListener('abort', this.#abort, { once: true });
    if (options.signal.aborted) this.#abort();
  }

  get(oids: readonly Oid[]): Promise<SnmpReply> {
    return this.#ask({ type: PduType.get, oids, nonRepeaters: 0, maxRepetitions: 0 });
  }

  getNext(oids: readonly Oid[]): Promise<SnmpReply> {
    return this.#ask({ type: PduType.getNext, oids, nonRepeaters: 0, maxRepetitions: 0 });
  }

  async getBulk(oids: readonly Oid[], nonRepeaters: number, maxRepetitions: number): Promise<SnmpReply> {
    if (this.#options.auth.version === 1)
      throw new ModuleError('unsupported', `${this.#label}: version 1 of SNMP has no GETBULK`);
    return this.#ask({ type: PduType.getBulk, oids, nonRepeaters, maxRepetitions });
  }

  close(): void {
    this.#options.signal.removeEventListener('abort', this.#abort);
    this.#end(`${this.#label}: the session was closed before it had answered`);
    this.#closed(this);
  }

  async #ask(request: Request): Promise<SnmpReply> {
    if (this.#ended) throw this.#ended;
    const dialogue = await (this.#dialogue ??= this.#begin());
    const reply = await dialogue.ask(request);
    this.traffic.pdusReturned += reply.varbinds.count;
    return reply;
  }

  async #put<T>(question: Question<T>): Promise<T> {
    if (this.#ended) throw this.#ended;
    if (this.#line === null) throw new ModuleError('bug', `${this.#label}: asked before there was a way`);
    const exchange = new Exchange(this.#line, this.#shared.open, question);
    this.#exchanges.add(exchange);
    try {
      return await exchange.answer;
    } finally {
      this.#exchanges.delete(exchange);
    }
  }

  async #begin(): Promise<Dialogue> {
    const { target, auth, contextName = auth.contextName, contextEngineId = null } = this.#options;
    const address = await this.#address();
    if (this.#ended) throw this.#ended;
    this.#line = this.#openLine(address);
    const put = <T>(question: Question<T>) => this.#put(question);
    if (auth.version !== 3) return communityDialogue(auth, put);
    const agent = labelOf({ ...target, host: address });
    const options = { label: this.#label, agent, auth, contextName, contextEngineId };
    return new UsmDialogue(options, this.#shared.usm, put);
  }

  /** Version 4 first: a name that has both is often that of an agent that listens on that one only. */
  async #address(): Promise<string> {
    const { host } = this.#options.target;
    const addresses = await this.#untilEnd(this.#shared.hosts.addresses(host));
    const { sourceAddress } = this.#shared;
    const family = sourceAddress === undefined ? 0 : isIP(sourceAddress);
    const usable = addresses.filter((each) => family === 0 || isIP(each) === family);
    const address = usable.find((each) => !isIPv6(each)) ?? usable[0];
    if (address !== undefined) return address;
    const reason = family === 0 ? 'has no address' : `has no address that ${sourceAddress} could ask`;
    throw new ModuleError('unreachable', `${this.#label}: ${host} ${reason}`);
  }

  #untilEnd<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#stopWaiting = reject;
      promise.then(resolve, reject);
    });
  }

  #openLine(address: string): Line {
    const { sockets, sourceAddress } = this.#shared;
    const { transport, port } = this.#options.target;
    const options = this.#lineOptions();
    if (transport === 'udp') return new UdpLine(options, sockets, address, port);
    const target = { address, port, sourceAddress };
    return new TcpLine(options, target, (bytes) => this.#receive(bytes));
  }

  #untilNow(): string {
    if (this.#line === null) return '';
    return this.traffic.pdusReturned > 0 ? ' all that it was asked for' : ` at all: ${this.#advice()}`;
  }

  #advice(): string {
    const { target, auth, contextName = auth.contextName } = this.#options;
    return `is SNMP on, ${doubtful(auth, contextName)}, does a firewall drop ${target.transport.toUpperCase()} ${target.port}?`;
  }

  #lineOptions(): LineOptions {
    const { timeoutMs, retries } = this.#options;
    return {
      label: this.#label,
      timeoutMs: Math.min(timeoutMs, MAX_TIMEOUT_MS),
      retries,
      traffic: this.traffic,
      advice: this.#advice(),
      lost: (failure) => [...this.#exchanges].forEach((exchange) => exchange.sendFailed(failure)),
    };
  }

  /** From its own connection, on which nobody else speaks. */
  #receive(bytes: Buffer): void {
    const id = answeredId(bytes);
    const exchange = this.#shared.open.find(id);
    if (id !== null && exchange?.line === this.#line) exchange.deliver(bytes, id);
    else this.traffic.repliesRefused += 1;
  }

  #end(message: string): void {
    if (this.#ended) return;
    const error = new ModuleError('cancelled', message);
    this.#ended = error;
    this.#stopWaiting?.(error);
    for (const exchange of [...this.#exchanges]) exchange.fail(error);
    this.#line?.close();
  }
}

/** What agents do not answer when it is wrong. */
function doubtful({ version, securityLevel }: SnmpAuth, contextName: string): string {
  if (version !== 3) return 'is the community right';
  if (contextName !== '') return 'is the context right';
  return securityLevel === 'authPriv'
    ? 'are the privacy protocol and its password right'
    : 'is version 3 allowed';
}
