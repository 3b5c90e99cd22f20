/** Checks of values that JSON brought in: each returns what it was asked for or says what is wrong. */

export type JsonObject = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function record(value: unknown, name: string): JsonObject {
  if (!isRecord(value)) throw new TypeError(`${name}: expected an object`);
  return value;
}

/** An absent list is an empty one. */
export function array(value: unknown, name: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new TypeError(`${name}: expected a list`);
  return value;
}

export function records(value: unknown, name: string): readonly JsonObject[] {
  return array(value, name).map((entry) => record(entry, name));
}

export function text(value: unknown, name: string): string {
  if (typeof value !== 'string') throw new TypeError(`${name}: expected a text`);
  return value;
}

/** An absent text is an empty one. */
export function optionalText(value: unknown, name: string): string {
  return value === undefined ? '' : text(value, name);
}
