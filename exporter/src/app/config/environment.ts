import type { Entry, Layer, Origin, Problem } from './entry.ts';
import { parseEnvFile } from './env-file.ts';
import type { Key } from './json-schema.ts';
import { didYouMean } from '../../protocols/suggest.ts';
import { valueOfText } from './text-value.ts';

export const PREFIX = 'FATHOM_';
/** Names the config file; no key of the configuration. */
export const CONFIG_FILE_VARIABLE = 'FATHOM_CONFIG_FILE';
/** What Kubernetes puts into every container of a namespace that has a service called fathom. */
const SERVICE_LINK = /^FATHOM_(SERVICE_HOST|SERVICE_PORT|PORT)(_|$)/;

/** `collectors.filesystem.mountPointsExclude` → `FATHOM_COLLECTORS_FILESYSTEM_MOUNT_POINTS_EXCLUDE`. */
export function variableOf(key: Key): string {
  const words = key.path.map((part) => part.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/-/g, '_'));
  return PREFIX + words.join('_').toUpperCase();
}

interface Variable {
  readonly name: string;
  readonly value: string;
  readonly origin: Origin;
}

function readVariables(variables: readonly Variable[], keys: readonly Key[]): Layer {
  const byVariable = new Map(keys.map((key) => [variableOf(key), key]));
  const entries: Entry[] = [];
  const problems: Problem[] = [];
  for (const { name, value, origin } of variables) {
    // An empty variable counts as unset: that is how compose files and shells pass "not given".
    if (!name.startsWith(PREFIX) || name === CONFIG_FILE_VARIABLE || value === '') continue;
    const key = byVariable.get(name);
    if (key) entries.push({ key, value: valueOfText(value, key.node), origin });
    else if (!SERVICE_LINK.test(name)) {
      problems.push({ origin, message: `${name}: unknown variable${didYouMean(name, byVariable.keys())}` });
    }
  }
  return { entries, problems };
}

export function environmentLayer(
  env: Readonly<Record<string, string | undefined>>,
  keys: readonly Key[],
): Layer {
  const variables = Object.entries(env).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value, origin: { kind: 'env', variable: name } as const }],
  );
  return readVariables(variables, keys);
}

export function envFileLayer(file: string, text: string, keys: readonly Key[]): Layer {
  const { assignments, badLines } = parseEnvFile(text);
  const originAt = (line: number): Origin => ({ kind: 'file', file, line });
  const layer = readVariables(
    assignments.map(({ name, value, line }) => ({ name, value, origin: originAt(line) })),
    keys,
  );
  const unreadable = badLines.map((line) => ({ origin: originAt(line), message: 'expected NAME=value' }));
  return { entries: layer.entries, problems: [...layer.problems, ...unreadable] };
}
