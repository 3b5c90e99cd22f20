/** Version 3 with the user-based security model, from the side of who asks: RFC 3412 section 7, RFC 3414 section 3. */
import type { SnmpReply } from '../../contract/snmp.ts';
import { ModuleError } from '../../model/errors.ts';
import { PduType, type SnmpAuth } from '../../model/snmp.ts';
import type { Pdu, Request } from '../../protocols/snmp/pdu.ts';
import { type Report, reportIn } from '../../protocols/snmp/report.ts';
import {
  FLAG_AUTH,
  FLAG_PRIV,
  FLAG_REPORTABLE,
  levelOf,
  type ReadV3Message,
  readScopedPdu,
  readV3Message,
  scopedPdu,
  type V3Header,
  v3Message,
} from '../../protocols/snmp/v3-message.ts';
import { readVarbinds } from '../../protocols/snmp/varbinds.ts';
import { type Dialogue, type Put, replyIn } from './dialogue.ts';
import { type Question, Refusal } from './exchange.ts';
import { decrypt, digestBytes, encrypt, isAuthentic, type Salts, sign } from './usm-crypto.ts';
import { Engine, type Engines } from './usm-engine.ts';
import type { KeyRing, UserKeys } from './usm-keys.ts';

/** An engine may be unknown, then be out of time; whoever reports more than that does not listen. */
const MAX_REPORTS = 3;

const LEVELS = { noAuthNoPriv: 0, authNoPriv: FLAG_AUTH, authPriv: FLAG_AUTH | FLAG_PRIV } as const;
const NOTHING = Buffer.alloc(0);
const DISCOVERY: Request = { type: PduType.get, oids: [], nonRepeaters: 0, maxRepetitions: 0 };

/** What all sessions have in common. */
export interface UsmMemory {
  readonly engines: Engines;
  readonly keys: KeyRing;
  readonly salts: Salts;
  /** Monotonic, in milliseconds. */
  readonly now: () => number;
}

export interface UsmOptions {
  readonly label: string;
  /** The agent's address: what its engine is remembered by. */
  readonly agent: string;
  readonly auth: SnmpAuth;
  readonly contextName: string;
  /** Null for that of the agent itself. */
  readonly contextEngineId: Buffer | null;
}

/** Instead of a reply. */
interface Reported {
  readonly report: Report;
  readonly header: V3Header;
}

export class UsmDialogue implements Dialogue {
  readonly #options: UsmOptions;
  readonly #memory: UsmMemory;
  readonly #put: Put;
  readonly #level: number;
  readonly #userName: Buffer;
  #discovery: Promise<Engine> | null = null;

  constructor(options: UsmOptions, memory: UsmMemory, put: Put) {
    this.#options = options;
    this.#memory = memory;
    this.#put = put;
    this.#level = LEVELS[options.auth.securityLevel];
    this.#userName = Buffer.from(options.auth.username);
  }

