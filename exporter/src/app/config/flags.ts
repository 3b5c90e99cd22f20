import { KINDS } from '../../contract/module.ts';
import type { Entry, Layer, Origin, Problem } from './entry.ts';
import type { Key } from './json-schema.ts';
import { didYouMean } from './suggest.ts';
import { hasType, valueOfText } from './text-value.ts';

/** Flags whose names come from the Prometheus exporters or from habit, and do not follow from the key. */
const NAMES: Readonly<Record<string, string>> = {
  'path.udev': '--path.udev.data',
  'web.configFile': '--web.config.file',
  'assets.dir': '--assets-dir',
};
const CONFIG_FILE = '--config.file';
const DISABLE_DEFAULTS = '--collector.disable-defaults';
const KIND_OF_KEY: ReadonlyMap<string, string> = new Map(KINDS.map((kind) => [`${kind}s`, kind]));

/** `collectors.filesystem.mountPointsExclude` → `--collector.filesystem.mount-points-exclude`. */
export function flagOf({ name, path }: Key): string {
  const known = NAMES[name];
  if (known) return known;
  const [first = '', ...rest] = path;
  const kind = KIND_OF_KEY.get(first);
  if (kind && rest.at(-1) === 'enabled' && rest.length === 2) return `--${kind}.${rest[0] ?? ''}`;
  return `--${[kind ?? first, ...rest].map(kebab).join('.')}`;
}

const kebab = (name: string) => name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();

export interface Flags extends Layer {
  readonly configFile: string | null;
  /** The origin of `--collector.disable-defaults`, when given. */
  readonly disableDefaults: Origin | null;
}

/** Reads `--flag=value`, `--flag value`, `--switch` and `--no-switch`. */
export function parseFlags(argv: readonly string[], keys: readonly Key[]): Flags {
  const byFlag = new Map(keys.map((key) => [flagOf(key), key]));
  const names = [...byFlag.keys(), CONFIG_FILE, DISABLE_DEFAULTS];
  const entries = new Map<string, Entry>();
  const problems: Problem[] = [];
  let configFile: string | null = null;
  let disableDefaults: Origin | null = null;

  for (let i = 0; i < argv.length; i += 1) {
    const { flag, negated, given } = split(argv[i] ?? '', byFlag);
    const origin: Origin = { kind: 'flag', flag: negated ? flag.replace('--', '--no-') : flag };
    const refuse = (message: string) => problems.push({ origin, message: `${origin.flag}: ${message}` });
    const key = byFlag.get(flag);
    if (flag === DISABLE_DEFAULTS && given === undefined) {
      disableDefaults = origin;
    } else if (!key && flag !== CONFIG_FILE) {
      refuse(`unknown ${flag.startsWith('-') ? 'flag' : 'argument'}${didYouMean(flag, names)}`);
    } else if (key && hasType(key.node, 'boolean')) {
      const value = given === undefined ? !negated : valueOfText(given, key.node);
      entries.set(key.name, { key, value, origin });
    } else if (key?.node.secret) {
      refuse(
        'a secret on the command line is seen by every user of the machine; use fathom.yml or the environment',
      );
    } else {
      const value = given ?? argv[(i += 1)];
      if (value === undefined) refuse('needs a value');
      else if (!key) configFile = value;
      else
        entries.set(key.name, {
          key,
          value: withEarlier(entries.get(key.name), valueOfText(value, key.node)),
          origin,
        });
    }
  }
  return { entries: [...entries.values()], problems, configFile, disableDefaults };
}

/** `--no-x` is x negated only where x is a switch: a name may itself begin with "no-". */
function split(argument: string, byFlag: ReadonlyMap<string, Key>) {
  const equals = argument.indexOf('=');
  const name = equals < 0 ? argument : argument.slice(0, equals);
  const given = equals < 0 ? undefined : argument.slice(equals + 1);
  const positive = name.replace(/^--no-/, '--');
  const key = byFlag.get(positive);
  const negated =
    positive !== name && given === undefined && key !== undefined && hasType(key.node, 'boolean');
  return { flag: negated ? positive : name, negated, given };
}

/** A list may be given bit by bit; of anything else the last one counts. */
function withEarlier(earlier: Entry | undefined, value: unknown): unknown {
  return Array.isArray(value) && Array.isArray(earlier?.value)
    ? [...(earlier.value as unknown[]), ...(value as unknown[])]
    : value;
}
