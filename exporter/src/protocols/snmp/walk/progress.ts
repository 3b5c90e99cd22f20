import { ModuleError } from '../../../model/errors.ts';
import { type Oid, ValueType, type Varbinds } from '../../../model/snmp.ts';
import { compareOids, formatOid } from '../oid.ts';
import type { Ask } from '../plan/plan.ts';
import type { Run } from './readings.ts';

/** How far the walk through one column has come. */
export class Progress {
  readonly ask: Ask;
  rows = 0;
  /** What to ask with: the last OID that was seen. */
  from: Oid;
  /** Asked for by itself: the device did not cope with it among others. */
  isAlone = false;
  /** Whether the device has answered at once that there is nothing below the root. */
  isEmpty = false;
  #fromPacked: Buffer;
  #asked = 0;
  /** Where the replies ended so far, from the second on: to come back to one of them is to go round in circles. */
  #ends: Set<string> | null = null;

  constructor(ask: Ask) {
    this.ask = ask;
    this.from = ask.root;
    this.#fromPacked = ask.packed;
  }

  /** Whether the reply's first varbind of this column belongs in front of it: no agent that walks says that. */
  isMisplaced(varbinds: Varbinds, first: number): boolean {
    if (varbinds.isBelow(first, this.ask.packed) || isException(varbinds.type(first))) return false;
    return compareOids(varbinds.oid(first), this.ask.root) < 0;
  }

  /**
   * The cells of this column in a reply, and whether they are the last.
   * @throws ModuleError `malformed_reply` when the device does not get on.
   */
  read(varbinds: Varbinds, first: number, step: number, mayRepeat: boolean): { run: Run; isLast: boolean } {
    const { column, packed } = this.ask;
    this.#asked += 1;
    let count = 0;
    let isLast = false;
    for (let i = first; i < varbinds.count && !isLast; i += step) {
      if (isException(varbinds.type(i)) || !varbinds.isBelow(i, packed)) isLast = true;
      else count += 1;
    }
    this.isEmpty = isLast && this.#asked === 1 && count === 0;
    const run = { varbinds, first, step, count };
    if (count === 0) return { run, isLast };
    if (!mayRepeat && varbinds.oidBytes(first).equals(this.#fromPacked)) throw notIncreasing(this.from);
    this.rows += count;
    const last = first + (count - 1) * step;
    // A scalar has one instance: what lies behind it need not be looked at.
    if (column.scalar && this.rows === 1 && varbinds.suffix(first, column.packed.length) === '\0')
      isLast = true;
    if (!isLast) this.#continueFrom(varbinds, last);
    return { run, isLast };
  }

  /** The device has said by an error that there is no more. */
  endByError(): void {
    this.isEmpty = this.#asked === 0;
  }

  #continueFrom(varbinds: Varbinds, last: number): void {
    const before = this.#fromPacked;
    this.from = varbinds.oid(last);
    this.#fromPacked = varbinds.oidBytes(last);
    if (before === this.ask.packed) return;
    // Most columns end with their second reply.
    const ends = (this.#ends ??= new Set([before.toString('latin1')]));
    const end = this.#fromPacked.toString('latin1');
    if (ends.has(end)) throw notIncreasing(this.from);
    ends.add(end);
  }
}

export function isException(type: ValueType): boolean {
  return (
    type === ValueType.endOfMibView || type === ValueType.noSuchObject || type === ValueType.noSuchInstance
  );
}

/** As gosnmp has it. */
function notIncreasing(oid: Oid): ModuleError {
  return new ModuleError('malformed_reply', `OID not increasing: .${formatOid(oid)}`);
}