  async ask(request: Request): Promise<SnmpReply> {
    const { engines } = this.#memory;
    const { agent } = this.#options;
    try {
      let engine = engines.get(agent) ?? (await this.#discovered());
      for (let reports = 0; ; reports += 1) {
        const answer = await this.#put(this.#question(engine, request));
        if (!('report' in answer)) return answer;
        engine = this.#after(answer, engine, reports);
      }
    } catch (error) {
      // Another device may have the address now, which does not even answer to the engine that it is not.
      if (error instanceof ModuleError && error.code === 'timeout') {
        engines.delete(agent);
        this.#discovery = null;
      }
      throw error;
    }
  }

  /** Requests that are made at once wait for the same answer. */
  #discovered(): Promise<Engine> {
    this.#discovery ??= this.#put(this.#discoveryQuestion()).then(
      (header) => this.#remember(header),
      (error: unknown) => {
        this.#discovery = null;
        throw error;
      },
    );
    return this.#discovery;
  }

  /** RFC 3414 section 4. Whatever it reports, it names itself. */
  #discoveryQuestion(): Question<V3Header> {
    return {
      encode: (id) => {
        const header = this.#header(id, FLAG_REPORTABLE, NOTHING, { boots: 0, time: 0 });
        const anonymous = { ...header, userName: NOTHING };
        return v3Message(anonymous, 0, scopedPdu(NOTHING, '', DISCOVERY, id)).bytes;
      },
      read: (bytes) => {
        const { header } = readV3Message(bytes);
        return header.engineId.length > 0
          ? header
          : new Refusal('it does not name its engine', 'malformed_reply');
      },
    };
  }

  #remember({ engineId, boots, time }: V3Header): Engine {
    const { engines, now } = this.#memory;
    const engine = new Engine(engineId, { boots, time }, now);
    engines.set(this.#options.agent, engine);
    return engine;
  }

  /** The engine to ask next. @throws ModuleError `auth_failed` when asking again is of no use. */
  #after({ report, header }: Reported, engine: Engine, reports: number): Engine {
    const { label } = this.#options;
    if (report.kind === 'refused') {
      const { words, meaning } = report.refusal;
      throw new ModuleError('auth_failed', `${words}: ${label} refuses us: ${meaning}`);
    }
    const isUnknown = report.kind === 'unknownEngineId';
    if (reports >= MAX_REPORTS || (isUnknown && header.engineId.length === 0))
      throw new ModuleError(
        'auth_failed',
        isUnknown
          ? `unknown engine id: ${label} does not know the one that it names itself: have several devices the same address or engine id?`
          : `not in time window: ${label} reports it again and again: have several devices the same engine id?`,
      );
    if (isUnknown) {
      this.#discovery = null;
      return this.#remember(header);
    }
    engine.synchronize(header);
    return engine;
  }

  #question(engine: Engine, request: Request): Question<SnmpReply | Reported> {
    const keys = this.#level === 0 ? null : this.#memory.keys.keysOf(this.#options.auth, engine.id);
    return {
      encode: (id) => this.#encode(engine, keys, request, id),
      read: (bytes, id) => this.#read(engine, keys, bytes, id),
    };
  }

  #encode(engine: Engine, keys: UserKeys | null, request: Request, id: number): Buffer {
    const { auth, contextName, contextEngineId } = this.#options;
    const plain = scopedPdu(contextEngineId ?? engine.id, contextName, request, id);
    const clock = engine.clock();
    const header = this.#header(id, this.#level | FLAG_REPORTABLE, engine.id, clock);
    if (keys === null) return v3Message(header, 0, plain).bytes;
    const message = this.#message(header, keys, plain);
    sign(message, auth.authProtocol, keys.auth);
    return message.bytes;
  }

  #message(header: V3Header, keys: UserKeys, plain: Buffer) {
    const { authProtocol, privProtocol } = this.#options.auth;
    const digest = digestBytes(authProtocol);
    if ((this.#level & FLAG_PRIV) === 0) return v3Message(header, digest, plain);
    const salt = this.#memory.salts.next(privProtocol, header.boots);
    const data = encrypt(privProtocol, keys.priv, salt, header, plain);
    return v3Message({ ...header, privParameters: salt }, digest, data);
  }

  #header(
    messageId: number,
    flags: number,
    engineId: Buffer,
    { boots, time }: { boots: number; time: number },
  ): V3Header {
    return { messageId, flags, engineId, boots, time, userName: this.#userName, privParameters: NOTHING };
  }

  /** @throws ModuleError `malformed_reply` */
  #read(engine: Engine, keys: UserKeys | null, bytes: Buffer, id: number): SnmpReply | Reported | Refusal {
    const message = readV3Message(bytes);
    const forged = this.#forged(message, engine, keys);
    if (forged !== null) return forged;
    const plain = this.#plain(message, keys);
    if (plain === null) return new Refusal('it cannot be decrypted', 'auth_failed');
    const pdu = readScopedPdu(plain.bytes, plain.start);
    const { header } = message;
    if (pdu.type === PduType.report) return { report: reportOf(plain.bytes, pdu), header };
    if (levelOf(header.flags) !== this.#level || !header.userName.equals(this.#userName))
      return new Refusal('it is not secured as the request was', 'auth_failed');
    if (keys !== null && !engine.accepts(header))
      return new Refusal('it is older than the time window allows', 'auth_failed');
    return replyIn(plain.bytes, pdu, id);
  }

  /**
   * Whoever has the key says so: what is signed must be signed well. Only reports may come without, for they tell of
   * users and keys that do not fit; the worst that a forged one can do is to make this request fail.
   */
  #forged(message: ReadV3Message, engine: Engine, keys: UserKeys | null): Refusal | null {
    const { flags, engineId } = message.header;
    if ((flags & FLAG_AUTH) === 0)
      return (flags & FLAG_PRIV) === 0 ? null : new Refusal('it is encrypted but not signed', 'auth_failed');
    if (keys === null || !engineId.equals(engine.id))
      return new Refusal('it is signed by somebody else', 'auth_failed');
    return isAuthentic(message, this.#options.auth.authProtocol, keys.auth)
      ? null
      : new Refusal('its digest is wrong: is the password right?', 'auth_failed');
  }

  #plain({ bytes, encrypted, scopedStart, header }: ReadV3Message, keys: UserKeys | null) {
    if (encrypted === null) return { bytes, start: scopedStart };
    const { privProtocol } = this.#options.auth;
    if (keys === null || keys.priv.length === 0) return null;
    const plain = decrypt(privProtocol, keys.priv, header.privParameters, header, encrypted);
    return plain && { bytes: plain, start: 0 };
  }
}

function reportOf(bytes: Buffer, { varbindsStart, varbindsEnd }: Pdu): Report {
  return reportIn(readVarbinds(bytes, varbindsStart, varbindsEnd));
}
