/** Events of the log, as `ipmi-sel` shows them, counted as ipmi_exporter counts them. */
import {
  type CommandChannel,
  decodeSelEntry,
  entryText,
  getDeviceId,
  readSel,
  type SelEntry,
  type SelSnapshot,
  selTime,
} from 'ipmi-js';
import type { Steps } from '../../../model/steps.ts';
import type { BmcMemory, Repository } from '../bmc-memory.ts';
import { eventSeverity, type Maker, type Severity } from '../interpretation/state-severity.ts';
import type { IpmiModule } from '../settings.ts';
import { readRepository } from './repository.ts';

/** Entries decoded in one step. */
const STEP = 50;
const RECORD_TYPE_AT = 2;
const SYSTEM_EVENT = 0x02;
const FIRST_OEM_TYPE = 0xc0;
const STATE_NAMES: Readonly<Record<Severity, string>> = {
  nominal: 'Nominal',
  warning: 'Warning',
  critical: 'Critical',
};
const NO_STATE = 'N/A';

export interface EventLog {
  readonly snapshot: SelSnapshot;
  readonly entries: readonly Uint8Array[];
  readonly repository: Repository;
  /** Whose events they are: makers have meanings of their own. */
  readonly maker: Maker;
}

export interface EventCounts {
  /** By `Nominal`, `Warning`, `Critical`, `N/A`; states without an event are not there. */
  readonly byState: ReadonlyMap<string, number>;
  /** By the configured names. */
  readonly byName: ReadonlyMap<string, NamedCount>;
}

export interface NamedCount {
  count: number;
  /** Seconds since 1970 by the BMC's clock; 0 when none of them has a time. */
  latest: number;
}

/** Asks only for what was added since the last time. @throws IpmiError */
export async function readEventLog(
  channel: CommandChannel,
  memory: BmcMemory,
  signal: AbortSignal,
): Promise<EventLog> {
  return readLogWith(await readRepository(channel, memory, signal), channel, memory, signal);
}

/** The same for who has the records of the sensors. @throws IpmiError */
export async function readLogWith(
  repository: Repository,
  channel: CommandChannel,
  memory: BmcMemory,
  signal: AbortSignal,
): Promise<EventLog> {
  const maker = await getDeviceId(channel, { signal });
  const onPart = (part: SelSnapshot) => void (memory.log = part);
  const snapshot = await memory.turns.run(
    () => readSel(channel, { known: memory.log, onPart, signal }),
    signal,
  );
  memory.log = snapshot;
  return { snapshot, entries: snapshot.entries, repository, maker };
}

export function* countEvents(
  { entries, repository, maker }: Omit<EventLog, 'snapshot'>,
  { selEvents, readingWorkarounds }: Pick<IpmiModule, 'selEvents' | 'readingWorkarounds'>,
): Steps<EventCounts> {
  const byState = new Map<string, number>();
  const byName = new Map(selEvents.map(({ name }): [string, NamedCount] => [name, { count: 0, latest: 0 }]));
  for (const [at, bytes] of entries.entries()) {
    if (at % STEP === 0) yield;
    const entry = decodeEntry(bytes, readingWorkarounds);
    const state = stateOf(entry, maker);
    byState.set(state, (byState.get(state) ?? 0) + 1);
    if (selEvents.length === 0) continue;
    const text = entryText(entry, repository.index);
    for (const { name, regex } of selEvents) if (regex.test(text)) countNamed(byName.get(name), entry);
  }
  return { byState, byName };
}

/** @throws IpmiError 'malformed_reply' */
export function decodeEntry(bytes: Uint8Array, workarounds: IpmiModule['readingWorkarounds']): SelEntry {
  return decodeSelEntry(workarounds.has('assumesystemevent') ? asSystemEvent(bytes) : bytes);
}

/** Types that the specification reserves are taken for events. */
function asSystemEvent(bytes: Uint8Array): Uint8Array {
  const type = bytes[RECORD_TYPE_AT] ?? SYSTEM_EVENT;
  if (type === SYSTEM_EVENT || type >= FIRST_OEM_TYPE) return bytes;
  const changed = Uint8Array.from(bytes);
  changed[RECORD_TYPE_AT] = SYSTEM_EVENT;
  return changed;
}

function stateOf(entry: SelEntry, maker: Maker): string {
  const severity = entry.kind === 'event' ? eventSeverity(entry, maker) : null;
  return severity === null ? NO_STATE : STATE_NAMES[severity];
}

function countNamed(named: NamedCount | undefined, entry: SelEntry): void {
  if (named === undefined) return;
  named.count += 1;
  if (entry.kind === 'unknown' || entry.timestamp === null) return;
  const time = selTime(entry.timestamp);
  if (time.kind === 'clock') named.latest = Math.max(named.latest, time.seconds);
}
