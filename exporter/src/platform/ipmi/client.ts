/** IPMI as modules ask for it: BMCs are kept between scrapes, with their sessions, and left when nobody asks any longer. */
import { createUdpTransport, discover, IpmiError, type IpmiErrorCode, type Transport } from 'ipmi-js';
import type {
  IpmiClient,
  IpmiOptions,
  IpmiPatience,
  IpmiSession,
  IpmiTarget,
  IpmiTotals,
} from '../../contract/ipmi.ts';
import type { PlainFiles } from '../../contract/ports.ts';
import type { NativeLibrarySource } from '../native-library.ts';
import { Bmc, type LanOptions, type ReadText } from './bmc.ts';
import { Counts } from './counts.ts';
import { LocalBmc } from './local/bmc.ts';

/** Twice the longest usual interval of scrapes. The session itself ends earlier: it holds a slot of the BMC. */
const IDLE_MS = 10 * 60_000;
const SWEEP_MS = 60_000;
/** A fleet, asked by one process. */
const MAX_BMCS = 5000;
/** What is said of an address at which no BMC is, or none that speaks IPMI as others do. */
const NOBODY: readonly IpmiErrorCode[] = [
  'timeout',
  'unreachable',
  'completion_code',
  'malformed_reply',
  'unsupported',
];

export interface IpmiClientOptions {
  readonly files: Pick<PlainFiles, 'read'>;
  /** For the local BMC. */
  readonly native: NativeLibrarySource;
  /** Where its device is looked for; where the driver makes it unless given. */
  readonly devices?: readonly string[];
  /** Milliseconds after which a BMC that nobody asks is left. */
  readonly idleMs?: number;
}

export interface OpenIpmiClient extends IpmiClient {
  /** BMCs that are known at the moment. */
  readonly bmcs: number;
  /** Ends all sessions. */
  close(): Promise<void>;
}

interface Known {
  readonly bmc: Bmc;
  /** With which it was opened. */
  readonly password: string;
}

export function ipmiClient({ files, native, devices, idleMs = IDLE_MS }: IpmiClientOptions): OpenIpmiClient {
  const known = new Map<string, Known>();
  const transport = createUdpTransport();
  const ended = new Counts();
  const local = new LocalBmc({ native, paths: devices, ended });
  const readText: ReadText = async (path, maxBytes) =>
    (await files.read(path, maxBytes)).bytes.toString('utf8');
  const sweeper = setInterval(leaveIdle, Math.min(SWEEP_MS, idleMs)).unref();

  function leave(key: string, { bmc }: Known): Promise<void> {
    known.delete(key);
    return bmc.close();
  }

  function leaveIdle(): void {
    const since = performance.now() - idleMs;
    for (const [key, each] of known) if (each.bmc.lastUsedMs < since) void leave(key, each);
    if (local.lastUsedMs < since) void local.leave();
  }

  /** The one that was opened longest ago makes room; another password ends the session that the old one began. */
  function bmcOf(options: LanOptions): Bmc {
    const { credentials, ...rest } = options;
    const { password, ...who } = credentials;
    const key = JSON.stringify([rest, who]);
    const found = known.get(key);
    if (found?.password === password) return found.bmc;
    if (found) void leave(key, found);
    const [oldest] = known.size >= MAX_BMCS ? known : [];
    if (oldest) void leave(...oldest);
    const bmc = new Bmc(options, { transport, readText, ended });
    known.set(key, { bmc, password });
    return bmc;
  }

  return {
    get bmcs() {
      return known.size;
    },
    open(options): IpmiSession {
      return isRemote(options) ? sessionOf(bmcOf(options)) : localSession(local, options);
    },
    answers: (target, patience) => answers(transport, target, patience),
    totals(): IpmiTotals {
      const counts = new Counts();
      counts.add(ended);
      const clients = [...known.values()].flatMap(({ bmc }) => bmc.client ?? []);
      for (const { stats } of clients) counts.add(stats);
      if (local.counts) counts.add(local.counts);
      counts.drop('elsewhere', transport.elsewhere);
      const sessions = clients.filter(({ session }) => session !== null).length;
      return counts.withSessions(sessions);
    },
    async close() {
      clearInterval(sweeper);
      await Promise.all([local.close(), ...[...known].map(([key, each]) => leave(key, each))]);
    },
  };
}

async function answers(
  transport: Transport,
  { address, port }: IpmiTarget,
  { timeoutMs, signal }: IpmiPatience,
): Promise<boolean> {
  try {
    await discover({ host: address, port, timeoutMs, transport, signal });
    return true;
  } catch (error) {
    const isNobody = error instanceof IpmiError && NOBODY.includes(error.code);
    if (isNobody) return false;
    throw error;
  }
}

function isRemote(options: IpmiOptions): options is LanOptions {
  return options.driver !== 'local';
}

function sessionOf(bmc: Bmc): IpmiSession {
  return {
    target: bmc.target,
    connect: (signal) => bmc.connect(signal),
    send: (request, { signal } = {}) => bmc.send(request, signal),
    kept: (make) => bmc.kept.of(make),
  };
}

function localSession(local: LocalBmc, { timeoutMs }: IpmiOptions): IpmiSession {
  return {
    target: local.target,
    connect: () => local.connect(),
    send: (request, options) => local.send(request, timeoutMs, options),
    kept: (make) => local.kept.of(make),
  };
}
