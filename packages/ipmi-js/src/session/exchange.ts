/** Requests and replies over one wire: matched by sequence number, a few in flight, sent again when nothing comes. */
import type { CommandChannel, IpmiRequest, IpmiResponse } from '../command.ts';
import { COMPLETION } from '../completion-codes.ts';
import { IpmiError } from '../errors.ts';
import type { DropReason } from '../wire/dropped.ts';
import { decodeMessage, MAX_REQUEST_SEQUENCE, type MessageResponse } from '../wire/message.ts';
import { abortError, AbortWatch } from './abort.ts';
import type { BmcLink, Receiver } from './bmc-link.ts';
import { answers, bridgedAnswer, encodeBridged, encodeDirect } from './bridge.ts';
import { isOver, resendDelay, type Timing } from './timing.ts';
import { OUTSIDE_SESSIONS, type Wire } from './wire.ts';
import type { Workarounds } from './workarounds.ts';

export interface ExchangeOptions {
  readonly timing: Timing;
  /** Requests that the BMC has at once; one after the first that had to be sent again. */
  readonly maxInFlight: number;
  readonly checkChecksums: boolean;
}

export interface ExchangeSendOptions {
  readonly signal?: AbortSignal;
  readonly timing?: Timing;
}

interface Pending {
  readonly request: IpmiRequest;
  readonly timing: Timing;
  readonly resolve: (response: IpmiResponse) => void;
  readonly reject: (error: IpmiError) => void;
  readonly stopListening: () => void;
  /** -1 until it is sent. */
  sequence: number;
  giveUpAt: number;
  attempt: number;
  /** Replies "node busy" so far. */
  busy: number;
  timer: NodeJS.Timeout | undefined;
}

/** What is asked outside of sessions: one question after the other. */
export function outsideSessions(
  link: BmcLink,
  { timing, workarounds }: { readonly timing: Timing; readonly workarounds: Workarounds },
  wire: Wire = OUTSIDE_SESSIONS,
): Exchange {
  const checkChecksums = !workarounds.has('nochecksumcheck');
  const exchange = new Exchange(link, wire, { timing, maxInFlight: 1, checkChecksums });
  link.receiver = exchange;
  return exchange;
}

/** More would be a caller that asks without waiting for answers. */
const MAX_WAITING = 4096;
/** "Node busy" is asked again this often, each time after a longer pause. */
const MAX_BUSY = 5;
const BUSY_PAUSE_MS = 100;
const NOTHING = () => undefined;

export class Exchange implements CommandChannel, Receiver {
  readonly #link: BmcLink;
  readonly #wire: Wire;
  readonly #options: ExchangeOptions;
  readonly #inFlight = new Map<number, Pending>();
  readonly #waiting: Pending[] = [];
  readonly #aborts = new AbortWatch();
  #limit: number;
  #lastSequence = 0;

  constructor(link: BmcLink, wire: Wire, options: ExchangeOptions) {
    this.#link = link;
    this.#wire = wire;
    this.#options = options;
    this.#limit = options.maxInFlight;
  }

