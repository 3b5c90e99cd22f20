import { oidContent, tlv } from './ber.ts';

/** BER tags of values. RFC 3416 */
export const Tag = {
  integer: 0x02,
  octets: 0x04,
  null: 0x05,
  oid: 0x06,
  ipAddress: 0x40,
  counter32: 0x41,
  gauge32: 0x42,
  timeTicks: 0x43,
  opaque: 0x44,
  counter64: 0x46,
} as const;

export interface Row {
  readonly oid: readonly number[];
  readonly tag: number;
  readonly content: Buffer;
}

const SEQUENCE = 0x30;

export function varbind(oid: readonly number[], value: Buffer): Buffer {
  return tlv(SEQUENCE, Buffer.concat([tlv(Tag.oid, oidContent(oid)), value]));
}

/** What a device has, in the order of the OIDs, as it goes onto the wire. */
export class Table {
  readonly #rows: readonly Row[];
  readonly #bytes: Buffer;
  /** Where each varbind begins, and where the last one ends. */
  readonly #starts: Uint32Array;

  constructor(rows: readonly Row[]) {
    this.#rows = [...rows].sort((a, b) => compare(a.oid, b.oid));
    const varbinds = this.#rows.map(({ oid, tag, content }) => varbind(oid, tlv(tag, content)));
    this.#bytes = Buffer.concat(varbinds);
    this.#starts = new Uint32Array(varbinds.length + 1);
    varbinds.forEach(({ length }, i) => (this.#starts[i + 1] = (this.#starts[i] ?? 0) + length));
  }

  get size(): number {
    return this.#rows.length;
  }

  oid(i: number): readonly number[] {
    return this.#rows[i]?.oid ?? [];
  }

  tag(i: number): number {
    return this.#rows[i]?.tag ?? Tag.null;
  }

  varbind(i: number): Buffer {
    return this.#bytes.subarray(this.#starts[i], this.#starts[i + 1]);
  }

  /** -1 when there is none. */
  find(oid: readonly number[]): number {
    const at = this.after(oid) - 1;
    return at >= 0 && compare(this.oid(at), oid) === 0 ? at : -1;
  }

  /** The first row whose OID is greater; `size` when there is none. */
  after(oid: readonly number[]): number {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(this.oid(middle), oid) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function compare(a: readonly number[], b: readonly number[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
