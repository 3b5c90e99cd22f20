/** The words of SNMP that all who speak it share: OIDs, value types, PDUs. RFC 3416, RFC 2578. */

/** Sub-identifiers, each below 2^32. */
export type Oid = readonly number[];

/** BER tags of values. Those of RFC 3416, and the two that net-snmp wraps into Opaque. */
export const ValueType = {
  integer: 0x02,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  ipAddress: 0x40,
  counter32: 0x41,
  gauge32: 0x42,
  timeTicks: 0x43,
  opaque: 0x44,
  counter64: 0x46,
  uinteger32: 0x47,
  noSuchObject: 0x80,
  noSuchInstance: 0x81,
  endOfMibView: 0x82,
  /** Opaque around an IEEE 754 number: context tags 0x9f 0x78 and 0x9f 0x79. */
  opaqueFloat: 0x9f78,
  opaqueDouble: 0x9f79,
} as const;
export type ValueType = (typeof ValueType)[keyof typeof ValueType];

export const PduType = {
  get: 0xa0,
  getNext: 0xa1,
  response: 0xa2,
  trapV1: 0xa4,
  getBulk: 0xa5,
  inform: 0xa6,
  trapV2: 0xa7,
  report: 0xa8,
} as const;
export type PduType = (typeof PduType)[keyof typeof PduType];

/** Of RFC 3416 section 3; a reply may carry others. */
export const ErrorStatus = { noError: 0, tooBig: 1, noSuchName: 2, genErr: 5 } as const;

export type Version = 1 | 2 | 3;
export type AuthProtocol = 'MD5' | 'SHA' | 'SHA224' | 'SHA256' | 'SHA384' | 'SHA512';
/** With `C`: keys extended as Cisco does (Reeder); without: as Blumenthal proposed. AES is of 128 bits. */
export type PrivProtocol = 'DES' | 'AES' | 'AES192' | 'AES192C' | 'AES256' | 'AES256C';
export type SecurityLevel = 'noAuthNoPriv' | 'authNoPriv' | 'authPriv';

/** How to prove who asks. Secrets: never logged, never shown. */
export interface SnmpAuth {
  readonly version: Version;
  readonly community: string;
  readonly securityLevel: SecurityLevel;
  readonly username: string;
  readonly password: string;
  readonly authProtocol: AuthProtocol;
  readonly privProtocol: PrivProtocol;
  readonly privPassword: string;
  readonly contextName: string;
}

/**
 * The variable bindings of one reply, where they lie in the bytes that came: nothing is copied until it is asked for.
 * Whoever makes one has checked that every offset lies within the bytes and every value has a length its type allows.
 */
export interface Varbinds {
  readonly count: number;
  /** Octets of memory that are held by it. */
  readonly size: number;
  /** The content octets of the i-th OID: packed sub-identifiers without tag and length; a view. */
  oidBytes(i: number): Buffer;
  oid(i: number): Oid;
  /** True when the i-th OID begins with these content octets and goes on behind them. */
  isBelow(i: number, prefix: Buffer): boolean;
  /** What comes after the first `skip` content octets of the i-th OID, as latin1: a key for its row. */
  suffix(i: number, skip: number): string;
  /** Whether that key is this one: without making it. */
  hasSuffix(i: number, skip: number, key: string): boolean;
  /** Whether the octets of `count` OIDs, every `step`-th from `first` on, ascend: none of them is there twice then. */
  ascend(first: number, step: number, count: number): boolean;
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
  /** The same read as UTF-8, with U+FFFD for what is none. */
  utf8(i: number): string;
  /** The value of an OBJECT IDENTIFIER. */
  oidValue(i: number): Oid;
}
