import type { Oid } from '../../../model/snmp.ts';
import { formatOid } from '../oid.ts';

/** Values by OID, which are found by what lies below them. */
export class OidMap<T> {
  readonly #values = new Map<string, T>();

  get(oid: Oid): T | undefined {
    return this.#values.get(formatOid(oid));
  }

  set(oid: Oid, value: T): void {
    this.#values.set(formatOid(oid), value);
  }

  values(): IterableIterator<T> {
    return this.#values.values();
  }

  /** Those of all OIDs that `oid` begins with, itself included, the shortest first. */
  along(oid: Oid): T[] {
    const found: T[] = [];
    let text = '';
    for (const subId of oid) {
      text = text === '' ? String(subId) : `${text}.${subId}`;
      const value = this.#values.get(text);
      if (value !== undefined) found.push(value);
    }
    return found;
  }
}

export function isAtOrBelow(oid: Oid, root: Oid): boolean {
  return oid.length >= root.length && root.every((subId, i) => subId === oid[i]);
}

/** Its elder sibling: in a table, the column before. Null for the first. */
export function previousOid(oid: Oid): Oid | null {
  const last = oid.at(-1) ?? 0;
  return last === 0 ? null : [...oid.slice(0, -1), last - 1];
}
