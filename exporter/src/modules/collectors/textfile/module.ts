import { z } from 'zod';
import { type ForeignFamily, foreign, gauge, type Out } from '../../../contract/metrics.ts';
import { type Context, defineCollector, ModuleError } from '../../../contract/module.ts';
import { type Found, type KnownFile, readFolders } from './folders.ts';
import { gather } from './gather.ts';
import { withHelp } from './help.ts';

/** Longer than any list that somebody writes by hand. */
const MAX_PATTERNS = 1000;

const METRICS = {
  node_textfile_mtime_seconds: gauge('Unixtime mtime of textfiles successfully read.', ['file']),
  node_textfile_scrape_error: gauge('1 if there was an error opening or reading a file, 0 otherwise'),
  textfile: foreign('Whatever the files contain.'),
};

/** What the files come to, as long as none of them changes. */
interface Result {
  readonly families: readonly ForeignFamily[];
  readonly faults: readonly ModuleError[];
  /** Whether a fault counts for `node_textfile_scrape_error`. */
  readonly failed: boolean;
}

interface State {
  files: ReadonlyMap<string, KnownFile>;
  result: Result;
}

export default defineCollector({
  id: 'textfile',
  summary: 'Metrics that other programs write into files `*.prom` in the text format of Prometheus.',
  config: z.object({
    directory: z
      .array(z.string())
      .max(MAX_PATTERNS)
      .default([])
      .describe(
        'Folders of files `*.prom`; `*`, `?` and `[a-z]` stand for parts of names. A flag gives one and may be repeated.',
      )
      .meta({ commas: 'kept' }),
  }),
  metrics: METRICS,
  needs: ['files'],
  init: (): State => ({ files: new Map(), result: resultOf(new Map()) }),
  /** Most machines have no such folder: they are not made to wait for a promise. */
  collect(context, { directory }, out) {
    if (directory.length > 0) return collectFolders(context, directory, out);
    out.node_textfile_scrape_error(0);
  },
});

async function collectFolders(
  { files, state, partial }: Context<'files', State>,
  directory: readonly string[],
  out: Out<typeof METRICS>,
): Promise<void> {
  const found = await readFolders(directory, files, state.files);
  if (!isSame(found.files, state.files)) {
    state.result = resultOf(found.files);
    state.files = found.files;
  }
  const { families, faults, failed } = state.result;
  for (const fault of [...found.errors, ...faults]) partial(fault);
  for (const family of families) out.textfile(family);
  writeTimes(found, out.node_textfile_mtime_seconds);
  out.node_textfile_scrape_error(failed || found.errors.length > 0 ? 1 : 0);
}

function writeTimes({ files }: Found, write: (value: number, path: string) => void): void {
  for (const [path, { stamp, error }] of files) if (error === null) write(stamp.modifiedSeconds, path);
}

function isSame(now: ReadonlyMap<string, KnownFile>, then: ReadonlyMap<string, KnownFile>): boolean {
  if (now.size !== then.size) return false;
  const before = then.entries();
  for (const [path, file] of now) {
    const [knownPath, knownFile] = before.next().value ?? [];
    if (path !== knownPath || file !== knownFile) return false;
  }
  return true;
}

/**
 * As in node_exporter a file that cannot be understood and help texts that differ between files count as errors of
 * `node_textfile_scrape_error`; series that are there twice or of another type are only left out.
 */
function resultOf(files: ReadonlyMap<string, KnownFile>): Result {
  const faults: ModuleError[] = [];
  for (const { error } of files.values()) if (error !== null) faults.push(error);
  const parsed = [...files].map(([path, { families }]) => ({ path, families }));
  const helped = withHelp(parsed, (family, path) =>
    faults.push(new ModuleError('malformed_reply', `${path}: ${family} has another help text elsewhere`)),
  );
  const failed = faults.length > 0;
  // The two families of the collector itself are not for files to set.
  const others = helped.filter(
    ({ family }) => !/^node_textfile_(mtime_seconds|scrape_error)$/.test(family.name),
  );
  const families = gather(others, (reason) => faults.push(new ModuleError('malformed_reply', reason)));
  return { families, faults, failed };
}
