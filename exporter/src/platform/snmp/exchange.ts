/** Requests that wait for their answers. */
import { randomFillSync } from 'node:crypto';
import { type ErrorCode, ModuleError } from '../../model/errors.ts';
import type { Line, SendFailure } from './line.ts';

/**
 * Ids are taken by chance, for whoever sees those of one device must not guess those of another: all requests leave
 * from a few ports. With four octets each they are the same size.
 */
const FIRST_ID = 2 ** 24;
const ID_MASK = 2 ** 31 - 1;
const RANDOM_IDS = 1024;
/** Of all sessions together; an entry has some 2 KB. Whoever has more outstanding does not hear the answers anyway. */
const MAX_OPEN = 16_384;

/** Why an answer that came is not believed; counted, and the true one is waited for. */
export class Refusal {
  readonly reason: string;
  /** What the request fails with, should nothing better come. */
  readonly code: ErrorCode;
  constructor(reason: string, code: ErrorCode) {
    this.reason = reason;
    this.code = code;
  }
}

export interface Question<T> {
  /** Anew for each attempt, whose number answers refer to. */
  readonly encode: (id: number) => Buffer;
  /** @throws ModuleError `malformed_reply` ends the attempt, any other the request. */
  readonly read: (bytes: Buffer, id: number) => T | Refusal;
}

/** A request as those see it who do not know what it asks for. */
export interface Waiting {
  readonly line: Line;
  /** An answer from the address that was asked. */
  deliver(bytes: Buffer, id: number): void;
  /** An answer that is not believed. */
  refuse(refusal: Refusal): void;
  /** What was sent last will not be answered. */
  sendFailed(failure: SendFailure): void;
  fail(error: ModuleError): void;
}

/** All that wait, by the ids of their attempts. */
export class OpenExchanges {
  readonly #byId = new Map<number, Waiting>();
  readonly #random = new Uint32Array(RANDOM_IDS);
  #used = RANDOM_IDS;

  get size(): number {
    return this.#byId.size;
  }

  find(id: number | null): Waiting | undefined {
    return id === null ? undefined : this.#byId.get(id);
  }

  add(exchange: Waiting): number {
    if (this.#byId.size >= MAX_OPEN)
      throw new ModuleError(
        'limit_exceeded',
        `${exchange.line.options.label}: ${MAX_OPEN} SNMP requests are without an answer already: scrape fewer devices at once`,
      );
    const id = this.#freeId();
    this.#byId.set(id, exchange);
    return id;
  }

  remove(id: number): void {
    this.#byId.delete(id);
  }

  #freeId(): number {
    for (;;) {
      if (this.#used === RANDOM_IDS) {
        randomFillSync(this.#random);
        this.#used = 0;
      }
      const id = (this.#random[this.#used] ?? 0) & ID_MASK;
      this.#used += 1;
      if (id >= FIRST_ID && !this.#byId.has(id)) return id;
    }
  }
}

/**
 * One request, sent again until it is answered or given up. An answer to an earlier attempt counts as well: each has
 * its own id, as RFC 3412 wants of version 3, and all are remembered.
 */
export class Exchange<T> implements Waiting {
  readonly line: Line;
  readonly answer: Promise<T>;
  readonly #question: Question<T>;
  readonly #open: OpenExchanges;
  readonly #ids: number[] = [];
  #settle: { resolve: (value: T) => void; reject: (error: ModuleError) => void } | null;
  #timer: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;
  #refusal: Refusal | null = null;
  #refusals = 0;

  constructor(line: Line, open: OpenExchanges, question: Question<T>) {
    this.line = line;
    this.#open = open;
    this.#question = question;
    const { promise, resolve, reject } = withResolvers<T>();
    this.answer = promise;
    this.#settle = { resolve, reject };
    this.#attempt();
  }

  deliver(bytes: Buffer, id: number): void {
    if (this.#settle === null) return;
    try {
      const value = this.#question.read(bytes, id);
      if (value instanceof Refusal) this.refuse(value);
      else this.#end().resolve(value);
    } catch (error) {
      if (!(error instanceof ModuleError)) return this.fail(bug(this.line, error));
      if (error.code !== 'malformed_reply') return this.fail(error);
      this.refuse(new Refusal(error.message, 'malformed_reply'));
      this.#next();
    }
  }

  refuse(refusal: Refusal): void {
    this.line.options.traffic.repliesRefused += 1;
    this.#refusals += 1;
    this.#refusal = refusal;
  }

  sendFailed({ reason, mayPass }: SendFailure): void {
    const { label, retries } = this.line.options;
    if (this.#settle === null) return;
    if (mayPass && this.#ids.length <= retries) this.#next();
    else this.fail(new ModuleError('unreachable', `${label}: ${reason}`));
  }

  fail(error: ModuleError): void {
    if (this.#settle !== null) this.#end().reject(error);
  }

  #attempt(): void {
    const { traffic, timeoutMs } = this.line.options;
    const attempt = this.#ids.length + 1;
    try {
      const id = this.#open.add(this);
      this.#ids.push(id);
      const bytes = this.#question.encode(id);
      traffic.packetsSent += 1;
      if (attempt > 1) traffic.packetsRetried += 1;
      this.#timer = setTimeout(() => this.#expire(attempt), timeoutMs);
      this.line.send(bytes, (failure) => {
        if (attempt === this.#ids.length) this.sendFailed(failure);
      });
    } catch (error) {
      this.fail(error instanceof ModuleError ? error : bug(this.line, error));
    }
  }

  /** Where the process was busy, the answer may lie there unread: it gets its turn before it counts as missing. */
  #expire(attempt: number): void {
    this.#immediate = setImmediate(() => {
      if (this.#settle !== null && attempt === this.#ids.length) this.#next();
    });
  }

  #next(): void {
    this.#stopWaiting();
    if (this.#ids.length <= this.line.options.retries) this.#attempt();
    else this.fail(this.#silence());
  }

  #silence(): ModuleError {
    const { label, timeoutMs, advice } = this.line.options;
    const attempts = this.#ids.length;
    const asked = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
    if (this.#refusal === null)
      return new ModuleError(
        'timeout',
        `no answer from ${label} in ${asked} of ${timeoutMs / 1000} s: ${advice}`,
      );
    const { reason, code } = this.#refusal;
    const refused = this.#refusals === 1 ? '1 reply was' : `${this.#refusals} replies were`;
    return new ModuleError(
      code,
      `no valid answer from ${label} in ${asked}: ${refused} refused, the last because ${reason}`,
    );
  }

  #stopWaiting(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
  }

  #end(): { resolve: (value: T) => void; reject: (error: ModuleError) => void } {
    const settle = this.#settle;
    if (settle === null) throw new Error('an exchange ended twice');
    this.#settle = null;
    this.#stopWaiting();
    for (const id of this.#ids) this.#open.remove(id);
    return settle;
  }
}

function bug(line: Line, error: unknown): ModuleError {
  return new ModuleError('bug', `${line.options.label}: an SNMP message broke its reader`, { cause: error });
}

function withResolvers<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: ModuleError) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
