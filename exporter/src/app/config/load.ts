import { dirname, resolve } from 'node:path';
import type { AnyModule } from '../../contract/module.ts';
import { codeOf, messageOf, UserError } from '../../model/errors.ts';
import { type Steps, toTheEnd } from '../../model/steps.ts';
import { readTextFile } from '../../platform/text-file.ts';
import { describeOrigin, type Entry, type Layer, type Origin, type Problem } from './entry.ts';
import { CONFIG_FILE_VARIABLE, envFileLayer, environmentLayer } from './environment.ts';
import { parseFlags } from './flags.ts';
import { configSchema, keysOf, type Key } from './json-schema.ts';
import { namedElsewhere, peerOf } from './peer-file.ts';
import type { FathomConfig } from './schema.ts';
import { SectionReader, shownPath } from './section-reader.ts';
import { withSharedOptions } from './shared-options.ts';
import { validate } from './validate.ts';
import { yamlLayer } from './yaml-file.ts';

/** A configuration is written by hand; beyond this it is some other file. */
const MAX_FILE_BYTES = 1024 * 1024;
const DEFAULT_FILES = ['fathom.yml', '/etc/fathom/fathom.yml'];
const ENV_FILE = 'config.env';

export interface ConfigSources {
  readonly modules: readonly AnyModule[];
  /** Flags as given on the command line, without the name of the command. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** One that is kept reads only what has changed. */
  readonly reader?: SectionReader;
}

/** One key as it was set, in the form in which users write it. */
export interface Setting {
  readonly key: Key;
  /** Undefined when nobody set it and it has no default. */
  readonly value: unknown;
  readonly origin: Origin;
}

export interface LoadedConfig {
  readonly config: FathomConfig;
  /** Where each key's value came from, by the key's name (`web.listenAddress`). */
  readonly origins: ReadonlyMap<string, Origin>;
  /** Every key, in the order of the documentation. */
  readonly settings: readonly Setting[];
  /** Absolute path of fathom.yml; null when there is none. */
  readonly configFile: string | null;
  /** Absolute paths of the files that were read. */
  readonly files: readonly string[];
  /** What the user should know, once: flags of the peers that have no effect here. */
  readonly notices: readonly string[];
}

/** As `loadInSteps`, at once. */
export function loadConfig(sources: ConfigSources): LoadedConfig {
  return toTheEnd(loadInSteps(sources));
}

/**
 * Defaults, overridden by fathom.yml, by config.env, by the environment, by flags.
 * @throws UserError with every mistake on a line of its own.
 */
export function* loadInSteps({
  modules,
  argv,
  env,
  cwd,
  reader = new SectionReader(),
}: ConfigSources): Steps<LoadedConfig> {
  const schema = configSchema(modules);
  const keys = keysOf(schema);
  const flags = parseFlags(argv, keys);
  const file = findConfigFile(flags.configFile ?? env[CONFIG_FILE_VARIABLE], cwd);
  const envFile = findEnvFile(cwd, file?.path);

  const layers: Layer[] = [
    { entries: flags.disableDefaults ? disabledCollectors(keys, flags.disableDefaults) : [], problems: [] },
    file ? yamlLayer(shownPath(file.path, cwd), file.text, schema) : NOTHING,
    envFile ? envFileLayer(shownPath(envFile.path, cwd), envFile.text, keys) : NOTHING,
    environmentLayer(env, keys),
    flags,
  ];
  const set = new Map(layers.flatMap(({ entries }) => entries.map((entry) => [entry.key.name, entry])));
  const { config: validated, problems: invalid } = validate(modules, set);
  const shared = validated && (yield* withSharedOptions(modules, validated, set, { cwd, env, reader }));
  const problems = [...layers.flatMap((layer) => layer.problems), ...invalid, ...(shared?.problems ?? [])];
  if (problems.length > 0 || !shared) throw new UserError(describeProblems(problems));

  const settings = keys.map((key) => settingOf(key, set.get(key.name)));
  return {
    config: shared.config,
    origins: new Map(settings.map(({ key, origin }) => [key.name, origin])),
    settings,
    configFile: file?.path ?? null,
    files: [...[file, envFile].flatMap((each) => (each ? [each.path] : [])), ...shared.files],
    notices: flags.notices,
  };
}

const NOTHING: Layer = { entries: [], problems: [] };

function settingOf(key: Key, entry: Entry | undefined): Setting {
  return entry ?? { key, value: key.node.default, origin: { kind: 'default' } };
}

function disabledCollectors(keys: readonly Key[], origin: Origin): Entry[] {
  const switches = keys.filter(
    ({ path }) => path[0] === 'collectors' && path.length === 3 && path[2] === 'enabled',
  );
  return switches.map((key) => ({ key, value: false, origin }));
}

interface TextFile {
  readonly path: string;
  readonly text: string;
}

function findConfigFile(named: string | undefined, cwd: string): TextFile | null {
  if (!named) return firstOf(DEFAULT_FILES.map((file) => resolve(cwd, file)));
  const path = resolve(cwd, named);
  const found = firstOf([path]);
  if (!found) throw new UserError(`configuration: ${path} does not exist`);
  const peer = peerOf(found.text);
  if (peer) throw new UserError(`configuration: ${path} is ${namedElsewhere(peer)}`);
  return found;
}

function findEnvFile(cwd: string, configFile: string | undefined): TextFile | null {
  const folders = configFile === undefined ? [cwd] : [cwd, dirname(configFile)];
  return firstOf(folders.map((folder) => resolve(folder, ENV_FILE)));
}

function firstOf(paths: readonly string[]): TextFile | null {
  for (const path of paths) {
    const text = read(path);
    if (text !== null) return { path, text };
  }
  return null;
}

function read(path: string): string | null {
  try {
    return readTextFile(path, MAX_FILE_BYTES);
  } catch (error) {
    const hint = codeOf(error) === 'limit_exceeded' ? `; if it is ${namedElsewhere('snmp')}` : '';
    throw new UserError(`configuration: ${messageOf(error)}${hint}`, 2, { cause: error });
  }
}

function describeProblems(problems: readonly Problem[]): string {
  const lines = problems.map(({ origin, message }) =>
    origin.kind === 'default' || origin.kind === 'flag' ? message : `${message}  (${describeOrigin(origin)})`,
  );
  const count = lines.length === 1 ? '1 mistake' : `${lines.length} mistakes`;
  return [`configuration: ${count}`, ...lines.map((line) => `  ${line}`)].join('\n');
}
