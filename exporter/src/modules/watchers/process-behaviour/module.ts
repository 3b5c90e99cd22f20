import { z } from 'zod';
import { duration } from '../../../contract/config.ts';
import { defineWatcher, ModuleError, type Observation } from '../../../contract/module.ts';
import type { SocketTable } from '../../../contract/ports.ts';
import { isDue } from '../../../contract/repeat.ts';
import type { JsonObject } from '../../../model/json.ts';
import type { ProcessInfo } from '../../../model/process.ts';
import type { SocketSnapshot } from '../../../model/socket.ts';
import { msToNs } from '../../../model/time.ts';
import { factsOf, hasEnded, isKernelThread, keyOf, round, titleOf } from './facts.ts';
import { compare, forgetOld, type History, type Known, noHistory, recentStarts } from './history.ts';
import { SUSPICIOUS_NAMES, suspiciousName, TRUSTED_NAMES } from './suspicion.ts';

/** Collectors and scanners that ask at the same time share the pass. */
const MAX_AGE_MS = 1000;
/** init and kthreadd: what they have as children says nothing about them. */
const LAST_SYSTEM_PID = 2;

const namePattern = z.string().min(1).max(200).refine(isRegex, 'not a regular expression');

const config = z.object({
  cpuPercent: z
    .number()
    .min(1)
    .max(100_000)
    .default(80)
    .describe('High CPU use of a process: per cent of one core.'),
  cpuLooks: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(2)
    .describe('Looks in a row with more that make it a fact.'),
  connections: z
    .number()
    .int()
    .min(1)
    .default(50)
    .describe('Connections of a process that are many, when it has more.'),
  suspiciousNames: z
    .array(namePattern)
    .max(500)
    .default(SUSPICIOUS_NAMES)
    .describe(
      'Regular expressions for the name of a process, of its executable, or of the script that an interpreter runs; ' +
        'small and capital letters are the same.',
    ),
  trustedNames: z
    .array(z.string())
    .max(500)
    .default(TRUSTED_NAMES)
    .describe('Names that are never suspicious.'),
  spawnWindow: duration('10s', { min: '1s', max: '10m' }).describe(
    'Time in which starts are counted as a burst.',
  ),
  spawnPerParent: z
    .number()
    .int()
    .min(1)
    .default(20)
    .describe('Children of one process within it that are a burst, when more.'),
  spawnTotal: z
    .number()
    .int()
    .min(1)
    .default(100)
    .describe('Starts of all processes within it that are a burst, when more.'),
  top: z
    .number()
    .int()
    .min(0)
    .max(50)
    .default(5)
    .describe('How many processes to tell by CPU, and by memory; 0 tells none.'),
  topInterval: duration('60s', { min: '1s', max: '1d' }).describe('How often the top processes are told.'),
  repeatInterval: duration('15s', { min: '1s', max: '1d' }).describe(
    'How often a state that lasts is told again.',
  ),
  maxEvents: z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(200)
    .describe('Events at one look; the rest is only counted.'),
});
type Config = z.output<typeof config>;

const events = {
  'process.started': 'A process was seen for the first time.',
  'process.terminated': 'A process that was there is gone; `lifetime_seconds` says how long it ran.',
  'process.suspicious':
    'A name that malware uses, or much CPU together with many connections; `reasons` says which.',
  'process.cpu_high': 'A process has used more CPU than allowed, look after look.',
  'process.many_connections': 'A process has more connections than allowed.',
  'process.spawn_burst':
    'One process, or the host as a whole, starts processes rapidly; `spawned` says how many.',
  'process.top': 'One of those that use most CPU (`cpu_rank`) or memory (`memory_rank`).',
  'process.events_dropped': 'More happened at one look than is told; `dropped` says how much of what.',
} as const;
type Kind = keyof typeof events;

/** One look: what was seen, and how to tell it. */
interface Look {
  readonly nowMs: number;
  readonly asset: string;
  readonly config: Config;
  readonly history: History;
  readonly processes: readonly ProcessInfo[];
  facts(process: ProcessInfo): JsonObject;
  connections(process: ProcessInfo): number | null;
  /** Tells, or counts once there is too much to tell. */
  tell(kind: Kind, make: () => Omit<Observation<Kind>, 'kind'>): void;
}

