/** Options of modules that lie in files of other programs, such as process-exporter's. */
import { relative, resolve } from 'node:path';
import { isMap, isScalar, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import type { z } from 'zod';
import type { AnyModule, OptionsFile } from '../../contract/module.ts';
import { messageOf, UserError } from '../../model/errors.ts';
import { readTextFile } from '../../platform/text-file.ts';
import type { Entry, Origin, Problem } from './entry.ts';
import { type SchemaNode, toSchemaNode } from './json-schema.ts';
import { type FathomConfig, kindKey, settingsOf } from './schema.ts';
import { didYouMean } from './suggest.ts';

/** Written by hand, or made from a list of services. */
const MAX_FILE_BYTES = 1024 * 1024;
/** More than any hand-written file repeats an anchor, and far less than a bomb of aliases needs. */
const MAX_ALIASES = 100;

export interface WithFiles {
  readonly config: FathomConfig;
  readonly problems: readonly Problem[];
  /** Absolute paths of the files that were read. */
  readonly files: readonly string[];
}

/** The configuration with the options in it that lie in other files. Relative paths are from `cwd`. */
export function withOptionsFiles(
  modules: readonly AnyModule[],
  config: FathomConfig,
  entries: ReadonlyMap<string, Entry>,
  cwd: string,
): WithFiles {
  let result: WithFiles = { config, problems: [], files: [] };
  for (const module of modules) {
    const entry = module.optionsFile && entries.get(module.optionsFile.key);
    if (!module.optionsFile || typeof entry?.value !== 'string') continue;
    const path = resolve(cwd, entry.value);
    const { options, problems } = readOptions(module, module.optionsFile, {
      config: result.config,
      entry,
      path,
      cwd,
    });
    result = {
      config: options === null ? result.config : replaceOptions(result.config, module, options),
      problems: [...result.problems, ...problems],
      files: [...result.files, path],
    };
  }
  return result;
}

interface Place {
  readonly config: FathomConfig;
  readonly entry: Entry;
  readonly path: string;
  readonly cwd: string;
}

interface Options {
  /** Null when there are problems. */
  readonly options: unknown;
  readonly problems: readonly Problem[];
}

function readOptions(module: AnyModule, file: OptionsFile, { config, entry, path, cwd }: Place): Options {
  try {
    const text = readTextFile(path, MAX_FILE_BYTES);
    if (text === null) throw new UserError(`${path} does not exist`);
    const { content, problems } = parseContent(shown(path, cwd), text, file.content);
    if (problems.length > 0) return { options: null, problems };
    return { options: file.apply(settingsOf(config, module).options, content), problems };
  } catch (error) {
    const message = `${file.key}: ${messageOf(error)}`;
    return { options: null, problems: [{ origin: entry.origin, message }] };
  }
}

function shown(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short === '' || short.startsWith('..') ? path : short;
}

function replaceOptions(config: FathomConfig, module: AnyModule, options: unknown): FathomConfig {
  const key = kindKey(module.kind);
  return { ...config, [key]: { ...config[key], [module.id]: { ...settingsOf(config, module), options } } };
}

interface Content {
  readonly content: unknown;
  readonly problems: readonly Problem[];
}

function parseContent(file: string, text: string, schema: z.ZodType): Content {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const originAt = (offset: number): Origin => ({ kind: 'file', file, line: lines.linePos(offset).line });
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ pos, message }) => ({ origin: originAt(pos[0]), message }));
    return { content: null, problems };
  }
  const value = document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown;
  const result = schema.safeParse(value);
  if (result.success) return { content: result.data, problems: [] };
  const node = toSchemaNode(schema);
  const problems = result.error.issues.flatMap((issue) => problemsOf(issue, document, node, originAt));
  return { content: null, problems };
}

function problemsOf(
  issue: z.core.$ZodIssue,
  document: Document,
  schema: SchemaNode,
  originAt: (offset: number) => Origin,
): Problem[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  const origin = originAt(offsetOf(document, path));
  if (issue.code !== 'unrecognized_keys')
    return [
      {
        origin,
        message: `${path.join('.') || 'the file'}: ${issue.message.replace(/^Invalid input: /, '')}`,
      },
    ];
  const allowed = Object.keys(nodeAt(schema, path)?.properties ?? {});
  return issue.keys.map((key) => ({
    origin: originAt(offsetOf(document, path, key)),
    message: `${[...path, key].join('.')}: unknown key${didYouMean(key, allowed)} (allowed: ${allowed.join(', ')})`,
  }));
}

/** Where the value of that path begins, or its key of that name. */
function offsetOf(document: Document, path: readonly (string | number)[], key?: string): number {
  const node = (path.length === 0 ? document.contents : document.getIn(path, true)) as
    Node | undefined | null;
  const pair = isMap(node)
    ? node.items.find((each) => isScalar(each.key) && each.key.value === key)
    : undefined;
  const found = (pair?.key ?? node) as Node | undefined | null;
  return found?.range?.[0] ?? 0;
}

function nodeAt(schema: SchemaNode, path: readonly (string | number)[]): SchemaNode | undefined {
  return path.reduce<SchemaNode | undefined>(
    (node, part) => (typeof part === 'number' ? node?.items : node?.properties?.[part]),
    schema,
  );
}
