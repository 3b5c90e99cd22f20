/**
 * How Grafana matches the path of an app's route: a router tree with one pattern in it (its pkg/web/tree.go).
 * Segments are compared after unescaping; only a final `*` may swallow several of them.
 */

export interface RouteMatch {
  /** What a final `*` stands for, unescaped; null when the pattern has none. */
  readonly rest: string | null;
}

export function matchRoutePath(pattern: string, path: string): RouteMatch | null {
  const wanted = trimSlashes(pattern).split('/');
  const given = trimSlashes(path).split('/');
  const last = wanted.pop() ?? '';
  if (given.length <= wanted.length) return null;
  for (const [index, segment] of wanted.entries()) {
    const value = unescape(given[index] ?? '');
    if (value === null || !segmentMatches(segment, value)) return null;
  }
  return matchLast(last, given.slice(wanted.length));
}

function matchLast(pattern: string, segments: readonly string[]): RouteMatch | null {
  const rest = unescape(segments.join('/'));
  if (rest === null) return null;
  if (pattern === '*') return { rest };
  if (pattern === '*.*') return { rest: null };
  return segments.length === 1 && segmentMatches(pattern, rest) ? { rest: null } : null;
}

function segmentMatches(pattern: string, value: string): boolean {
  if (pattern === '*') return true;
  if (!pattern.includes(':')) return pattern === value;
  const source = pattern
    .replace(/:[a-zA-Z0-9]+:int/g, '([0-9]+)')
    .replace(/:[a-zA-Z0-9]+:string/g, '([\\w]+)')
    .replace(/:[a-zA-Z0-9]+(?=\()/g, '')
    .replace(/:[a-zA-Z0-9]+/g, '(.+)');
  return new RegExp(source).test(value);
}

function trimSlashes(path: string): string {
  return path.replace(/^\//, '').replace(/\/$/, '');
}

function unescape(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}
