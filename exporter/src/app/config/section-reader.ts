/** What is in the files that a section of the configuration names. */
import { createHash } from 'node:crypto';
import { relative, resolve } from 'node:path';
import type { NamedFile, ServerSection } from '../../contract/module.ts';
import { UserError } from '../../model/errors.ts';
import type { Steps } from '../../model/steps.ts';
import { goGlobSync, isGlob } from '../../platform/go-glob.ts';
import { readTextFile } from '../../platform/text-file.ts';

/** More than anybody splits a configuration into; a pattern that matches more is a mistake. */
const MAX_FILES = 1000;

export interface Surroundings {
  /** Relative paths are from here. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface SectionContent {
  readonly content: unknown;
  /** Another whenever the section or a file has changed. */
  readonly digest: string;
}

/** Remembers what it has read: at a reload, what has not changed is not parsed again. */
export class SectionReader {
  readonly #known = new Map<ServerSection, SectionContent>();

  /** @throws UserError with each mistake on a line of its own. */
  *read(
    section: ServerSection,
    value: unknown,
    files: readonly NamedFile[],
    env: Surroundings['env'],
  ): Steps<SectionContent> {
    const digest = digestOf([value, files]);
    yield;
    const known = this.#known.get(section);
    if (known?.digest === digest) return known;
    const content = section.readInSteps
      ? yield* section.readInSteps(value, files, env)
      : section.read(value, files, env);
    const read = { content, digest };
    this.#known.set(section, read);
    return read;
  }
}

/** The paths that a section names; a pattern may match none. */
export function pathsOf(named: unknown, cwd: string): string[] {
  const given = Array.isArray(named)
    ? (named as readonly string[])
    : typeof named === 'string'
      ? [named]
      : [];
  const paths = given.flatMap((each) => {
    const path = resolve(cwd, each);
    return isGlob(each) ? goGlobSync(path) : [path];
  });
  const unique = [...new Set(paths)];
  if (unique.length > MAX_FILES)
    throw new UserError(`${unique.length} files match, at most ${MAX_FILES} are read`);
  return unique;
}

/** @throws UserError, ModuleError when it cannot be read. */
export function readNamed(path: string, cwd: string, maxBytes: number): NamedFile {
  const text = readTextFile(path, maxBytes);
  if (text === null) throw new UserError(`${path} does not exist`);
  return { path: shownPath(path, cwd), text };
}

export function shownPath(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short === '' || short.startsWith('..') ? path : short;
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64');
}
