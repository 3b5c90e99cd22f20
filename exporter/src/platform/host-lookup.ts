/** Addresses of hosts, remembered for a short while: each target of a fleet is asked for at every scrape. */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { HostNames } from '../contract/ports.ts';
import { messageOf, ModuleError } from '../model/errors.ts';

/** As long as most name servers let a device's record live at least; a device that moves is found within it. */
const MAX_AGE_MS = 30_000;
/** A failure is asked about again sooner. */
const MAX_FAILURE_AGE_MS = 5000;
/** Names of a large fleet; beyond it the oldest is forgotten. */
const MAX_NAMES = 5000;
/** Each takes a thread of Node's four for as long as the name server is silent; files and gzip need the others. */
const MAX_AT_A_TIME = 2;
/** Names that wait for a thread; beyond it the name server does not keep up. */
const MAX_WAITING = 1000;

/** All addresses of a name, those of the resolver's first choice first. @throws Error with a code, as dns.lookup. */
export type Resolve = (host: string) => Promise<readonly string[]>;

interface Known {
  readonly addresses: Promise<readonly string[]>;
  expiresMs: number;
}

export type HostLookup = HostNames;

export function hostLookup(now: () => number, resolve: Resolve = systemResolve): HostLookup {
  const known = new Map<string, Known>();
  const limited = atMost(MAX_AT_A_TIME, MAX_WAITING);

  function ask(host: string): Known {
    const entry: Known = {
      addresses: limited(() => resolve(host)).catch((error: unknown) => {
        entry.expiresMs = now() + MAX_FAILURE_AGE_MS;
        throw unknownHost(host, error);
      }),
      expiresMs: now() + MAX_AGE_MS,
    };
    return entry;
  }

  return {
    addresses(host) {
      if (isIP(host) !== 0) return Promise.resolve([host]);
      const remembered = known.get(host);
      if (remembered && remembered.expiresMs > now()) return remembered.addresses;
      known.delete(host);
      const oldest = known.size >= MAX_NAMES ? known.keys().next().value : undefined;
      if (oldest !== undefined) known.delete(oldest);
      const entry = ask(host);
      known.set(host, entry);
      return entry.addresses;
    },
  };
}

const systemResolve: Resolve = async (host) =>
  (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);

const HINTS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the name is not known (ENOTFOUND): is it spelled right, does the name server have it?',
  EAI_AGAIN: 'the name server does not answer (EAI_AGAIN): is it reachable, is /etc/resolv.conf right?',
};

function unknownHost(host: string, error: unknown): ModuleError {
  if (error instanceof ModuleError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new ModuleError('unreachable', `${host}: ${HINTS[code] ?? messageOf(error)}`, { cause: error });
}

/** Runs at most so many at a time, the others in turn. */
function atMost(limit: number, maxWaiting: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= limit) {
      if (waiting.length >= maxWaiting)
        throw new ModuleError('limit_exceeded', `${maxWaiting} names wait for the name server already`);
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
