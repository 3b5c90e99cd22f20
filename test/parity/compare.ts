import { type Family, parseExposition, type Sample, seriesKey } from './exposition.ts';

/** By how much a value of ours may lie outside of what the peer said before and after: the larger of the two. */
export interface Tolerance {
  readonly absolute: number;
  readonly relative: number;
}

export interface Options {
  /** Families whose names start with one of these are compared. */
  readonly prefixes: readonly string[];
  /** Of a family's values; null for exactly between before and after, which is right for counters. */
  readonly tolerance?: (family: string) => Tolerance | null;
}

export interface Peer {
  /** A scrape of the peer before ours, and one after it. */
  readonly before: string;
  readonly after: string;
}

/** One thing in which the expositions differ, in words. */
export interface Difference {
  readonly family: string;
  readonly text: string;
}

export const within = (absolute: number, relative = 0): Tolerance => ({ absolute, relative });

const EXACT: Tolerance = { absolute: 0, relative: 0 };

/** Everything in which our exposition differs from the peer's. Empty when they agree. */
export function compareFamilies(peer: Peer, ours: string, options: Options): Difference[] {
  const select = (text: string) => selectFamilies(text, options);
  const [before, after, own] = [select(peer.before), select(peer.after), select(ours)];
  const names = new Set([...before.keys(), ...own.keys()]);
  return [...names].sort().flatMap((name) => {
    const theirs = before.get(name);
    const mine = own.get(name);
    const texts = !mine
      ? [`${name}: missing`]
      : !theirs
        ? [`${name}: the peer does not have it`]
        : compareFamily(theirs, after.get(name) ?? theirs, mine, options);
    return texts.map((text) => ({ family: name, text }));
  });
}

function selectFamilies(text: string, { prefixes }: Options): Map<string, Family> {
  const wanted = (name: string) => prefixes.some((prefix) => name.startsWith(prefix));
  return new Map([...parseExposition(text)].filter(([name]) => wanted(name)));
}

function compareFamily(before: Family, after: Family, ours: Family, options: Options): string[] {
  const { name } = ours;
  const differences: string[] = [];
  if (before.type !== ours.type) differences.push(`${name}: type ${ours.type} instead of ${before.type}`);
  if (before.help !== ours.help) differences.push(`${name}: help ${ours.help} instead of ${before.help}`);
  const labels = labelNames(ours);
  const expected = labelNames(before);
  if (labels.join() !== expected.join())
    differences.push(`${name}: labels ${labels.join()} instead of ${expected.join()}`);
  return [...differences, ...compareSamples(before, after, ours, options.tolerance?.(name) ?? EXACT)];
}

function labelNames(family: Family): string[] {
  return [...new Set(family.samples.flatMap(({ labels }) => Object.keys(labels)))].sort();
}

function compareSamples(before: Family, after: Family, ours: Family, tolerance: Tolerance): string[] {
  const early = bySeries(before.samples);
  const late = bySeries(after.samples);
  const own = bySeries(ours.samples);
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

function bySeries(samples: readonly Sample[]): Map<string, number> {
  return new Map(samples.map(({ name, labels, value }) => [seriesKey(name, labels), value]));
}

function lies(value: number, bounds: readonly number[], { absolute, relative }: Tolerance): boolean {
  if (Number.isNaN(value)) return bounds.every(Number.isNaN);
  if (bounds.includes(value)) return true;
  const [least, most] = [Math.min(...bounds), Math.max(...bounds)];
  const slack = Math.max(absolute, relative * Math.abs(most));
  return value >= least - slack && value <= most + slack;
}
