/** Which flag sets which key. */
import { KINDS } from '../../contract/module.ts';
import type { Key } from './json-schema.ts';
import { OTHER_NAMES } from './peer-flags.ts';

const KIND_OF_KEY: ReadonlyMap<string, string> = new Map(KINDS.map((kind) => [`${kind}s`, kind]));
/** The name to show where a flag does not follow from the key. */
const SHOWN: ReadonlyMap<string, string> = new Map(
  ['--path.udev.data', '--web.config.file', '--assets-dir'].map((flag) => [OTHER_NAMES[flag] ?? '', flag]),
);

/** `collectors.filesystem.mountPointsExclude` → `--collector.filesystem.mount-points-exclude`. */
export function flagOf({ name, path }: Key): string {
  const known = SHOWN.get(name);
  if (known) return known;
  const [first = '', ...rest] = path;
  const kind = KIND_OF_KEY.get(first);
  if (kind && rest.at(-1) === 'enabled' && rest.length === 2) return `--${kind}.${rest[0] ?? ''}`;
  return `--${[kind ?? first, ...rest].map(kebab).join('.')}`;
}

const kebab = (name: string) => name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();

/**
 * Every flag that sets a key: its own, those that its schema names, and those of the peers.
 * @throws Error when two keys claim one flag.
 */
export function keysByFlag(keys: readonly Key[]): ReadonlyMap<string, Key> {
  const byFlag = new Map<string, Key>();
  const add = (flag: string, key: Key) => {
    const owner = byFlag.get(flag);
    if (owner && owner.name !== key.name) throw new Error(`${flag} sets both ${owner.name} and ${key.name}`);
    byFlag.set(flag, key);
  };
  for (const key of keys) for (const flag of [flagOf(key), ...(key.node.flags ?? [])]) add(flag, key);
  const byName = new Map(keys.map((key) => [key.name, key]));
  for (const [flag, name] of Object.entries(OTHER_NAMES)) {
    const key = byName.get(name);
    if (key) add(flag, key);
  }
  return byFlag;
}
