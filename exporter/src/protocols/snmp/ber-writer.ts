import { ModuleError } from '../../model/errors.ts';
import type { Oid } from '../../model/snmp.ts';
import { INTEGER, OBJECT_IDENTIFIER, OCTET_STRING } from './ber.ts';
import { firstSubidentifier } from './oid.ts';

/** What fits into a datagram of IPv4. */
export const MAX_MESSAGE_BYTES = 65_507;
const FIRST_BYTES = 512;

/**
 * Writes from the end to the beginning, for then every length is known when its turn comes: the last element first,
 * and around it, once its content is there, the one it is in.
 * @throws ModuleError `limit_exceeded` beyond MAX_MESSAGE_BYTES
 */
export class BerWriter {
  #bytes = Buffer.allocUnsafe(FIRST_BYTES);
  #at = FIRST_BYTES;

  /** Octets so far: a mark for `wrap`. */
  get length(): number {
    return this.#bytes.length - this.#at;
  }

  /** All that was written; a view. */
  bytes(): Buffer {
    return this.#bytes.subarray(this.#at);
  }

  /** Puts everything since `mark` into an element. */
  wrap(tag: number, mark = 0): void {
    this.#header(tag, this.length - mark);
  }

  /** Of 32 bits, signed, in as few octets as it takes. */
  integer(value: number): void {
    const mark = this.length;
    let rest = value;
    do {
      this.#octet(rest & 0xff);
      rest >>= 8;
    } while (rest !== (this.#bytes.readInt8(this.#at) < 0 ? -1 : 0));
    this.#header(INTEGER, this.length - mark);
  }

  octets(content: Uint8Array): void {
    this.raw(content);
    this.#header(OCTET_STRING, content.length);
  }

  raw(content: Uint8Array): void {
    this.#room(content.length);
    this.#at -= content.length;
    this.#bytes.set(content, this.#at);
  }

  null(): void {
    this.#header(0x05, 0);
  }

  oid(oid: Oid): void {
    const mark = this.length;
    for (let i = oid.length - 1; i >= 2; i -= 1) this.#subidentifier(oid[i] ?? 0);
    this.#subidentifier(firstSubidentifier(oid));
    this.#header(OBJECT_IDENTIFIER, this.length - mark);
  }

  #subidentifier(value: number): void {
    this.#octet(value % 128);
    for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128))
      this.#octet(0x80 | (rest % 128));
  }

  #header(tag: number, length: number): void {
    if (length < 0x80) this.#octet(length);
    else {
      let octets = 0;
      for (let rest = length; rest > 0; rest >>>= 8, octets += 1) this.#octet(rest & 0xff);
      this.#octet(0x80 | octets);
    }
    this.#octet(tag);
  }

  #octet(value: number): void {
    if (this.#at === 0) this.#room(1);
    this.#at -= 1;
    this.#bytes[this.#at] = value;
  }

  #room(needed: number): void {
    const length = this.length + needed;
    if (length > MAX_MESSAGE_BYTES)
      throw new ModuleError(
        'limit_exceeded',
        `an SNMP request of more than ${MAX_MESSAGE_BYTES} bytes: ask for fewer OIDs at once`,
      );
    if (needed <= this.#at) return;
    const written = this.bytes();
    this.#bytes = Buffer.allocUnsafe(Math.max(2 * this.#bytes.length, length));
    this.#at = this.#bytes.length - written.length;
    this.#bytes.set(written, this.#at);
  }
}
