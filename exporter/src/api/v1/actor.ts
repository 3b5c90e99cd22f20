import type { IncomingHttpHeaders } from 'node:http';
import { Actor, FATHOM } from '../../model/action.ts';

/** Grafana's description of a user is a few hundred characters. */
const MAX_CONTEXT = 16 * 1024;
/** Nobody is named: some program that has the token. */
const ANONYMOUS = 'api';
/** C0 and C1 controls, and what turns the direction of text around. */
const DISGUISE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

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
