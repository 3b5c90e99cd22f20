/** Options of modules that come from a section of the server's configuration and from the files that it names. */
import type { AnyModule, ServerSection, SharedOptions } from '../../contract/module.ts';
import { messageOf, UserError } from '../../model/errors.ts';
import type { Steps } from '../../model/steps.ts';
import type { Entry, Origin, Problem } from './entry.ts';
import { fingerprintOf } from './fingerprint.ts';
import { type FathomConfig, kindKey, settingsOf } from './schema.ts';
import {
  pathsOf,
  readNamed,
  type SectionContent,
  type SectionReader,
  type Surroundings,
} from './section-reader.ts';

export interface WithShared {
  readonly config: FathomConfig;
  readonly problems: readonly Problem[];
  /** Absolute paths of the files that were read. */
  readonly files: readonly string[];
}

/** The configuration with the options in it that modules share. */
export function* withSharedOptions(
  modules: readonly AnyModule[],
  config: FathomConfig,
  entries: ReadonlyMap<string, Entry>,
  { reader, ...surroundings }: Surroundings & { readonly reader: SectionReader },
): Steps<WithShared> {
  const sections = new Map<ServerSection, SectionContent | null>();
  const problems: Problem[] = [];
  const files: string[] = [];
  let result = config;

  function* contentOf(section: ServerSection, origin: Origin): Steps<SectionContent | null> {
    const known = sections.get(section);
    if (known !== undefined) return known;
    const content = yield* readSection(section, origin);
    sections.set(section, content);
    return content;
  }

  function* readSection(section: ServerSection, origin: Origin): Steps<SectionContent | null> {
    const value = (config as unknown as Readonly<Record<string, Readonly<Record<string, unknown>>>>)[
      section.name
    ];
    try {
      const paths = pathsOf(value?.[section.files], surroundings.cwd);
      const named = paths.map((path) => readNamed(path, surroundings.cwd, section.maxFileBytes));
      files.push(...paths);
      try {
        return yield* reader.read(section, value, named, surroundings.env);
      } catch (error) {
        problems.push(...mistakesOf(error));
      }
    } catch (error) {
      problems.push({ origin, message: `${keyOf(section)}: ${messageOf(error)}` });
    }
    return null;
  }

  for (const module of modules) {
    const shared = module.shared as SharedOptions | undefined;
    if (!shared) continue;
    const origin = entries.get(keyOf(shared.from))?.origin ?? { kind: 'default' };
    const read = yield* contentOf(shared.from, origin);
    if (read === null) continue;
    try {
      result = withOptions(result, module, shared, read);
    } catch (error) {
      problems.push({ origin, message: `${keyOf(shared.from)}: ${messageOf(error)}` });
    }
  }
  return { config: result, problems, files };
}

const keyOf = ({ name, files }: ServerSection) => `${name}.${files}`;

/** They name their file themselves. */
function mistakesOf(error: unknown): Problem[] {
  if (!(error instanceof UserError)) throw error;
  return error.message.split('\n').map((message) => ({ origin: { kind: 'default' }, message }));
}

function withOptions(
  config: FathomConfig,
  module: AnyModule,
  shared: SharedOptions,
  { content, digest }: SectionContent,
): FathomConfig {
  const key = kindKey(module.kind);
  const settings = settingsOf(config, module);
  const options = shared.apply(settings.options, content);
  const fingerprint = `${fingerprintOf(settings)} ${digest}`;
  return { ...config, [key]: { ...config[key], [module.id]: { ...settings, options, fingerprint } } };
}
