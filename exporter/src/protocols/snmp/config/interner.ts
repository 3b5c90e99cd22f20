/**
 * Of values that are alike, the first is kept: a table says the same about each of its columns, so that the indexes,
 * lookups and enumerations of 4,800 metrics are a few hundred different ones.
 */
export class Interner {
  readonly #texts = new Map<string, string>();
  readonly #values = new Map<string, unknown>();

  /** Not a slice of the file, which would keep all of its text in memory. */
  text(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    const copy = Buffer.from(text).toString();
    this.#texts.set(copy, copy);
    return copy;
  }

  /** A value of plain data, of the sort of the others with that `kind`. */
  value<T>(kind: string, value: T): T {
    const key = kind + JSON.stringify(value, mapsAsLists);
    const known = this.#values.get(key);
    if (known !== undefined) return known as T;
    this.#values.set(key, value);
    return value;
  }
}

function mapsAsLists(_key: string, value: unknown): unknown {
  return value instanceof Map ? [...(value as ReadonlyMap<unknown, unknown>)] : value;
}