export default defineWatcher({
  id: 'process-behaviour',
  summary:
    'Starts, ends and behaviour of processes. It looks every few seconds: what starts and ends in between is not seen.',
  config,
  needs: ['processes', 'sockets'],
  interval: '5s',
  events,
  init: ({ suspiciousNames, trustedNames }) => ({
    history: noHistory(),
    patterns: suspiciousNames.map((source) => new RegExp(source, 'i')),
    trusted: new Set(trustedNames),
  }),
  async watch(context, options, emit) {
    const { host, state } = context;
    const { history } = state;
    const sockets = await connectionsOf(context.sockets, context.partial);
    const snapshot = await context.processes.snapshot(MAX_AGE_MS);
    const processes = snapshot.processes.filter((process) => !isKernelThread(process) && !hasEnded(process));
    const teller = limitedTo(options.maxEvents, emit);
    const names = new Map(snapshot.processes.map(({ pid, name }) => [pid, name]));
    const connections = ({ pid }: ProcessInfo) =>
      sockets?.connectionsByPid.get(pid) ?? (sockets?.complete ? 0 : null);
    const look: Look = {
      nowMs: context.now(),
      asset: host.asset,
      config: options,
      history,
      processes,
      connections,
      facts: (process) => factsOf(process, names.get(process.parentPid), connections(process)),
      tell: teller.tell,
    };
    const allRead = snapshot.skipped === (snapshot.vanished ?? 0);
    const isBusy = ({ cpuPercent }: ProcessInfo) => cpuPercent > options.cpuPercent;
    const { started, ended, now } = compare(history.known, processes, allRead, isBusy);
    history.known = now;
    history.starts = recentStarts(history.starts, started, look.nowMs, options.spawnWindow);
    // What tells most comes first, what is most numerous last: the limit cuts off what matters least.
    for (const process of processes)
      tellSuspicion(look, process, suspiciousName(process, state.patterns, state.trusted));
    for (const known of now.values()) tellLoad(look, known);
    if (started.length > 0) tellBursts(look);
    tellTop(look);
    for (const process of started) tellStart(look, process);
    for (const process of ended) tellEnd(look, process);
    teller.finish(host.asset);
    forgetOld(history.told, look.nowMs, options.repeatInterval);
  },
});

function isRegex(source: string): boolean {
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
}

/** Null when sockets cannot be seen: the rest is worth telling without them. */
async function connectionsOf(
  sockets: SocketTable,
  partial: (reason: ModuleError) => void,
): Promise<SocketSnapshot | null> {
  try {
    return await sockets.snapshot(MAX_AGE_MS);
  } catch (error) {
    if (!(error instanceof ModuleError)) throw error;
    partial(error);
    return null;
  }
}

function limitedTo(maxEvents: number, emit: (observation: Observation<Kind>) => void) {
  const dropped = new Map<Kind, number>();
  let left = maxEvents;
  const tell: Look['tell'] = (kind, make) => {
    if (left > 0) emit({ kind, ...make() });
    else dropped.set(kind, (dropped.get(kind) ?? 0) + 1);
    left -= 1;
  };
  const finish = (asset: string) => {
    if (dropped.size === 0) return;
    emit({
      kind: 'process.events_dropped',
      severity: 'warning',
      message: `${-left} more events of processes at one look than are told`,
      attributes: { dropped: Object.fromEntries(dropped) },
      fingerprint: `process.events_dropped:${asset}`,
    });
  };
  return { tell, finish };
}

/** Tells something of a process that lasts: not at every look, and always under the same fingerprint. */
function tellState(
  look: Look,
  kind: Kind,
  process: ProcessInfo,
  more: () => { message: string; attributes: JsonObject },
) {
  const key = `${kind}:${look.asset}:${keyOf(process)}`;
  if (!isDue(look.history.told, key, look.nowMs, look.config.repeatInterval)) return;
  look.tell(kind, () => {
    const { message, attributes } = more();
    return {
      severity: 'warning',
      message,
      attributes: { ...look.facts(process), ...attributes },
      fingerprint: key,
    };
  });
}

function tellSuspicion(look: Look, process: ProcessInfo, pattern: RegExp | null): void {
  const { cpuPercent, connections } = look.config;
  const reasons: string[] = [];
  if (pattern) reasons.push(`its name matches ${pattern.source}`);
  const count = look.connections(process);
  if (process.cpuPercent > cpuPercent && count !== null && count > connections) {
    reasons.push(`CPU ${round(process.cpuPercent)} % with ${count} connections`);
  }
  if (reasons.length === 0) return;
  const message = `Suspicious process ${titleOf(process)}: ${reasons.join(', ')}`;
  tellState(look, 'process.suspicious', process, () => ({ message, attributes: { reasons } }));
}

