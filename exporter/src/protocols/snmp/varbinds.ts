/**
 * The variable bindings of one reply, where they lie in the bytes that came: nothing is copied until it is asked for.
 * Whoever makes one has checked that every offset lies within the bytes and every value has a length its type allows.
 */
import type { Oid, ValueType } from './types.ts';

export interface Varbinds {
  readonly count: number;
  /** The content octets of the i-th OID: packed sub-identifiers without tag and length; a view. */
  oidBytes(i: number): Buffer;
  oid(i: number): Oid;
  /** True when the i-th OID begins with these content octets and goes on behind them. */
  isBelow(i: number, prefix: Buffer): boolean;
  /** What comes after the first `skip` content octets of the i-th OID, as latin1: a key for its row. */
  suffix(i: number, skip: number): string;
  type(i: number): ValueType;
  /**
   * Numbers, whatever their type: integers as they are, Counter64 as a double (nearest), Opaque Float and Double.
   * NaN for what is no number.
   */
  number(i: number): number;
  /** Counter64 and all other integers, exact. */
  bigint(i: number): bigint;
  /** Content octets of the value; a view. */
  octets(i: number): Buffer;
  /** The value of an OBJECT IDENTIFIER. */
  oidValue(i: number): Oid;
}
