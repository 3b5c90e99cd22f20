/** RMCP+ sessions of a simulated BMC (13.15 to 13.33). */
import { randomBytes } from 'node:crypto';
import { frame20, RMCP_IPMI, u32 } from './packets.ts';
import type { BmcOptions, BmcUser } from './state.ts';
import { ALL_SUITES, decrypt, encrypt, mac, packetCode, type Suite, suiteFor } from './suites.ts';

interface Session {
  readonly id: number;
  readonly consoleId: Buffer;
  readonly suite: Suite;
  readonly openPrivilege: number;
  active: boolean;
  user: BmcUser;
  consoleRandom: Buffer;
  bmcRandom: Buffer;
  /** Role, length and name as hashed. */
  who: Buffer;
  rakp3Who: Buffer;
  sik: Buffer;
  sequence: number;
  readonly seen: Set<number>;
}

const NOBODY: BmcUser = { name: '', password: '' };
const EMPTY = Buffer.alloc(0);
export const GUID = Buffer.from('00112233445566778899aabbccddeeff', 'hex');

export class Sessions20 {
  readonly sessions = new Map<number, Session>();
  readonly #options: BmcOptions;
  readonly #quirks: NonNullable<BmcOptions['quirks']>;
  #nextId = 0x1000_0001;

  constructor(options: BmcOptions) {
    this.#options = options;
    this.#quirks = options.quirks ?? {};
  }

  /** @param body from "authentication type" on. @returns whole packets. */
  receive(body: Buffer, reply: (message: Buffer) => Promise<Buffer[]>): Promise<Buffer[]> {
    const type = body.readUInt8(1) & 0x3f;
    const payload = body.subarray(12, 12 + body.readUInt16LE(10));
    if (type === 0x10) return this.#say(0x11, this.#openSession(payload));
    if (type === 0x12) return this.#say(0x13, this.#rakp2(payload));
    if (type === 0x14) return this.#say(0x15, this.#rakp4(payload));
    return type === 0 ? this.#message(body, payload, reply) : Promise.resolve([]);
  }

