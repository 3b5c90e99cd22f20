import type { ForeignFamily, ForeignSample } from '../../../contract/metrics.ts';
import type { TextType } from '../../../protocols/text-format/families.ts';
import { convertFamily } from './convert.ts';
import type { HelpedFamily } from './help.ts';

interface Gathered {
  readonly name: string;
  readonly type: TextType;
  readonly help: string;
  readonly keys: Set<string>;
  readonly samples: ForeignSample[];
}

/** Suffixes of the samples of a family: no other family may have such a name. */
const SUFFIXES: Readonly<Record<TextType, readonly string[]>> = {
  counter: [],
  gauge: [],
  untyped: [],
  summary: ['_count', '_sum'],
  histogram: ['_count', '_sum', '_bucket'],
};

/**
 * Makes one family of those with the same name, by the rules of Go's client: what contradicts an earlier one in type
 * or help, repeats its series, or whose name is that of its samples is left out, and `leftOut` is told why.
 */
export function gather(
  families: readonly HelpedFamily[],
  leftOut: (reason: string) => void,
): ForeignFamily[] {
  const gathered = new Map<string, Gathered>();
  for (const { family, path, help } of families) {
    const { name, type } = family;
    const refuse = (reason: string) => leftOut(`${path}: ${name} ${reason}`);
    const collision = gathered.has(name) ? null : collisionOf(name, type, gathered);
    if (collision !== null) {
      refuse(`collides with ${collision}`);
      continue;
    }
    let target = gathered.get(name);
    if (!target) gathered.set(name, (target = { name, type, help, keys: new Set(), samples: [] }));
    if (target.type !== type) refuse(`is a ${type} here and a ${target.type} elsewhere`);
    else if (target.help !== help) refuse('has another help text elsewhere');
    else if (!append(target, family)) refuse('has series that were there already');
  }
  return [...gathered.values()];
}

/** False when some of the series were there already. */
function append({ keys, samples }: Gathered, family: HelpedFamily['family']): boolean {
  let areNew = true;
  for (const series of convertFamily(family)) {
    if (keys.has(series.key)) {
      areNew = false;
      continue;
    }
    keys.add(series.key);
    samples.push(...series.samples);
  }
  return areNew;
}

/** The name of an earlier family whose samples' names are also those of this one. */
function collisionOf(name: string, type: TextType, gathered: ReadonlyMap<string, Gathered>): string | null {
  const own = SUFFIXES[type].map((suffix) => name + suffix).find((each) => gathered.has(each));
  if (own !== undefined) return own;
  for (const suffix of SUFFIXES.histogram) {
    if (!name.endsWith(suffix)) continue;
    const other = gathered.get(name.slice(0, -suffix.length));
    if (other && SUFFIXES[other.type].includes(suffix)) return other.name;
  }
  return null;
}
