/** Changes fathom.yml and leaves all else in it as people wrote it: comments, order, quotes. */
import { type Document, isMap, isScalar, parseDocument } from 'yaml';
import { messageOf, UserError } from '../../model/errors.ts';
import { rewriteFile } from '../../platform/atomic-file.ts';
import { readTextFile } from '../../platform/text-file.ts';
import { loadFrom } from '../load.ts';

export interface Edit {
  readonly path: readonly string[];
  /** Undefined takes the key away. */
  readonly value: string | boolean | readonly string[] | undefined;
}

/** As the reader of the configuration has it. */
const MAX_FILE_BYTES = 1024 * 1024;
const NO_FILE =
  'there is no configuration file to write to: `touch fathom.yml` makes one here; --config.file names another';

/** The path of the file that was written. @throws UserError */
export async function editConfig(argv: readonly string[], edits: readonly Edit[]): Promise<string> {
  const { configFile } = loadFrom(argv);
  if (configFile === null) throw new UserError(NO_FILE);
  try {
    const text = readTextFile(configFile, MAX_FILE_BYTES) ?? '';
    await rewriteFile(configFile, editYaml(text, edits));
  } catch (error) {
    if (error instanceof UserError)
      throw new UserError(`${configFile}: ${error.message}`, 2, { cause: error });
    throw new UserError(`cannot write ${configFile}: ${messageOf(error)}`, 1, { cause: error });
  }
  return configFile;
}

/** `text` is valid YAML. @throws UserError where the place of a key is taken by something else. */
export function editYaml(text: string, edits: readonly Edit[]): string {
  const document = parseDocument(text);
  for (const { path, value } of edits) {
    if (value === undefined) remove(document, path);
    else set(document, path, value);
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: hasPadding(text) });
}

/** As the others in the file: `[ a ]` or `[a]`. */
const hasPadding = (text: string) => !/\[[^\s\]]|\{[^\s}]/.test(text);

function set(document: Document, path: readonly string[], value: Edit['value']): void {
  for (let length = 0; length < path.length; length += 1) {
    const above = path.slice(0, length);
    const node = length === 0 ? document.contents : document.getIn(above, true);
    if (node === null || node === undefined || isMap(node)) continue;
    // `snmp:` with nothing behind it.
    if (isScalar(node) && node.value === null) document.setIn(above, document.createNode({}));
    else
      throw new UserError(
        `${above.join('.') || 'the file'} is not made of keys and values there: set ${path.join('.')} by hand`,
      );
  }
  document.setIn(path, Array.isArray(value) ? flowList(document, value as readonly string[]) : value);
}

function flowList(document: Document, items: readonly string[]) {
  return document.createNode(items, { flow: true });
}

function remove(document: Document, path: readonly string[]): void {
  const above = document.getIn(path.slice(0, -1), true);
  if (isMap(above)) above.delete(path.at(-1));
}
