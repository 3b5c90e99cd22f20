/** What the made-up service answers, as a function of its resources. */
import { isDeepStrictEqual } from 'node:util';
import type { Json, ResourceTree } from './tree.ts';

const ODATA_ID = '@odata.id';

/** With and without a slash at its end, a path is the same. */
export function resourceAt(tree: ResourceTree, path: string): Json | undefined {
  const plain = path.replace(/\/+$/, '');
  const resource = tree[plain] ?? tree[`${plain}/`];
  return resource && { [ODATA_ID]: path, ...resource };
}

/** The resource with what it links to in place of the links, one level deep; what is below `Links` stays. */
export function expanded(tree: ResourceTree, resource: Json): Json {
  const whole = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(whole);
    if (!isLink(value)) return value;
    return resourceAt(tree, value[ODATA_ID]) ?? value;
  };
  return Object.fromEntries(
    Object.entries(resource).map(([key, value]) => [key, key === 'Links' ? value : whole(value)]),
  );
}

function isLink(value: unknown): value is Record<typeof ODATA_ID, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return isDeepStrictEqual(Object.keys(value), [ODATA_ID]);
}
