/** BER as SNMP uses it (X.690, definite lengths), for the agent's side: written apart from Fathom's own. */

export interface Element {
  readonly tag: number;
  /** Of the first octet, tag included. */
  readonly from: number;
  /** Of the content. */
  readonly start: number;
  readonly end: number;
}

const LONG_FORM = 0x80;

export function tlv(tag: number, content: Buffer): Buffer {
  return Buffer.concat([head(tag, content.length), content]);
}

/** Tag and length of what is `length` octets long. */
export function head(tag: number, length: number): Buffer {
  if (length < LONG_FORM) return Buffer.from([tag, length]);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Buffer.from([tag, LONG_FORM | octets.length, ...octets]);
}

/** The shortest two's complement. */
export function integerContent(value: number | bigint): Buffer {
  const octets: number[] = [];
  let rest = BigInt(value);
  do {
    octets.unshift(Number(rest & 0xffn));
    rest >>= 8n;
  } while (!ends(rest, octets[0] ?? 0));
  return Buffer.from(octets);
}

function ends(rest: bigint, first: number): boolean {
  return first < LONG_FORM ? rest === 0n : rest === -1n;
}

export function oidContent(oid: readonly number[]): Buffer {
  const [first = 0, second = 0, ...others] = oid;
  return Buffer.from([first * 40 + second, ...others].flatMap(base128));
}

function base128(value: number): number[] {
  const octets = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128))
    octets.unshift(LONG_FORM | (rest % 128));
  return octets;
}

/** @throws RangeError when it does not lie within the bytes. */
export function element(bytes: Buffer, from: number): Element {
  const tag = bytes.readUInt8(from);
  const short = bytes.readUInt8(from + 1);
  const octets = short < LONG_FORM ? 0 : short & 0x7f;
  const length = octets === 0 ? short : bytes.readUIntBE(from + 2, octets);
  const start = from + 2 + octets;
  const end = start + length;
  if (end > bytes.length) throw new RangeError('an element reaches beyond the datagram');
  return { tag, from, start, end };
}

export function readInteger(bytes: Buffer, { start, end }: Element): number {
  return bytes.readIntBE(start, end - start);
}

export function readOid(bytes: Buffer, { start, end }: Element): number[] {
  const first = bytes.readUInt8(start);
  const oid = [Math.floor(first / 40), first % 40];
  let value = 0;
  for (let at = start + 1; at < end; at += 1) {
    const octet = bytes.readUInt8(at);
    value = value * 128 + (octet & 0x7f);
    if (octet < LONG_FORM) {
      oid.push(value);
      value = 0;
    }
  }
  return oid;
}
