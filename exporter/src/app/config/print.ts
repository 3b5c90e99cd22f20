import { Document, isMap, isScalar, Pair, Scalar, YAMLMap, type Node } from 'yaml';
import { describeOrigin } from './entry.ts';
import { redact } from './json-schema.ts';
import type { LoadedConfig, Setting } from './load.ts';

/** The configuration in force as YAML, each value with its origin as a comment and secrets replaced. */
export function printYaml({ settings }: LoadedConfig): string {
  const document = new Document(new YAMLMap());
  const root = document.contents as YAMLMap;
  for (const setting of settings) {
    if (setting.value !== undefined) place(root, setting, document);
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function place(root: YAMLMap, { key, value, origin }: Setting, document: Document): void {
  let map = root;
  for (const part of key.path.slice(0, -1)) map = childMap(map, part);
  const node = document.createNode(redact(value, key.node), { flow: true }) as Node;
  node.comment = ` ${describeOrigin(origin)}`;
  map.items.push(new Pair(new Scalar(key.path.at(-1)), node));
}

function childMap(map: YAMLMap, name: string): YAMLMap {
  const known = map.items.find(({ key }) => isScalar(key) && key.value === name)?.value;
  if (isMap(known)) return known;
  const made = new YAMLMap();
  map.items.push(new Pair(new Scalar(name), made));
  return made;
}

/** As `printYaml`, for programs: key → value and origin. */
export function printJson({ settings }: LoadedConfig): string {
  const entries = settings.map(({ key, value, origin }) => [
    key.name,
    { value: redact(value, key.node) ?? null, origin: describeOrigin(origin) },
  ]);
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}
