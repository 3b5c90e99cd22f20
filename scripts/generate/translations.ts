import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

/** Forms that English has where a text depends on `count`. */
const OTHER = '_other';
const FORM = /^defaultValue(_\w+)$/;

/**
 * Every text of the Grafana app by its key, from the calls `t('key', 'English text', {…})` in its source; a text with
 * `count` has its forms beside it: `defaultValue_one`.
 * @throws Error naming the place where key or text is no literal, or where a key means two things.
 */
export function englishTexts(root: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const path of sourcesBelow(join(root, 'grafana-app/src'))) {
    for (const [key, text] of textsOf(path, readFileSync(path, 'utf8'))) {
      const known = texts.get(key);
      if (known !== undefined && known !== text)
        throw new Error(`${relative(root, path)}: ${key} is “${known}” elsewhere and “${text}” here`);
      texts.set(key, text);
    }
  }
  return texts;
}

/** As i18next reads it: keys with dots are nested. @throws Error when a key is also the beginning of another. */
export function nested(texts: ReadonlyMap<string, string>): object {
  const tree: Record<string, unknown> = {};
  for (const [key, text] of [...texts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const names = key.split('.');
    const last = names.pop() ?? '';
    let branch = tree;
    for (const name of names) {
      const next = (branch[name] ??= {});
      if (typeof next !== 'object') throw new Error(`${key}: a part of it is a key by itself`);
      branch = next as Record<string, unknown>;
    }
    branch[last] = text;
  }
  return tree;
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
    .map((name) => join(folder, name));
}

function textsOf(path: string, source: string): [key: string, text: string][] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: [string, string][] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === 't')
      found.push(...textsOfCall(path, node));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function textsOfCall(path: string, { arguments: [key, text, values] }: ts.CallExpression) {
  if (!key || !text || !ts.isStringLiteralLike(key) || !ts.isStringLiteralLike(text))
    throw new Error(`${path}: t(${key?.getText()}, ${text?.getText()}) is not of two literals`);
  const forms: [string, string][] = [];
  let counted = false;
  if (values && ts.isObjectLiteralExpression(values)) {
    for (const property of values.properties) {
      const name = property.name?.getText() ?? '';
      counted ||= name === 'count';
      const form = FORM.exec(name)?.[1];
      if (form === undefined) continue;
      if (!ts.isPropertyAssignment(property) || !ts.isStringLiteralLike(property.initializer))
        throw new Error(`${path}: ${name} of ${key.text} is no literal`);
      forms.push([`${key.text}${form}`, property.initializer.text]);
    }
  }
  return [[`${key.text}${counted ? OTHER : ''}`, text.text] as [string, string], ...forms];
}
