/** Paths that match a pattern as Go's path/filepath has it: `*`, `?`, `[a-z]`, `[^a-z]`, `\` before a character. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const META = /[*?[\\]/;
/** More folders than anybody lists; a pattern such as /*\/* could match them all. */
const MAX_MATCHES = 1000;

/** One name's pattern; null when it is malformed. */
export function namePattern(pattern: string): RegExp | null {
  let source = '';
  for (let i = 0; i < pattern.length;) {
    const character = pattern[i] ?? '';
    if (character === '[') {
      const set = characterSet(pattern, i);
      if (!set) return null;
      source += set.source;
      i = set.end;
      continue;
    }
    if (character === '\\') {
      i += 1;
      if (i === pattern.length) return null;
      source += literal(pattern[i] ?? '');
    } else if (character === '*') source += '[^/]*';
    else source += character === '?' ? '[^/]' : literal(character);
    i += 1;
  }
  return new RegExp(`^${source}$`, 's');
}

const literal = (character: string) => character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** From the opening bracket on. */
function characterSet(pattern: string, start: number): { source: string; end: number } | null {
  let i = start + 1;
  const negated = pattern[i] === '^';
  if (negated) i += 1;
  const member = (): string | null => {
    if (pattern[i] === '\\') i += 1;
    else if (pattern[i] === '-' || pattern[i] === ']') return null;
    const character = pattern[i];
    i += 1;
    return character === undefined ? null : literal(character);
  };
  let members = '';
  while (pattern[i] !== ']' || members === '') {
    const from = member();
    if (from === null) return null;
    members += from;
    if (pattern[i] !== '-') continue;
    i += 1;
    const to = member();
    if (to === null || to.slice(-1) < from.slice(-1)) return null;
    members += `-${to}`;
  }
  return { source: `[${negated ? '^/' : ''}${members}]`, end: i + 1 };
}

/** Sorted within each folder. Empty when nothing matches or the pattern is malformed. */
export async function goGlob(pattern: string): Promise<string[]> {
  if (!isGlob(pattern)) return (await exists(pattern)) ? [pattern] : [];
  const { folder, names } = split(pattern);
  if (!names) return [];
  const folders = isGlob(folder) ? await goGlob(folder) : [folder];
  const matches: string[] = [];
  for (const each of folders) {
    for (const name of await namesIn(each)) {
      if (names.test(name)) matches.push(join(each, name));
      if (matches.length === MAX_MATCHES) return matches;
    }
  }
  return matches;
}

/** As `goGlob`, for the files of the configuration, which is read before anything else happens. */
export function goGlobSync(pattern: string): string[] {
  if (!isGlob(pattern)) return existsSync(pattern) ? [pattern] : [];
  const { folder, names } = split(pattern);
  if (!names) return [];
  const folders = isGlob(folder) ? goGlobSync(folder) : [folder];
  return folders
    .flatMap((each) =>
      namesInSync(each)
        .filter((name) => names.test(name))
        .map((name) => join(each, name)),
    )
    .slice(0, MAX_MATCHES);
}

/** Whether it is a pattern, and not a path as it is. */
export function isGlob(pattern: string): boolean {
  return META.test(pattern);
}

function split(pattern: string): { readonly folder: string; readonly names: RegExp | null } {
  const slash = pattern.lastIndexOf('/');
  const folder = slash < 0 ? '.' : slash === 0 ? '/' : pattern.slice(0, slash);
  return { folder, names: namePattern(pattern.slice(slash + 1)) };
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await stat(folder)).isDirectory() ? (await readdir(folder)).sort() : [];
  } catch {
    return []; // as Go: what cannot be read has no matches
  }
}

function namesInSync(folder: string): string[] {
  try {
    return statSync(folder).isDirectory() ? readdirSync(folder).sort() : [];
  } catch {
    return []; // as Go: what cannot be read has no matches
  }
}
