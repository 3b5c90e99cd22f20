import { type Family, parseExposition, type Sample, seriesKey } from './exposition.ts';

/** By how much a value of ours may lie outside of what the peer said before and after: the larger of the two. */
export interface Tolerance {
  readonly absolute: number;
  readonly relative: number;
}

export interface Options {
  /** Families whose names start with one of these are compared. */
  readonly prefixes: readonly string[];
  /** Differences that are known and wanted: family → why. Families not listed must agree in everything. */
  readonly differs?: Readonly<Record<string, string>>;
  /** Labels that only ours have, by family. */
  readonly extraLabels?: Readonly<Record<string, readonly string[]>>;
  /** Of a family's values; null for exactly between before and after, which is right for counters. */
  readonly tolerance?: (family: string) => Tolerance | null;
}

export interface Peer {
  /** A scrape of the peer before ours, and one after it. */
  readonly before: string;
  readonly after: string;
}

const EXACT: Tolerance = { absolute: 0, relative: 0 };

/** Everything in which our exposition differs from the peer's, in words. Empty when they agree. */
export function compareFamilies(peer: Peer, ours: string, options: Options): string[] {
  const select = (text: string) => selectFamilies(text, options);
  const [before, after, own] = [select(peer.before), select(peer.after), select(ours)];
  const names = new Set([...before.keys(), ...own.keys()]);
  return [...names].sort().flatMap((name) => {
    const theirs = before.get(name);
    const mine = own.get(name);
    if (!mine) return [`${name}: missing`];
    if (!theirs) return [`${name}: the peer does not have it`];
    return compareFamily(theirs, after.get(name) ?? theirs, mine, options);
  });
}

function selectFamilies(text: string, { prefixes, differs = {} }: Options): Map<string, Family> {
  const wanted = (name: string) => prefixes.some((prefix) => name.startsWith(prefix)) && !(name in differs);
  return new Map([...parseExposition(text)].filter(([name]) => wanted(name)));
}

function compareFamily(before: Family, after: Family, ours: Family, options: Options): string[] {
  const { name } = ours;
  const differences: string[] = [];
  if (before.type !== ours.type) differences.push(`${name}: type ${ours.type} instead of ${before.type}`);
  if (before.help !== ours.help) differences.push(`${name}: help ${ours.help} instead of ${before.help}`);
  const extra = options.extraLabels?.[name] ?? [];
  const labels = labelNames(ours).filter((label) => !extra.includes(label));
  const expected = labelNames(before);
  if (labels.join() !== expected.join())
    differences.push(`${name}: labels ${labels.join()} instead of ${expected.join()}`);
  return [...differences, ...compareSamples(before, after, ours, extra, options.tolerance?.(name) ?? EXACT)];
}

function labelNames(family: Family): string[] {
  return [...new Set(family.samples.flatMap(({ labels }) => Object.keys(labels)))].sort();
}

function compareSamples(
  before: Family,
  after: Family,
  ours: Family,
  extra: readonly string[],
  tolerance: Tolerance,
): string[] {
  const early = bySeries(before.samples, []);
  const late = bySeries(after.samples, []);
  const own = bySeries(ours.samples, extra);
  const differences: string[] = [];
  for (const key of early.keys()) if (!own.has(key) && late.has(key)) differences.push(`${key}: missing`);
  for (const [key, value] of own) {
    const bounds = [early.get(key), late.get(key)].filter((each) => each !== undefined);
    if (bounds.length === 0) differences.push(`${key}: the peer does not have it`);
    else if (!lies(value, bounds, tolerance))
      differences.push(`${key}: ${value} is not within ${bounds.join(' and ')}`);
  }
  return differences;
}

function bySeries(samples: readonly Sample[], without: readonly string[]): Map<string, number> {
  return new Map(
    samples.map(({ name, labels, value }) => {
      const kept = Object.entries(labels).filter(([label]) => !without.includes(label));
      return [seriesKey(name, Object.fromEntries(kept)), value];
    }),
  );
}

function lies(value: number, bounds: readonly number[], { absolute, relative }: Tolerance): boolean {
  if (Number.isNaN(value)) return bounds.every(Number.isNaN);
  const [least, most] = [Math.min(...bounds), Math.max(...bounds)];
  const slack = Math.max(absolute, relative * Math.abs(most));
  return value >= least - slack && value <= most + slack;
}
