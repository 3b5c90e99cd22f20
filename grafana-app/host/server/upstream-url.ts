import { posix } from 'node:path';

/** What Go's net/url leaves unescaped in a path beyond letters and digits. */
const GO_PATH_LITERALS: Readonly<Record<string, string>> = {
  '%24': '$',
  '%26': '&',
  '%2B': '+',
  '%2C': ',',
  '%3A': ':',
  '%3B': ';',
  '%3D': '=',
  '%40': '@',
  '%2F': '/',
};

/**
 * The URL that Grafana's proxies call. The rest of the path arrives unescaped and is escaped anew, so an escaped
 * slash in it becomes a real one.
 */
export function upstreamUrl(base: string, rest: string, search: string): string {
  return joinFragments(base, escapePath(rest)) + search;
}

/** As Grafana's JoinURLFragments: exactly one slash between the two, none after an empty rest. */
export function joinFragments(base: string, rest: string): string {
  if (rest === '') return base;
  return `${base.replace(/\/$/, '')}/${rest.replace(/^\//, '')}`;
}

/** The path of a proxied request below its prefix, cleaned as Go's path.Join does: no `..`, no slash at the end. */
export function cleanPath(path: string): string {
  const clean = posix.join('/', path);
  return clean.length > 1 ? clean.replace(/\/$/, '') : clean;
}

function escapePath(path: string): string {
  return encodeURIComponent(path).replace(/%(?:24|26|2B|2C|3A|3B|3D|40|2F)/g, (code) => GO_PATH_LITERALS[code] ?? code);
}
