import type { IncomingHttpHeaders } from 'node:http';
import { Actor, FATHOM } from '../../model/action.ts';

/** Grafana's description of a user is a few hundred characters. */
const MAX_CONTEXT = 16 * 1024;
/** Nobody is named: some program that has the token. */
const ANONYMOUS = 'api';
/** Controls, and what cannot be seen: it turns the direction of text around, or makes one name look like another. */
const DISGUISE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/**
 * Who asks, as Grafana's plugin proxy says: the login in `X-Grafana-Context`, else `X-Grafana-User`, else `api`.
 * Whoever has the token may say so: it is a note of who did what, not a proof.
 */
export function actorOf(headers: IncomingHttpHeaders): string {
  const [context, user] = [headers['x-grafana-context'], headers['x-grafana-user']].map(textOf);
  return nameIn(loginIn(context)) ?? nameIn(user) ?? ANONYMOUS;
}

/** Node takes headers as Latin-1; Grafana writes UTF-8. */
function textOf(header: string | string[] | undefined): string | undefined {
  if (typeof header !== 'string' || header.length > MAX_CONTEXT) return undefined;
  return Buffer.from(header, 'latin1').toString('utf8');
}

function loginIn(context: string | undefined): unknown {
  if (context === undefined) return undefined;
  try {
    const user: unknown = JSON.parse(context);
    if (typeof user !== 'object' || user === null) return undefined;
    // Grafana writes the field as Go calls it, for want of a name for JSON; one day it may have one.
    return 'Login' in user ? user.Login : 'login' in user ? user.login : undefined;
  } catch {
    return undefined;
  }
}

function nameIn(login: unknown): string | undefined {
  const name = Actor.safeParse(typeof login === 'string' ? login.trim() : undefined).data;
  if (name === undefined || DISGUISE.test(name)) return undefined;
  return name === FATHOM ? `${FATHOM} (user)` : name;
}