  send(request: IpmiRequest, options: ExchangeSendOptions = {}): Promise<IpmiResponse> {
    const { signal, timing = this.#options.timing } = options;
    const { target } = this.#link;
    if (signal?.aborted === true) return Promise.reject(abortError(signal, target));
    if (this.#waiting.length >= MAX_WAITING) {
      const message = `${target}: ${MAX_WAITING} requests are waiting; ask for less at once`;
      return Promise.reject(new IpmiError('limit_exceeded', message));
    }
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        if (signal !== undefined) this.#finish(pending, abortError(signal, target));
      };
      const pending: Pending = {
        request,
        timing,
        resolve,
        reject,
        stopListening: signal === undefined ? NOTHING : this.#aborts.watch(signal, onAbort),
        sequence: -1,
        giveUpAt: Infinity,
        attempt: 0,
        busy: 0,
        timer: undefined,
      };
      this.#waiting.push(pending);
      this.#fill();
    });
  }

  receive(body: Buffer): DropReason | null {
    const message = this.#wire.open(body);
    if (typeof message === 'string') return message;
    const { checkChecksums } = this.#options;
    const response = decodeMessage(message, { checkChecksums });
    if (typeof response === 'string') return response;
    const pending = this.#inFlight.get(response.sequence);
    if (pending === undefined) return 'unexpected';
    if (pending.request.target === undefined) {
      return answers(response, pending.request) ? this.#answer(pending, response) : 'unexpected';
    }
    const answer = bridgedAnswer(response, pending.request, checkChecksums);
    if (answer === null) return 'unexpected';
    return answer === 'accepted' ? null : this.#answer(pending, answer);
  }

  /** Everything that was asked and not answered fails with this. */
  fail(error: IpmiError): void {
    // Those that wait first: a place that becomes free would let them out.
    for (const pending of [...this.#waiting, ...this.#inFlight.values()]) this.#finish(pending, error);
  }

  /** Sends a request whose reply nobody waits for. */
  say(request: IpmiRequest): void {
    this.#transmit(request, this.#freeSequence());
  }

  #fill(): void {
    while (this.#inFlight.size < this.#limit) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      next.giveUpAt = performance.now() + next.timing.giveUpAfterMs;
      this.#begin(next);
    }
  }

  #begin(pending: Pending): void {
    pending.sequence = this.#freeSequence();
    this.#inFlight.set(pending.sequence, pending);
    this.#try(pending);
  }

  #try(pending: Pending): void {
    this.#transmit(pending.request, pending.sequence);
    this.#arm(pending, resendDelay(pending.timing, pending.attempt), () => this.#onSilence(pending));
  }

  #onSilence(pending: Pending): void {
    if (isOver(pending.giveUpAt)) return this.#finish(pending, this.#silence(pending));
    // A BMC that loses requests is asked for one at a time.
    this.#limit = 1;
    this.#link.stats.resent++;
    pending.attempt++;
    this.#try(pending);
  }

  #arm(pending: Pending, delay: number, action: () => void): void {
    clearTimeout(pending.timer);
    const left = pending.giveUpAt - performance.now();
    pending.timer = setTimeout(action, Math.max(1, Math.min(delay, left)));
  }

  #answer(pending: Pending, { completionCode, data }: MessageResponse): null {
    // The first of two equal requests is still being worked on: its answer is the one that counts.
    if (completionCode === COMPLETION.duplicate && pending.attempt > 0) return null;
    if (completionCode === COMPLETION.nodeBusy && pending.busy < MAX_BUSY) return this.#askAgain(pending);
    const { resolve } = pending;
    this.#forget(pending);
    resolve({ completionCode, data: new Uint8Array(data) });
    this.#fill();
    return null;
  }

  /** With another number: under the old one the BMC would take it for the request that it refused. */
  #askAgain(pending: Pending): null {
    pending.busy++;
    this.#limit = 1;
    this.#arm(pending, BUSY_PAUSE_MS * pending.busy, () => {
      if (isOver(pending.giveUpAt)) return this.#finish(pending, this.#silence(pending));
      this.#inFlight.delete(pending.sequence);
      this.#begin(pending);
    });
    return null;
  }

  #silence({ busy, timing }: Pending): IpmiError {
    const what = busy > 0 ? 'busy for' : 'no reply within';
    const message = `${this.#link.target}: ${what} ${Math.round(timing.giveUpAfterMs)} ms`;
    return new IpmiError('timeout', message);
  }

  #finish(pending: Pending, error: IpmiError): void {
    this.#forget(pending);
    pending.reject(error);
    this.#fill();
  }

  #forget(pending: Pending): void {
    clearTimeout(pending.timer);
    pending.stopListening();
    if (this.#inFlight.get(pending.sequence) === pending) this.#inFlight.delete(pending.sequence);
    const at = this.#waiting.indexOf(pending);
    if (at >= 0) this.#waiting.splice(at, 1);
  }

  #transmit(request: IpmiRequest, sequence: number): void {
    const { target } = request;
    const message =
      target === undefined ? encodeDirect(request, sequence) : encodeBridged(request, target, sequence);
    this.#link.send(this.#wire.seal(message));
  }

  /** Numbers come round as late as possible, so that a late reply meets no other request. */
  #freeSequence(): number {
    do this.#lastSequence = (this.#lastSequence + 1) & MAX_REQUEST_SEQUENCE;
    while (this.#inFlight.has(this.#lastSequence));
    return this.#lastSequence;
  }
}