function tellLoad(look: Look, { process, busyLooks }: Known): void {
  const { config } = look;
  if (busyLooks >= config.cpuLooks) {
    const reason = `CPU ${round(process.cpuPercent)} % in ${busyLooks} looks above ${config.cpuPercent} %`;
    tellState(look, 'process.cpu_high', process, () => ({
      message: `High CPU use of ${titleOf(process)}: ${round(process.cpuPercent)} % of one core`,
      attributes: { reasons: [reason] },
    }));
  }
  const connections = look.connections(process);
  if (connections === null || connections <= config.connections) return;
  tellState(look, 'process.many_connections', process, () => ({
    message: `${titleOf(process)} has ${connections} connections`,
    attributes: { reasons: [`${connections} connections, more than ${config.connections}`] },
  }));
}

function tellBursts(look: Look): void {
  const { config, history, nowMs } = look;
  const seconds = config.spawnWindow / 1000;
  const byParent = new Map<number, number>();
  for (const { parentPid } of history.starts) byParent.set(parentPid, (byParent.get(parentPid) ?? 0) + 1);
  for (const process of look.processes) {
    const spawned = byParent.get(process.pid) ?? 0;
    if (spawned <= config.spawnPerParent || process.pid <= LAST_SYSTEM_PID) continue;
    tellState(look, 'process.spawn_burst', process, () => ({
      message: `${titleOf(process)} started ${spawned} processes within ${seconds} s`,
      attributes: { spawned, window_seconds: seconds, reasons: [`${spawned} children within ${seconds} s`] },
    }));
  }
  const spawned = history.starts.length;
  const key = `process.spawn_burst:${look.asset}`;
  if (spawned <= config.spawnTotal || !isDue(history.told, key, nowMs, config.repeatInterval)) return;
  look.tell('process.spawn_burst', () => ({
    severity: 'warning',
    message: `${spawned} processes started within ${seconds} s`,
    attributes: { spawned, window_seconds: seconds, reasons: [`${spawned} starts within ${seconds} s`] },
    fingerprint: key,
  }));
}

function tellTop(look: Look): void {
  const { config, history, nowMs } = look;
  if (config.top === 0 || (nowMs >= history.lastTopMs && nowMs - history.lastTopMs < config.topInterval))
    return;
  history.lastTopMs = nowMs;
  const byCpu = ranks(look.processes, config.top, ({ cpuPercent }) => cpuPercent);
  const byMemory = ranks(look.processes, config.top, ({ rssBytes }) => rssBytes);
  for (const process of new Set([...byCpu.keys(), ...byMemory.keys()])) {
    look.tell('process.top', () => ({
      severity: 'debug',
      message: `${titleOf(process)} is among the top processes`,
      attributes: {
        ...look.facts(process),
        cpu_rank: byCpu.get(process) ?? null,
        memory_rank: byMemory.get(process) ?? null,
      },
      fingerprint: `process.top:${look.asset}:${keyOf(process)}`,
    }));
  }
}

/** The first `count` by a measure that is not zero, with their ranks from 1. */
function ranks(
  processes: readonly ProcessInfo[],
  count: number,
  measure: (process: ProcessInfo) => number,
): Map<ProcessInfo, number> {
  const sorted = processes.filter((process) => measure(process) > 0).sort((a, b) => measure(b) - measure(a));
  return new Map(sorted.slice(0, count).map((process, i) => [process, i + 1]));
}

function tellStart(look: Look, process: ProcessInfo): void {
  look.tell('process.started', () => ({
    severity: 'info',
    message: `Process ${titleOf(process)} started`,
    attributes: look.facts(process),
    timeNs: msToNs(Math.min(Math.max(process.createTime * 1000, 0), look.nowMs)),
    fingerprint: `process.started:${look.asset}:${keyOf(process)}`,
  }));
}

function tellEnd(look: Look, process: ProcessInfo): void {
  const seconds = round(Math.max(0, look.nowMs / 1000 - process.createTime));
  look.tell('process.terminated', () => ({
    severity: 'info',
    message: `Process ${titleOf(process)} ended after ${seconds} s`,
    attributes: { ...look.facts(process), lifetime_seconds: seconds },
    fingerprint: `process.terminated:${look.asset}:${keyOf(process)}`,
  }));
}
