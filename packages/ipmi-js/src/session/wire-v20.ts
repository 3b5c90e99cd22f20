import { decryptPayload, encryptPayload } from '../crypto/aes.ts';
import { CONFIDENTIALITY } from '../crypto/cipher-suites.ts';
import { equalCodes, packetSigner, type Signer } from '../crypto/integrity.ts';
import type { SessionKeys } from '../crypto/keys.ts';
import type { Decoded } from '../wire/dropped.ts';
import {
  decodeFrameV20,
  encodeBodyV20,
  PAYLOAD,
  type ReceivedFrameV20,
  withRmcpHeader,
} from '../wire/frame-v20.ts';
import type { Algorithms } from '../wire/rakp-messages.ts';
import { SequenceCounter, SequenceWindow } from './sequence-window.ts';
import type { Wire } from './wire.ts';

export interface SessionV20 {
  readonly algorithms: Algorithms;
  readonly keys: SessionKeys;
  readonly userKey: Uint8Array;
  readonly bmcSessionId: number;
  readonly consoleSessionId: number;
}

/** What is signed is a multiple of this (IPMI 2.0, table 13-8). */
const SIGNED_MULTIPLE = 4;
const PAD = 0xff;
const NEXT_HEADER = 0x07;
/** Pad length and next header. */
const TRAILER_BYTES = 2;
const AES_KEY_BYTES = 16;

export class WireV20 implements Wire {
  readonly #session: SessionV20;
  readonly #sign: Signer | null;
  readonly #codeBytes: number;
  /** Null when nothing is encrypted. */
  readonly #key: Buffer | null;
  readonly #outgoing = new SequenceCounter(1);
  readonly #incoming = new SequenceWindow();

  constructor(session: SessionV20) {
    const { algorithms, keys, userKey } = session;
    this.#session = session;
    this.#sign = packetSigner(algorithms.integrity, keys.k1, userKey);
    this.#codeBytes = this.#sign?.(Buffer.alloc(0)).length ?? 0;
    const encrypted = algorithms.confidentiality === CONFIDENTIALITY.aesCbc128;
    this.#key = encrypted ? keys.k2.subarray(0, AES_KEY_BYTES) : null;
  }

  seal(message: Buffer): Buffer {
    const body = encodeBodyV20({
      payloadType: PAYLOAD.ipmi,
      encrypted: this.#key !== null,
      authenticated: this.#sign !== null,
      sessionId: this.#session.bmcSessionId,
      sequence: this.#outgoing.next(),
      payload: this.#key === null ? message : encryptPayload(this.#key, message),
    });
    if (this.#sign === null) return withRmcpHeader(body);
    const padding = -(body.length + TRAILER_BYTES) & (SIGNED_MULTIPLE - 1);
    const signed = Buffer.concat([body, Buffer.alloc(padding, PAD), Buffer.of(padding, NEXT_HEADER)]);
    return withRmcpHeader(signed, this.#sign(signed));
  }

  open(body: Buffer): Decoded<Buffer> {
    const frame = decodeFrameV20(body);
    if (typeof frame === 'string') return frame;
    if (frame.payloadType !== PAYLOAD.ipmi) return 'unexpected';
    if (frame.sessionId !== this.#session.consoleSessionId) return 'session';
    if (frame.authenticated !== (this.#sign !== null) || frame.encrypted !== (this.#key !== null))
      return 'session';
    if (!this.#isSigned(body, frame)) return 'integrity';
    if (!this.#isNew(frame.sequence)) return 'sequence';
    if (this.#key === null) return frame.payload;
    return decryptPayload(this.#key, frame.payload) ?? 'integrity';
  }

  #isSigned(body: Buffer, { trailerAt }: ReceivedFrameV20): boolean {
    if (this.#sign === null) return true;
    const signedBytes = body.length - this.#codeBytes;
    if (signedBytes < trailerAt + TRAILER_BYTES) return false;
    return equalCodes(body.subarray(signedBytes), this.#sign(body.subarray(0, signedBytes)));
  }

  /** Without a code a number proves nothing, and a forged one must not shut out the BMC's own. */
  #isNew(sequence: number): boolean {
    return this.#sign === null || (sequence !== 0 && this.#incoming.accept(sequence));
  }
}
