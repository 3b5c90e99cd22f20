/** From what listens at each look to what has begun and ended to listen. */
import type { ListeningPort } from '../../../protocols/listening-ports.ts';

/** Twice the bound of the table of sockets. */
const MAX_KNOWN = 20_000;

export interface Known {
  /** As it was seen last. */
  port: ListeningPort;
  readonly sinceMs: number;
  lastSeenMs: number;
  /** It was there at the first look, or its opening was told: so its end is worth telling. */
  isSettled: boolean;
  /** It was there at the first look: that it is open is no news. */
  readonly isOld: boolean;
}

export interface History {
  readonly known: Map<string, Known>;
  /** Nothing is known before the first look. */
  hasBegun: boolean;
}

export const noHistory = (): History => ({ known: new Map(), hasBegun: false });

export interface Rules {
  readonly isEphemeral: (port: ListeningPort) => boolean;
  /** How long a port of the ephemeral range has to listen before it counts. */
  readonly ephemeralAgeMs: number;
  /** How long nothing has to listen before a port counts as closed: a restart is shorter. */
  readonly closedAgeMs: number;
}

export interface Changes {
  readonly opened: readonly Known[];
  readonly closed: readonly Known[];
}

export const keyOf = ({ protocol, port }: ListeningPort) => `${protocol}/${port}`;

/**
 * Takes a look into the history. At most `limit` changes are given back; what is beyond it is given at the next look.
 * `allRead` is false when ports may be missing: then none has closed.
 */
export function changesAt(
  history: History,
  ports: readonly ListeningPort[],
  nowMs: number,
  { allRead, limit }: { readonly allRead: boolean; readonly limit: number },
  rules: Rules,
): Changes {
  for (const port of ports) see(history, port, nowMs, rules);
  history.hasBegun = true;
  const opened: Known[] = [];
  const closed: Known[] = [];
  for (const [key, known] of history.known) {
    // A clock that was set back: time begins anew.
    known.lastSeenMs = Math.min(known.lastSeenMs, nowMs);
    if (known.lastSeenMs === nowMs || !allRead) {
      if (isNews(known, nowMs, rules) && opened.length < limit) settle(known, opened);
    } else if (nowMs - known.lastSeenMs >= rules.closedAgeMs) {
      if (known.isSettled && closed.length >= limit - opened.length) continue;
      if (known.isSettled) closed.push(known);
      history.known.delete(key);
    }
  }
  return { opened, closed };
}

function see(history: History, port: ListeningPort, nowMs: number, rules: Rules): void {
  const known = history.known.get(keyOf(port));
  if (known) {
    known.port = port;
    known.lastSeenMs = nowMs;
  } else if (history.known.size < MAX_KNOWN) {
    const isOld = !history.hasBegun;
    const isSettled = isOld && !rules.isEphemeral(port);
    history.known.set(keyOf(port), { port, sinceMs: nowMs, lastSeenMs: nowMs, isSettled, isOld });
  }
}

function isNews(known: Known, nowMs: number, { isEphemeral, ephemeralAgeMs }: Rules): boolean {
  return !known.isSettled && (!isEphemeral(known.port) || nowMs - known.sinceMs >= ephemeralAgeMs);
}

function settle(known: Known, opened: Known[]): void {
  known.isSettled = true;
  if (!known.isOld) opened.push(known);
}