  #say(type: number, payload: Buffer | null): Promise<Buffer[]> {
    return Promise.resolve(
      payload === null ? [] : [Buffer.concat([RMCP_IPMI, frame20(type, 0, 0, payload)])],
    );
  }

  #openSession(payload: Buffer): Buffer | null {
    const [tag = 0, privilege = 0] = payload;
    const consoleId = Buffer.from(payload.subarray(4, 8));
    const numbers = [12, 20, 28].map((at) => payload.readUInt8(at));
    const suite = suiteFor(numbers, this.#options.suites ?? ALL_SUITES);
    const refuse = (status: number) => Buffer.concat([Buffer.of(tag, status, 0, 0), consoleId]);
    if (suite === null) return this.#quirks.silentOnUnknownSuites === true ? null : refuse(0x11);
    if (this.sessions.size >= (this.#options.slots ?? 100)) return refuse(0x01);
    const id = this.#nextId++;
    this.sessions.set(id, {
      id,
      consoleId,
      suite,
      openPrivilege: privilege,
      active: false,
      user: NOBODY,
      consoleRandom: EMPTY,
      bmcRandom: EMPTY,
      who: EMPTY,
      rakp3Who: EMPTY,
      sik: EMPTY,
      sequence: 0,
      seen: new Set(),
    });
    return Buffer.concat([Buffer.of(tag, 0, privilege || 4, 0), consoleId, u32(id), payload.subarray(8, 32)]);
  }

  #rakp2(payload: Buffer): Buffer {
    const tag = payload.readUInt8(0);
    const session = this.sessions.get(payload.readUInt32LE(4));
    if (session === undefined) return Buffer.concat([Buffer.of(tag, 0x02, 0, 0), u32(0)]);
    const role = payload.readUInt8(24);
    const sentName = payload.subarray(28, 28 + payload.readUInt8(27));
    const name = sentName.toString('latin1').replace(/\0+$/, '');
    const user = (this.#options.users ?? []).find((each) => each.name === name);
    const refuse = (status: number) => {
      this.sessions.delete(session.id);
      return Buffer.concat([Buffer.of(tag, status, 0, 0), session.consoleId]);
    };
    if (user === undefined) return refuse(0x0d);
    if ((role & 0x0f) > (user.privilege ?? 4)) return refuse(0x0a);
    const hashed = this.#quirks.hashesOpenPrivilege === true ? (role & 0xf0) | session.openPrivilege : role;
    session.user = user;
    session.consoleRandom = Buffer.from(payload.subarray(8, 24));
    session.bmcRandom = randomBytes(16);
    session.who = Buffer.concat([Buffer.of(hashed, sentName.length), sentName]);
    session.rakp3Who =
      this.#quirks.intel === true
        ? Buffer.concat([Buffer.of(role & 0x0f, name.length), Buffer.from(name)])
        : session.who;
    const { suite, consoleId, consoleRandom, bmcRandom, who } = session;
    const key = this.#userKey(session);
    const code = mac(suite, key, consoleId, u32(session.id), consoleRandom, bmcRandom, GUID, who);
    const extra = this.#quirks.longRakp2 === true ? Buffer.of(0) : EMPTY;
    return Buffer.concat([Buffer.of(tag, 0, 0, 0), consoleId, bmcRandom, GUID, code, extra]);
  }

  #rakp4(payload: Buffer): Buffer | null {
    const [tag = 0, status = 0] = payload;
    const session = this.sessions.get(payload.readUInt32LE(4));
    if (session === undefined) return Buffer.concat([Buffer.of(tag, 0x02, 0, 0), u32(0)]);
    if (status !== 0) {
      this.sessions.delete(session.id);
      return null;
    }
    const { suite, consoleId, consoleRandom, bmcRandom, who } = session;
    const key = this.#userKey(session);
    const expected = mac(suite, key, bmcRandom, consoleId, session.rakp3Who);
    if (!expected.equals(payload.subarray(8))) {
      this.sessions.delete(session.id);
      return Buffer.concat([Buffer.of(tag, 0x0f, 0, 0), consoleId]);
    }
    const kg = this.#options.kg === undefined ? key : Buffer.from(this.#options.kg);
    session.sik = mac(suite, kg, consoleRandom, bmcRandom, who);
    session.active = true;
    return Buffer.concat([Buffer.of(tag, 0, 0, 0), consoleId, this.#checkValue(session)]);
  }

  #checkValue({ suite, sik, consoleRandom, id }: Session): Buffer {
    if (suite.hash === null)
      return this.#quirks.checkValueWithSuite0 === true ? Buffer.alloc(12, 0x55) : EMPTY;
    if (this.#quirks.intel === true && suite.numbers[1] === 0) return EMPTY;
    return mac(suite, sik, consoleRandom, u32(id), GUID).subarray(0, suite.checkBytes);
  }

  #userKey({ user, suite }: Session): Buffer {
    const key = Buffer.from(user.password);
    return this.#quirks.intel === true && suite.hash === 'md5' ? key.subarray(0, 16) : key;
  }

  async #message(
    body: Buffer,
    payload: Buffer,
    reply: (message: Buffer) => Promise<Buffer[]>,
  ): Promise<Buffer[]> {
    const session = this.sessions.get(body.readUInt32LE(2));
    if (session?.active !== true) return [];
    const { suite, sik, user } = session;
    const flags = body.readUInt8(1);
    if (((flags & 0x40) !== 0) !== suite.numbers[1] > 0 || ((flags & 0x80) !== 0) !== suite.numbers[2] > 0)
      return [];
    const codeBytes = packetCode(suite, sik, Buffer.from(user.password), EMPTY).length;
    const signed = body.subarray(0, body.length - codeBytes);
    if (codeBytes > 0) {
      const expected = packetCode(suite, sik, Buffer.from(user.password), signed);
      if (signed.length % 4 !== 0 || signed.at(-1) !== 0x07 || !expected.equals(body.subarray(-codeBytes)))
        return [];
    }
    const sequence = body.readUInt32LE(6);
    if (sequence === 0 || session.seen.has(sequence)) return [];
    session.seen.add(sequence);
    const answers = await reply(decrypt(suite, sik, payload));
    return answers.map((message) => this.seal(session, message));
  }

  seal(session: Session, message: Buffer): Buffer {
    const { suite, sik, user, consoleId } = session;
    const flags = (suite.numbers[1] > 0 ? 0x40 : 0) | (suite.numbers[2] > 0 ? 0x80 : 0);
    const bare = frame20(flags, consoleId.readUInt32LE(), ++session.sequence, encrypt(suite, sik, message));
    if (suite.numbers[1] === 0) return Buffer.concat([RMCP_IPMI, bare]);
    const pads = (4 - ((bare.length + 2) % 4)) % 4;
    const signed = Buffer.concat([bare, Buffer.alloc(pads, 0xff), Buffer.of(pads, 0x07)]);
    return Buffer.concat([RMCP_IPMI, signed, packetCode(suite, sik, Buffer.from(user.password), signed)]);
  }
}
