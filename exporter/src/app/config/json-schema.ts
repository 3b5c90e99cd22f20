/** The configuration as JSON Schema: for editors, for the documentation, and to find keys by name. */
import { z } from 'zod';
import { KINDS, type AnyModule } from '../../contract/module.ts';
import { headerOf, kindKey, ServerConfig } from './schema.ts';

/** The part of JSON Schema that zod puts out and Fathom reads. */
export interface SchemaNode {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: boolean | SchemaNode;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly secret?: boolean;
  /** Names of flags that set it beside the one that follows from its key. */
  readonly flags?: readonly string[];
  /** Of a list: a flag or variable gives one item, whose commas are its own. */
  readonly commas?: 'kept';
}

export function toSchemaNode(schema: z.ZodType): SchemaNode {
  const document: unknown = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const node = { ...(document as SchemaNode & { $schema?: string }) };
  delete node.$schema;
  return node;
}

/** The schema of a module's own options. */
export function optionsOf(module: AnyModule): z.ZodObject {
  return module.config as z.ZodObject;
}

export function moduleSchema(module: AnyModule): SchemaNode {
  const own = toSchemaNode(optionsOf(module));
  const header = toSchemaNode(headerOf(module));
  return {
    type: 'object',
    description: module.summary,
    properties: { ...header.properties, ...own.properties },
  };
}

/** Making one takes 25 ms, which every reload would take; 130 KiB each. */
const made = new WeakMap<readonly AnyModule[], SchemaNode>();

export function configSchema(modules: readonly AnyModule[]): SchemaNode {
  const known = made.get(modules);
  if (known) return known;
  const schema = makeSchema(modules);
  made.set(modules, schema);
  return schema;
}

function makeSchema(modules: readonly AnyModule[]): SchemaNode {
  const kinds = KINDS.map((kind) => {
    const ofKind = modules.filter((module) => module.kind === kind);
    const properties = Object.fromEntries(ofKind.map((module) => [module.id, moduleSchema(module)]));
    return [
      kindKey(kind),
      { type: 'object', description: `Every ${kind} and its options.`, properties },
    ] as const;
  });
  const server = toSchemaNode(ServerConfig);
  return { type: 'object', properties: { ...server.properties, ...Object.fromEntries(kinds) } };
}

/** One value that can be set: what has no keys of its own, or keys that are free. */
export interface Key {
  readonly path: readonly string[];
  /** The path, joined by dots. */
  readonly name: string;
  readonly node: SchemaNode;
}

export function isSection(node: SchemaNode): boolean {
  return node.properties !== undefined && (node.additionalProperties ?? false) === false;
}

export function keysOf(node: SchemaNode, path: readonly string[] = []): Key[] {
  if (!isSection(node)) return [{ path, name: path.join('.'), node }];
  return Object.entries(node.properties ?? {}).flatMap(([name, child]) => keysOf(child, [...path, name]));
}

/** The value with every secret in it replaced. */
export function redact(value: unknown, node: SchemaNode): unknown {
  if (value === null || value === undefined) return value;
  if (node.secret) return '<secret>';
  const variant = node.anyOf?.find((each) => hasSecret(each));
  if (variant) return redact(value, variant);
  if (Array.isArray(value)) return node.items ? value.map((item) => redact(item, node.items ?? {})) : value;
  if (typeof value !== 'object') return hasSecret(node) ? '<secret>' : value;
  const free = typeof node.additionalProperties === 'object' ? node.additionalProperties : {};
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, redact(child, node.properties?.[key] ?? free)]),
  );
}

export function hasSecret(node: SchemaNode): boolean {
  if (node.secret) return true;
  const children = [...Object.values(node.properties ?? {}), ...(node.anyOf ?? [])];
  if (node.items) children.push(node.items);
  if (typeof node.additionalProperties === 'object') children.push(node.additionalProperties);
  return children.some(hasSecret);
}
