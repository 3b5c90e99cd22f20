/** Trees in which something is other than it should be. */
import fc from 'fast-check';
import type { Json, ResourceTree } from './tree.ts';

/** Places in a tree: its paths, and the keys that lead on from there. */
export function placesOf(value: unknown, at: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, each]) => placesOf(each, [...at, key]))];
}

function withValue(value: unknown, [key, ...rest]: readonly string[], replacement: unknown): unknown {
  if (key === undefined) return replacement;
  if (Array.isArray(value))
    return value.map((each: unknown, i) => (String(i) === key ? withValue(each, rest, replacement) : each));
  const owner = value as Json;
  return { ...owner, [key]: withValue(owner[key], rest, replacement) };
}

export const junk = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(null, [], {}, '', 'N/A', -1, 0, 1e308, '1e999', {
    '@odata.id': '/redfish/v1/Systems',
  }),
  fc.array(fc.constant({ '@odata.id': '/redfish/v1/Systems' }), { maxLength: 5 }),
  fc.string({ unit: 'binary' }),
);

/** Those whose places are still there when it is their turn. */
export function withAll(
  tree: ResourceTree,
  changes: readonly (readonly [readonly string[], unknown])[],
): ResourceTree {
  return changes.reduce<unknown>(
    (at, [place, value]) => (exists(at, place) ? withValue(at, place, value) : at),
    tree,
  ) as ResourceTree;
}

function exists(value: unknown, place: readonly string[]): boolean {
  let at = value;
  for (const key of place) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return false;
    at = (at as Json)[key];
  }
  return true;
}
