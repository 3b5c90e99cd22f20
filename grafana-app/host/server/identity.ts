import type { IncomingMessage } from 'node:http';
import { isRole, type Role } from './permissions.ts';

/** How the visitor wants to see the page: asked for in the query, remembered in cookies. */
export interface Preferences {
  readonly role: Role;
  readonly theme: 'dark' | 'light';
  readonly language: 'en-US' | 'ru-RU';
  /** `browser`, `utc` or a name of the IANA database. */
  readonly timeZone: string;
}

const COOKIE = 'preview_';
const TIME_ZONE = /^[A-Za-z][A-Za-z0-9_+-]{0,31}(\/[A-Za-z0-9_+-]{1,32}){0,2}$/;

/** Signed-in users of the preview, as Grafana's SignedInUser: Go prints its field names as they are. */
export function signedInUser(role: Role) {
  const login = role.toLowerCase();
  return {
    UserID: { Viewer: 3, Editor: 2, Admin: 1 }[role],
    OrgID: 1,
    OrgName: 'Main Org.',
    OrgRole: role,
    Login: login,
    Name: `${role} of the preview`,
    Email: `${login}@preview.invalid`,
    IsServiceAccount: false,
    IsGrafanaAdmin: false,
    IsAnonymous: false,
  };
}

export function preferencesOf(request: IncomingMessage, query: URLSearchParams): Preferences {
  const cookies = readCookies(request.headers.cookie ?? '');
  const wanted = (name: string) => query.get(name) ?? cookies.get(COOKIE + name) ?? '';
  const role = wanted('role');
  const timeZone = wanted('timezone');
  return {
    role: isRole(role) ? role : 'Admin',
    theme: wanted('theme') === 'light' ? 'light' : 'dark',
    language: wanted('lang') === 'ru-RU' ? 'ru-RU' : 'en-US',
    timeZone: TIME_ZONE.test(timeZone) ? timeZone : 'browser',
  };
}

/** Cookies that let the next request remember what this one asked for. */
export function rememberedBy(preferences: Preferences, path: string): string[] {
  const { role, theme, language, timeZone } = preferences;
  return Object.entries({ role, theme, lang: language, timezone: timeZone }).map(
    ([name, value]) => `${COOKIE}${name}=${encodeURIComponent(value)}; Path=${path}; SameSite=Lax`
  );
}

function readCookies(header: string): ReadonlyMap<string, string> {
  const pairs = header.split(';').map((pair): [string, string] => {
    const separator = pair.indexOf('=');
    return [pair.slice(0, separator).trim(), decode(pair.slice(separator + 1).trim())];
  });
  return new Map(pairs);
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return '';
  }
}
