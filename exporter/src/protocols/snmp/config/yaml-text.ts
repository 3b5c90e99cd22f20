/** Data as YAML in blocks, lists not indented, as go-yaml writes it. */

export type Tree = string | number | boolean | readonly Tree[] | TreeMap;
/** What is undefined is left out. */
export interface TreeMap {
  readonly [key: string]: Tree | undefined;
}

/** Texts that no reader of YAML takes for anything else, without quotes. */
const PLAIN =
  /^(?!(?:y|n|yes|no|on|off|true|false|null|<<)$)[a-z_$/(<](?:[\w .,'"$/()[\]{}<>;=+*%&!?|@^~\\-]*[\w.,'"$/()[\]{}<>;=+*%&!?|@^~\\-])?$/i;
/** OIDs and durations begin with a digit and are no numbers. */
const NO_NUMBER = /^(?:\d+(?:\.\d+){2,}|(?:\d+(?:\.\d+)?(?:ms|[hms]))+)$/;

/** The entries of a map, each line with `indent` in front and a newline at its end. */
export function yamlEntries(map: TreeMap, indent = ''): string {
  const lines: string[] = [];
  addMap(map, indent, lines);
  return lines.map((line) => `${line}\n`).join('');
}

function addMap(map: TreeMap, indent: string, lines: string[]): void {
  for (const [key, value] of Object.entries(map)) {
    if (value !== undefined) addEntry(`${indent}${keyText(key)}:`, value, indent, lines);
  }
}

function addEntry(head: string, value: Tree, indent: string, lines: string[]): void {
  if (typeof value !== 'object') {
    lines.push(`${head} ${scalar(value)}`);
  } else if (isList(value)) {
    if (value.length === 0) lines.push(`${head} []`);
    else lines.push(head);
    for (const item of value) addItem(item, indent, lines);
  } else if (isEmpty(value)) {
    lines.push(`${head} {}`);
  } else {
    lines.push(head);
    addMap(value, `${indent}  `, lines);
  }
}

/** The first line of an item stands behind its dash. */
function addItem(item: Tree, indent: string, lines: string[]): void {
  if (typeof item !== 'object') {
    lines.push(`${indent}- ${scalar(item)}`);
    return;
  }
  const first = lines.length;
  const inner = `${indent}  `;
  if (isList(item)) for (const each of item) addItem(each, inner, lines);
  else addMap(item, inner, lines);
  if (lines.length === first) lines.push(`${inner}${isList(item) ? '[]' : '{}'}`);
  lines[first] = `${indent}- ${(lines[first] ?? '').slice(inner.length)}`;
}

function isList(value: Tree): value is readonly Tree[] {
  return Array.isArray(value);
}

function isEmpty(map: TreeMap): boolean {
  return Object.values(map).every((value) => value === undefined);
}

/** Numbers are keys of enumerations and stay numbers. */
function keyText(key: string): string {
  return /^-?\d+$/.test(key) ? key : scalar(key);
}

function scalar(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  // A text in JSON is one in double quotes in YAML, too.
  return PLAIN.test(value) || NO_NUMBER.test(value) ? value : JSON.stringify(value);
}
