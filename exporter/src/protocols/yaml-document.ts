/** A YAML file of another program, read by a schema; each mistake with its line. */
import { isMap, isScalar, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import { z } from 'zod';
import { UserError } from '../model/errors.ts';
import { didYouMean } from './suggest.ts';

/** More than any hand-written file repeats an anchor, and far less than a bomb of aliases needs. */
const MAX_ALIASES = 100;

export interface YamlFile {
  /** As it is shown to people. */
  readonly path: string;
  readonly text: string;
}

interface Mistake {
  /** In the text. */
  readonly offset: number;
  readonly message: string;
}

/** Says what is no YAML. The words of the parser may repeat what is in the file. */
type Fault = (error: Pick<Document['errors'][number], 'code' | 'message'>) => string;

/** `texts`: every scalar as it is written, so that `007` stays a password; and `<<` merges maps, as with go-yaml. */
type Reading = 'values' | 'texts';

/** @throws UserError with every mistake on a line of its own; `fault` is for files that hold secrets. */
export function readYaml<S extends z.ZodType>(
  { path, text }: YamlFile,
  schema: S,
  fault: Fault = ({ message }) => message,
  reading: Reading = 'values',
): z.output<S> {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    ...(reading === 'texts' && { schema: 'failsafe', merge: true }),
  });
  const refuse = (mistakes: readonly Mistake[]): never => {
    const shown = mistakes.map(
      ({ offset, message }) => `${message}  (${path}:${lines.linePos(offset).line})`,
    );
    throw new UserError(shown.join('\n'));
  };
  if (document.errors.length > 0)
    return refuse(document.errors.map((error) => ({ offset: error.pos[0], message: fault(error) })));
  const result = schema.safeParse(valueOf(document, path));
  if (result.success) return result.data;
  return refuse(result.error.issues.flatMap((issue) => mistakesOf(issue, document, schema)));
}

function valueOf(document: Document, path: string): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    // The words of the library repeat the text.
    const reason = 'an alias (a value that begins with *) is not defined, or aliases are used too often';
    throw new UserError(`${path}: ${reason}; a text that begins with * needs quotes`, 2, { cause: error });
  }
}

type Path = readonly (string | number)[];

function mistakesOf(issue: z.core.$ZodIssue, document: Document, schema: z.ZodType): Mistake[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  if (issue.code !== 'unrecognized_keys') {
    const message = issue.message.replace(/^Invalid input: /, '');
    return [{ offset: offsetOf(document, path), message: `${path.join('.') || 'the file'}: ${message}` }];
  }
  const allowed = keysAt(schema, path);
  return issue.keys.map((key) => ({
    offset: offsetOf(document, path, key),
    message: `${[...path, key].join('.')}: unknown key${didYouMean(key, allowed)} (allowed: ${allowed.join(', ')})`,
  }));
}

/** Where the value of that path begins, or its key of that name. */
function offsetOf(document: Document, path: Path, key?: string): number {
  const node = (path.length === 0 ? document.contents : document.getIn(path, true)) as
    Node | undefined | null;
  const pair = isMap(node)
    ? node.items.find((each) => isScalar(each.key) && each.key.value === key)
    : undefined;
  const found = (pair?.key ?? node) as Node | undefined | null;
  return found?.range?.[0] ?? 0;
}

/** The part of JSON Schema that leads to the keys of a map. */
interface SchemaNode {
  readonly type?: string;
  readonly anyOf?: readonly SchemaNode[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  /** Of a map whose keys are names. */
  readonly additionalProperties?: SchemaNode | boolean;
}

function keysAt(schema: z.ZodType, path: Path): string[] {
  const root: unknown = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const node = path.reduce<SchemaNode | undefined>(
    (at, part) => partOf(withKeys(at), part),
    root as SchemaNode,
  );
  return Object.keys(withKeys(node)?.properties ?? {});
}

function partOf(node: SchemaNode | undefined, part: string | number): SchemaNode | undefined {
  if (typeof part === 'number') return node?.items;
  const { properties, additionalProperties } = node ?? {};
  return properties?.[part] ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
}

/** What may be null is one of two. */
function withKeys(node: SchemaNode | undefined): SchemaNode | undefined {
  return node?.anyOf?.find(({ type }) => type === 'object') ?? node;
}
