/**
 * Whether nobody listens on a port that does not answer. The machine that has it says so by ICMP, which a socket only
 * hears of that is connected to it; the shared ones are not.
 */
import { createSocket } from 'node:dgram';
import { systemCode } from './line.ts';
import { Recent } from './recent.ts';

/** Most devices answer sooner: they never get the second datagram. */
const SILENCE_MS = 100;
/** Whoever is given up sooner than that is given up soon enough. */
const MIN_PATIENCE_MS = 1000;
/** An ICMP message takes as long as an answer. */
const LISTEN_MS = 1000;
/** Each is a socket for that time. What is asked beyond them is waited for, as that which is silent is. */
const MAX_OPEN = 256;
/** As many devices as one process asks. */
const MAX_ANSWERING = 4096;

export interface Suspect {
  readonly address: string;
  readonly port: number;
  readonly family: 4 | 6;
  /** Until the request is given up. */
  readonly patienceMs: number;
  /** The datagram that it does not answer. */
  readonly bytes: Buffer;
  readonly sent: () => void;
  readonly refused: () => void;
}

export class ClosedPorts {
  readonly #sourceAddress: string | undefined;
  /** Devices that are known to answer, if slowly: they are suspected after a whole attempt without an answer. */
  readonly #answering = new Recent<true>(MAX_ANSWERING);
  #open = 0;

  constructor(sourceAddress: string | undefined) {
    this.#sourceAddress = sourceAddress;
  }

  isAnswering(address: string, port: number): boolean {
    return this.#answering.get(keyOf(address, port)) === true;
  }

  answers(address: string, port: number): void {
    this.#answering.set(keyOf(address, port), true);
  }

  isSilent(address: string, port: number): void {
    this.#answering.delete(keyOf(address, port));
  }

  /** Sends the datagram once more when there is no answer soon. Returns what stops it. */
  suspect(suspect: Suspect): () => void {
    if (suspect.patienceMs < MIN_PATIENCE_MS) return () => undefined;
    let stop: () => void;
    const timer = setTimeout(() => {
      // Where the process was busy, the answer may lie there unread.
      const immediate = setImmediate(() => (stop = this.#knock(suspect)));
      stop = () => clearImmediate(immediate);
    }, SILENCE_MS);
    stop = () => clearTimeout(timer);
    return () => stop();
  }

  #knock({ address, port, family, bytes, sent, refused }: Suspect): () => void {
    if (this.#open >= MAX_OPEN) return () => undefined;
    this.#open += 1;
    const socket = createSocket(family === 6 ? 'udp6' : 'udp4');
    let isOpen = true;
    const close = () => {
      if (!isOpen) return;
      isOpen = false;
      this.#open -= 1;
      clearTimeout(timer);
      socket.close();
    };
    const timer = setTimeout(close, LISTEN_MS);
    socket.unref();
    // Whatever else goes wrong with it, the request itself is still under way.
    socket.on('error', (error) => {
      close();
      if (systemCode(error) === 'ECONNREFUSED') refused();
    });
    socket.on('connect', () => {
      if (!isOpen) return;
      sent();
      socket.send(bytes);
    });
    if (this.#sourceAddress !== undefined)
      socket.bind({ port: 0, exclusive: true, address: this.#sourceAddress });
    socket.connect(port, address);
    return close;
  }
}

const keyOf = (address: string, port: number) => `${address} ${port}`;
