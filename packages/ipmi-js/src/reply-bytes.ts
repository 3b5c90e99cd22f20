/** The bytes of a reply or a record, read where they lie; what is not there is the sender's mistake. */
import { IpmiError } from './errors.ts';

export function malformed(what: string): IpmiError {
  return new IpmiError('malformed_reply', what);
}

export class ReplyBytes {
  readonly bytes: Uint8Array;
  /** What it is, for the message of an error: "Get SEL Info". */
  readonly what: string;

  constructor(bytes: Uint8Array, what: string) {
    this.bytes = bytes;
    this.what = what;
  }

  get length(): number {
    return this.bytes.length;
  }

  /** @throws IpmiError 'malformed_reply' when there are fewer bytes */
  atLeast(length: number): this {
    if (this.bytes.length >= length) return this;
    throw malformed(`${this.what}: ${this.bytes.length} bytes where ${length} are needed`);
  }

  u8(at: number): number {
    const byte = this.bytes[at];
    if (byte === undefined) throw malformed(`${this.what}: ${this.bytes.length} bytes, none at ${at}`);
    return byte;
  }

  /** Numbers of IPMI have their lowest byte first. */
  u16(at: number): number {
    return this.u8(at) | (this.u8(at + 1) << 8);
  }

  u24(at: number): number {
    return this.u16(at) | (this.u8(at + 2) << 16);
  }

  u32(at: number): number {
    return this.u24(at) + this.u8(at + 3) * 0x1000000;
  }

  bit(at: number, bit: number): boolean {
    return ((this.u8(at) >> bit) & 1) === 1;
  }

  /** A copy. */
  slice(start: number, end: number): Uint8Array {
    this.atLeast(end);
    return this.bytes.slice(start, end);
  }

  /** A copy of what is left from `start` on, empty when nothing is. */
  rest(start: number): Uint8Array {
    return this.bytes.slice(start);
  }
}

/** A number of `bits` bits in two's complement. */
export function signed(value: number, bits: number): number {
  const half = 2 ** (bits - 1);
  return value >= half ? value - 2 * half : value;
}

/** Two's complement sum of all bytes: 0 where the last one is a right checksum. */
export function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) sum = (sum + byte) & 0xff;
  return sum;
}

export function hex(value: number, digits = 2): string {
  return value.toString(16).padStart(digits, '0').toUpperCase();
}
