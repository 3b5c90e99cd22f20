import { ModuleError } from '../../../contract/module.ts';
import type { FileStamp, PlainFiles } from '../../../contract/ports.ts';
import type { TextFamily } from '../../../protocols/text-format/families.ts';
import { parseTextFormat } from '../../../protocols/text-format/parser.ts';

/** 50,000 series, which is all that one collector may show, at 160 bytes each. */
const MAX_FILE_BYTES = 8 * 1024 * 1024;
/** A folder of textfiles has a handful; each costs a system call at every scrape. */
const MAX_FILES = 1000;

/** What is known of a file as it was last read. */
export interface KnownFile {
  readonly stamp: FileStamp;
  readonly families: readonly TextFamily[];
  /** Why it could not be understood. */
  readonly error: ModuleError | null;
}

export interface Found {
  /** By path, in the order in which they count. */
  readonly files: ReadonlyMap<string, KnownFile>;
  /** Folders and files that cannot be read. */
  readonly errors: readonly ModuleError[];
}

/** All `*.prom` in the folders that match the patterns; a file that is as it was is not read again. */
export async function readFolders(
  patterns: readonly string[],
  files: PlainFiles,
  known: ReadonlyMap<string, KnownFile>,
): Promise<Found> {
  const errors: ModuleError[] = [];
  const told = (error: unknown) => {
    if (!(error instanceof ModuleError)) throw error;
    errors.push(error);
  };
  const paths = new Set<string>();
  for (const folder of await foldersOf(patterns, files)) {
    const entries = await files.list(folder).catch((error: unknown) => (told(error), []));
    for (const path of entries) if (path.endsWith('.prom')) paths.add(path);
  }
  if (paths.size > MAX_FILES)
    errors.push(new ModuleError('limit_exceeded', `${paths.size} files, of which ${MAX_FILES} are read`));
  const found = new Map<string, KnownFile>();
  for (const path of [...paths].slice(0, MAX_FILES)) {
    const file = await readOne(path, files, known.get(path)).catch(told);
    if (file) found.set(path, file);
  }
  return { files: found, errors };
}

/** A pattern that matches nothing is taken for the name of a folder, so that its absence is an error. */
async function foldersOf(patterns: readonly string[], files: PlainFiles): Promise<string[]> {
  const folders: string[] = [];
  for (const pattern of patterns) {
    if (pattern === '') continue;
    const matches = await files.glob(pattern);
    folders.push(...(matches.length > 0 ? matches : [pattern]));
  }
  return folders;
}

async function readOne(path: string, files: PlainFiles, known: KnownFile | undefined): Promise<KnownFile> {
  const now = await files.stamp(path);
  if (known?.stamp.version === now.version) return known;
  const { bytes, stamp } = await files.read(path, MAX_FILE_BYTES);
  try {
    return { stamp, families: parseTextFormat(bytes), error: null };
  } catch (error) {
    if (!(error instanceof ModuleError)) throw error;
    return { stamp, families: [], error: new ModuleError(error.code, `${path}: ${error.message}`) };
  }
}
