import type { z } from 'zod';
import { KINDS, type AnyModule } from '../../contract/module.ts';
import type { Entry, Origin, Problem } from './entry.ts';
import { optionsOf, redact } from './json-schema.ts';
import { headerOf, kindKey, ServerConfig, type FathomConfig, type ModuleSettings } from './schema.ts';
import { didYouMean } from '../../protocols/suggest.ts';

type Entries = ReadonlyMap<string, Entry>;
type Tree = Record<string, unknown>;

export interface Validated {
  /** Null when there are problems. */
  readonly config: FathomConfig | null;
  readonly problems: readonly Problem[];
}

/** Has every schema look at what was set for it, and gathers all that they refuse. */
export function validate(modules: readonly AnyModule[], entries: Entries): Validated {
  const tree = treeOf(entries);
  const problems: Problem[] = [];
  const parse = <S extends z.ZodType>(part: S, value: unknown, at: readonly string[]): z.output<S> | null => {
    // Code that zod would make for a schema stays in memory for good, and a configuration is read but seldom.
    const result = part.safeParse(value, { jitless: true });
    if (result.success) return result.data;
    problems.push(...result.error.issues.map((issue) => problemOf(issue, at, entries)));
    return null;
  };

  const server = parse(ServerConfig, tree, []);
  const settings: Record<string, Record<string, ModuleSettings>> = Object.fromEntries(
    KINDS.map((kind) => [kindKey(kind), {}]),
  );
  for (const module of modules) {
    const key = kindKey(module.kind);
    const given = branch(branch(tree, key), module.id);
    const header = parse(headerOf(module), given, [key, module.id]);
    const options = parse(optionsOf(module), given, [key, module.id]);
    if (header && options !== null) (settings[key] ??= {})[module.id] = { ...header, options };
  }
  if (!server || problems.length > 0) return { config: null, problems };
  return { config: { ...server, ...settings } as FathomConfig, problems };
}

function treeOf(entries: Entries): Tree {
  const root: Tree = {};
  for (const { key, value } of entries.values()) {
    let node = root;
    for (const part of key.path.slice(0, -1)) node = branch(node, part);
    node[key.path.at(-1) ?? ''] = value;
  }
  return root;
}

/** The child of that name, made when it is not there. Names are keys of the schema, never the user's. */
function branch(tree: Tree, name: string): Tree {
  return (tree[name] ??= {}) as Tree;
}

function problemOf(issue: z.core.$ZodIssue, at: readonly string[], entries: Entries): Problem {
  const path = [...at, ...issue.path.map(String)];
  const entry = entryFor(path, entries);
  const origin: Origin = entry?.origin ?? { kind: 'default' };
  const allowed = issue.message.replace(/^Invalid (input|option): /, '').replace(/^Too (small|big): /, '');
  if (!entry || entry.key.path.length > path.length)
    return { origin, message: `${path.join('.')}: ${allowed}` };

  const rest = path.slice(entry.key.path.length);
  const value = within(redact(entry.value, entry.key.node), rest);
  // An item of a list lacks something.
  if (value === undefined) return { origin, message: `${path.join('.')}: ${allowed}` };
  const shown = JSON.stringify(value);
  const hint =
    issue.code === 'invalid_value'
      ? didYouMean(String(within(entry.value, rest)), issue.values.map(String))
      : '';
  return { origin, message: `${path.join('.')} = ${shown.slice(0, 200)}: ${allowed}${hint}` };
}

function entryFor(path: readonly string[], entries: Entries): Entry | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const entry = entries.get(path.slice(0, length).join('.'));
    if (entry) return entry;
  }
  const prefix = `${path.join('.')}.`;
  return [...entries.values()].find(({ key }) => key.name.startsWith(prefix));
}

function within(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((node, part) => (node as Tree | null | undefined)?.[part], value);
}
