import { equalCodes, md5Code, passwordCode } from '../crypto/integrity.ts';
import type { Decoded } from '../wire/dropped.ts';
import { AUTH_TYPE, decodeFrameV15, encodeFrameV15, type FrameV15, RMCP_PLUS } from '../wire/frame-v15.ts';
import { SequenceCounter, SequenceWindow } from './sequence-window.ts';
import type { Wire } from './wire.ts';
import type { Workarounds } from './workarounds.ts';

export interface SessionV15 {
  readonly sessionId: number;
  readonly authType: number;
  readonly password: Uint8Array;
  /** False when the BMC lets messages of an open session pass without a code. */
  readonly perMessage: boolean;
  /** That the first message must have. */
  readonly firstSequence: number;
  readonly workarounds: Workarounds;
}

/** The code of a packet with this authentication type (IPMI 2.0, 22.17.1). Null when it has none. */
export function codeV15(
  session: Pick<SessionV15, 'authType' | 'password'>,
  frame: Omit<FrameV15, 'authCode'>,
) {
  if (session.authType === AUTH_TYPE.none) return null;
  if (session.authType === AUTH_TYPE.password) return passwordCode(session.password);
  return md5Code(session.password, frame.sessionId, frame.sequence, frame.message);
}

/** Where a session has no per-message authentication, its packets look as those of authentication type none. */
export class WireV15 implements Wire {
  readonly #session: SessionV15;
  readonly #outgoing: SequenceCounter;
  readonly #incoming = new SequenceWindow();

  constructor(session: SessionV15) {
    this.#session = session;
    this.#outgoing = new SequenceCounter(session.firstSequence);
  }

  seal(message: Buffer): Buffer {
    const { sessionId, perMessage, authType } = this.#session;
    const frame = {
      authType: perMessage ? authType : AUTH_TYPE.none,
      sequence: this.#turned(this.#outgoing.next()),
      sessionId,
      message,
    };
    return encodeFrameV15({ ...frame, authCode: perMessage ? codeV15(this.#session, frame) : null });
  }

  open(body: Buffer): Decoded<Buffer> {
    if (body[0] === RMCP_PLUS) return 'session';
    const frame = decodeFrameV15(body);
    if (typeof frame === 'string') return frame;
    const { sessionId, workarounds } = this.#session;
    const ours = frame.sessionId === sessionId || (frame.sessionId === 0 && workarounds.has('idzero'));
    if (!ours || !this.#mayBe(frame.authType)) return 'session';
    if (!this.#proves(frame)) return 'integrity';
    // Without a code a number proves nothing, and a forged one must not shut out the BMC's own.
    const isNew = frame.authCode === null || this.#incoming.accept(this.#turned(frame.sequence));
    return isNew ? frame.message : 'sequence';
  }

  #mayBe(authType: number): boolean {
    const { perMessage, authType: agreed, workarounds } = this.#session;
    if (perMessage) return authType === agreed;
    return authType === AUTH_TYPE.none || (authType === agreed && workarounds.has('unexpectedauth'));
  }

  #proves(frame: FrameV15): boolean {
    if (frame.authCode === null || this.#session.workarounds.has('noauthcodecheck')) return true;
    // With idzero: nobody says which of the two such a BMC hashes.
    const ids = new Set([frame.sessionId, this.#session.sessionId]);
    return [...ids].some((sessionId) => {
      const expected = codeV15(this.#session, { ...frame, sessionId });
      return expected !== null && frame.authCode !== null && equalCodes(frame.authCode, expected);
    });
  }

  #turned(sequence: number): number {
    return this.#session.workarounds.has('endianseq') ? turned(sequence) : sequence;
  }
}

/** The bytes of a 32-bit number the other way around. */
export function turned(value: number): number {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes.readUInt32BE();
}
