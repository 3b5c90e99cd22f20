/** IPMI 1.5 sessions of a simulated BMC (22.16, 22.17). */
import { createHash, randomBytes } from 'node:crypto';
import { frame15, u32 } from './packets.ts';
import type { BmcOptions, BmcUser } from './state.ts';

interface Session {
  readonly id: number;
  readonly user: BmcUser;
  readonly authType: number;
  readonly challenge: Buffer;
  active: boolean;
  /** The next that it sends. */
  outgoing: number;
  /** The next that it wants. */
  incoming: number;
}

export interface Received15 {
  readonly authType: number;
  readonly sequence: number;
  readonly session: Session | null;
  readonly message: Buffer;
}

const EMPTY = Buffer.alloc(0);

export class Sessions15 {
  readonly sessions = new Map<number, Session>();
  readonly #options: BmcOptions;
  #nextId = 0x0a00_0001;

  constructor(options: BmcOptions) {
    this.#options = options;
  }

  /** Null when the packet is not to be answered. */
  receive(body: Buffer): Received15 | null {
    const authType = body.readUInt8(0);
    const sequence = body.readUInt32LE(1);
    const id = body.readUInt32LE(5);
    const lengthAt = authType === 0 ? 9 : 25;
    const message = body.subarray(lengthAt + 1, lengthAt + 1 + body.readUInt8(lengthAt));
    if (id === 0) return { authType, sequence, session: null, message };
    const session = this.sessions.get(id);
    if (session === undefined) return null;
    const signed = authType !== 0;
    if (!signed && session.authType !== 0 && this.#wantsCode(session)) return null;
    if (signed && !body.subarray(9, 25).equals(code(session, sequence, message))) return null;
    if (session.active && !this.#isNext(session, sequence)) return null;
    return { authType, sequence, session, message };
  }

  challenge(data: Buffer): { completionCode?: number; data?: Buffer } {
    const name = data.subarray(1, 17).toString('latin1').replace(/\0+$/, '');
    const user = (this.#options.users ?? []).find((each) => each.name === name);
    if (user === undefined) return { completionCode: 0x81 };
    const id = this.#nextId++;
    const challenge = randomBytes(16);
    const authType = data.readUInt8(0);
    this.sessions.set(id, { id, user, authType, challenge, active: false, outgoing: 0, incoming: 0 });
    return { data: Buffer.concat([u32(id), challenge]) };
  }

  activate(session: Session, data: Buffer): { completionCode?: number; data?: Buffer } {
    if (!data.subarray(2, 18).equals(session.challenge)) return { completionCode: 0x84 };
    const active = [...this.sessions.values()].filter((each) => each.active).length;
    if (active >= (this.#options.slots ?? 100)) return { completionCode: 0x81 };
    if (data.readUInt8(1) > (session.user.privilege ?? 4)) return { completionCode: 0x86 };
    session.active = true;
    session.outgoing = this.#turned(data.readUInt32LE(18));
    session.incoming = randomBytes(4).readUInt32LE() || 1;
    const perMessage = this.#options.quirks?.perMessageOff === true ? 0 : session.authType;
    return {
      data: Buffer.concat([
        Buffer.of(perMessage),
        u32(session.id),
        u32(this.#turned(session.incoming)),
        Buffer.of(4),
      ]),
    };
  }

  /** Answers to Activate Session have no number yet. */
  seal(session: Session, message: Buffer, numbered: boolean): Buffer {
    const quirks = this.#options.quirks ?? {};
    const sequence = numbered ? this.#turned(session.outgoing++ >>> 0) : 0;
    const signs =
      session.authType !== 0 && (quirks.perMessageOff !== true || quirks.signsAllTheSame === true);
    const signed = quirks.wrongCodes === true ? Buffer.alloc(16, 0xee) : code(session, sequence, message);
    const id = quirks.sessionIdZero === true ? 0 : session.id;
    return frame15(signs ? session.authType : 0, sequence, id, signs ? signed : EMPTY, message);
  }

  #wantsCode({ active }: Session): boolean {
    const { perMessageOff = false, wantsCodesAllTheSame = false } = this.#options.quirks ?? {};
    return !active || !perMessageOff || wantsCodesAllTheSame;
  }

  #isNext(session: Session, sequence: number): boolean {
    const value = this.#turned(sequence);
    if (((value - session.incoming) | 0) < 0 || ((value - session.incoming) | 0) > 8) return false;
    session.incoming = (value + 1) >>> 0;
    return true;
  }

  #turned(value: number): number {
    return this.#options.quirks?.bigEndianSequence === true ? u32(value).readUInt32BE() : value;
  }
}

function code(session: Session, sequence: number, message: Buffer): Buffer {
  const password = Buffer.concat([Buffer.from(session.user.password), Buffer.alloc(16)]).subarray(0, 16);
  if (session.authType === 4) return password;
  const hashed = Buffer.concat([password, u32(session.id), message, u32(sequence), password]);
  return createHash('md5').update(hashed).digest();
}
