/** A BMC on a UDP port of 127.0.0.1, for what no simulator has and for all that can go wrong. */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { type Asked, frame15, readRequest, RMCP_ASF, writeResponse } from './packets.ts';
import { Sessions15 } from './session15.ts';
import { Sessions20 } from './session20.ts';
import { type BmcAnswer, type BmcOptions, dataOf, INVALID_COMMAND } from './state.ts';
import { ALL_SUITES } from './suites.ts';

/** Sends or does not send what the BMC answers. */
export type Outgoing = (packet: Buffer, send: (packet: Buffer) => void) => void;

export class SimulatedBmc {
  readonly port: number;
  /** Stands between the BMC and the network; as it is when null. */
  outgoing: Outgoing | null = null;
  /** Packets that came in. */
  received = 0;
  /** Of who asked last. */
  lastPort = 0;
  #open = true;
  readonly #socket: Socket;
  readonly #options: BmcOptions;
  readonly #v20: Sessions20;
  readonly #v15: Sessions15;

  private constructor(socket: Socket, options: BmcOptions) {
    this.#socket = socket;
    this.port = socket.address().port;
    this.#options = options;
    this.#v20 = new Sessions20(options);
    this.#v15 = new Sessions15(options);
    socket.on('message', (packet, from) => void this.#receive(packet, from));
  }

  static async start(options: BmcOptions = {}): Promise<SimulatedBmc> {
    const { address = '127.0.0.1' } = options;
    const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
    socket.bind(0, address);
    await once(socket, 'listening');
    return new SimulatedBmc(socket, options);
  }

  get sessions(): number {
    return this.#v20.sessions.size + [...this.#v15.sessions.values()].filter(({ active }) => active).length;
  }

  /** As after a restart of its firmware. */
  forgetSessions(): void {
    this.#v20.sessions.clear();
    this.#v15.sessions.clear();
  }

  /** Twice does no harm. */
  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    const closed = once(this.#socket, 'close');
    this.#socket.close();
    await closed;
  }

  async #receive(packet: Buffer, from: RemoteInfo): Promise<void> {
    this.received++;
    this.lastPort = from.port;
    for (const answer of await this.#answers(packet)) {
      const send = (bytes: Buffer) => {
        if (this.#open) this.#socket.send(bytes, from.port, from.address, () => undefined);
      };
      if (this.outgoing === null) send(answer);
      else this.outgoing(answer, send);
    }
  }

  async #answers(packet: Buffer): Promise<Buffer[]> {
    if (packet[3] === 0x06) return [pong(packet)];
    const body = packet.subarray(4);
    if (body[0] === 0x06) {
      if (this.#options.v20 === false) return [];
      return this.#v20.receive(body, (message) => this.#reply(message, body.readUInt32LE(2)));
    }
    const received = this.#v15.receive(body);
    if (received === null) return [];
    const { session, message, sequence } = received;
    const activates = session !== null && !session.active;
    if (activates) {
      const asked = readRequest(message);
      if (asked?.command !== 0x3a) return [];
      const answer = this.#v15.activate(session, asked.data);
      return [this.#v15.seal(session, this.#write(asked, answer), false)];
    }
    const replies = await this.#reply(message, session?.id ?? 0);
    if (session === null) return replies.map((reply) => frame15(0, sequence, 0, Buffer.alloc(0), reply));
    return replies.map((reply) => this.#v15.seal(session, reply, true));
  }

  async #reply(message: Buffer, sessionId: number): Promise<Buffer[]> {
    const asked = readRequest(message);
    if (asked === null) return [];
    if (asked.netFn === 0x06 && asked.command === 0x34) return this.#bridge(asked);
    const own = asked.netFn === 0x06 ? this.#sessionCommand(asked, sessionId) : undefined;
    const answer = own ?? (sessionId === 0 ? null : await this.#answer(asked));
    return answer === null ? [] : [this.#write(asked, answer)];
  }

  async #answer(asked: Asked): Promise<BmcAnswer | null> {
    const { answer } = this.#options;
    return answer === undefined ? { completionCode: INVALID_COMMAND } : answer(asked);
  }

  #sessionCommand({ command, data }: Asked, sessionId: number): BmcAnswer | undefined {
    if (command === 0x38) return { data: this.#authCapabilities(data) };
    if (command === 0x54) return this.#cipherSuites(data);
    if (command === 0x39) return this.#v15.challenge(data);
    if (sessionId === 0) return undefined;
    if (command === 0x3b)
      return this.#options.quirks?.deniesPrivilege === true ? { completionCode: 0x81 } : { data };
    if (command !== 0x3c) return undefined;
    const closed = data.readUInt32LE(0);
    return {
      completionCode: this.#v20.sessions.delete(closed) || this.#v15.sessions.delete(closed) ? 0 : 0x87,
    };
  }

  #authCapabilities(data: Buffer): Buffer {
    const { v20 = true, authTypes = 0x15, kg, quirks = {} } = this.#options;
    const extended = v20 && (data.readUInt8(0) & 0x80) !== 0;
    const status = 0x06 | (kg === undefined ? 0 : 0x20) | (quirks.perMessageOff === true ? 0x10 : 0);
    return Buffer.of(1, authTypes | (extended ? 0x80 : 0), status, extended ? 0x03 : 0, 0, 0, 0, 0);
  }

  #cipherSuites(data: Buffer): BmcAnswer {
    if (this.#options.quirks?.noCipherSuiteList === true) return { completionCode: INVALID_COMMAND };
    // A record of a maker before them: its id is nobody's.
    const oem = [0xc1, 0x80, 0x12, 0x34, 0x56, 0x01];
    const suites = (this.#options.suites ?? ALL_SUITES).flatMap((id) => [0xc0, id, 0x01, 0x41, 0x81]);
    const at = (data.readUInt8(2) & 0x3f) * 16;
    return { data: Buffer.from([1, ...[...oem, ...suites].slice(at, at + 16)]) };
  }

  /** Send Message to a controller behind the BMC (22.7). */
  #bridge(asked: Asked): Buffer[] {
    const inner = readRequest(asked.data.subarray(1));
    if (inner === null) return [];
    const satellite = this.#options.satellites?.[inner.responder];
    // "NAK on write": nobody has that address.
    if (satellite === undefined) return [writeResponse(asked, 0x83, Buffer.alloc(0))];
    const answer = satellite(inner);
    const accepted = writeResponse(asked, 0, Buffer.alloc(0));
    const innerReply = writeResponse(inner, answer.completionCode ?? 0, dataOf(answer));
    if (this.#options.bridging === 'forwarded') {
      const forwarded = writeResponse(
        { ...inner, requester: asked.requester },
        answer.completionCode ?? 0,
        dataOf(answer),
      );
      return [accepted, forwarded];
    }
    return [accepted, writeResponse(asked, 0, innerReply)];
  }

  #write(asked: Asked, answer: BmcAnswer): Buffer {
    const bytes = writeResponse(asked, answer.completionCode ?? 0, dataOf(answer));
    if (this.#options.quirks?.wrongChecksums === true) bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 0xff;
    return bytes;
  }
}

function pong(ping: Buffer): Buffer {
  const data = Buffer.alloc(16);
  data.writeUInt32BE(4542, 0);
  data[8] = 0x81;
  return Buffer.concat([RMCP_ASF, Buffer.of(0, 0, 0x11, 0xbe, 0x40, ping[9] ?? 0, 0, 16), data]);
}
