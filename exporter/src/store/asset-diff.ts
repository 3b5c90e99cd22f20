import { isDeepStrictEqual } from 'node:util';
import type { Asset, Relation } from '../model/asset.ts';
import type { Json } from '../model/json.ts';

/** Attributes that differ at every look (counters, percentages): kept, but no change worth remembering. */
export const VOLATILE_ATTRIBUTE = 'stats';

export interface Difference {
  readonly field: string;
  readonly before: Json;
  readonly after: Json;
}

/** What an asset is after a report, differently from what was known. */
export function differences(known: Asset, reported: Asset): Difference[] {
  const found: Difference[] = [];
  const compare = (field: string, before: Json, after: Json) => {
    if (!isDeepStrictEqual(before, after)) found.push({ field, before, after });
  };
  compare('status', known.status, reported.status);
  compare('name', known.name, reported.name);
  compare('kind', known.kind, reported.kind);
  compareKeys('labels', known.labels, reported.labels, compare);
  compareKeys('attributes', known.attributes, reported.attributes, compare);
  compare('relations', sortedRelations(known.relations), sortedRelations(reported.relations));
  return found;
}

function compareKeys(
  field: string,
  before: Readonly<Record<string, Json>>,
  after: Readonly<Record<string, Json>>,
  compare: (field: string, before: Json, after: Json) => void,
): void {
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (field === 'attributes' && key === VOLATILE_ATTRIBUTE) continue;
    compare(`${field}.${key}`, valueOf(before, key), valueOf(after, key));
  }
}

/** Own keys only: a label may be called `constructor`. */
function valueOf(record: Readonly<Record<string, Json>>, key: string): Json {
  return Object.hasOwn(record, key) ? (record[key] ?? null) : null;
}

function sortedRelations(relations: readonly Relation[]): Json {
  const texts = relations.map(({ type, target }) => `${type} ${target}`).sort();
  return [...new Set(texts)];
}
