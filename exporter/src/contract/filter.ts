import type { z } from 'zod';

/** Which names a module looks at. `null` as `regex()` makes it: matches nothing. */
export interface NameFilter {
  readonly include: RegExp | null;
  readonly exclude: RegExp | null;
}

/** With `include`, a name must match it; else it must not match `exclude`. */
export function passes(name: string, { include, exclude }: NameFilter): boolean {
  return include === null ? exclude?.test(name) !== true : include.test(name);
}

/** For the collectors in which node_exporter lets both be set: a name must match `include` if there is one, and not `exclude`. */
export function passesBoth(name: string, { include, exclude }: NameFilter): boolean {
  return include?.test(name) !== false && exclude?.test(name) !== true;
}

/**
 * A check for a config with the keys `<name>Include` and `<name>Exclude`: at most one of them may be set.
 * An `exclude` that is the default counts as not set.
 */
export function exclusive<N extends string>(name: N, defaultExclude: string) {
  const [include, exclude] = [`${name}Include`, `${name}Exclude`] as const;
  return (config: Readonly<Record<string, unknown>>, context: z.RefinementCtx): void => {
    const excluded = config[exclude];
    if (!(config[include] instanceof RegExp) || !(excluded instanceof RegExp)) return;
    if (defaultExclude !== '' && excluded.source === new RegExp(defaultExclude).source) return;
    context.addIssue({
      code: 'custom',
      path: [include],
      message: `${inPeersWords(exclude)} & ${inPeersWords(include)} are mutually exclusive`,
    });
  };
}

/** `deviceExclude` → `device-exclude`, the end of the flag, as node_exporter has it in this message. */
function inPeersWords(option: string): string {
  return option.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}
