/** Entries of a BMC's log as events, each once. */
import { entryText, eventSensorName, IpmiError, type SelEntry, sensorTypeName } from 'ipmi-js';
import type { HardwareFact } from '../../hardware/fact.ts';
import { LogFacts, type LoggedEntry } from '../../hardware/log-facts.ts';
import { eventSeverity } from '../interpretation/state-severity.ts';
import { decodeEntry, type EventLog } from '../read/events.ts';
import type { IpmiModule } from '../settings.ts';
import { topicOf } from './event-topic.ts';
import { keysOf, LogCursor } from './log-cursor.ts';
import { atLeast, timesOf } from './log-times.ts';

/** The log as it was at one look. */
export interface ReadLog {
  readonly log: EventLog;
  /** What the BMC's clock said then; null when it did not tell, or nothing is new. */
  readonly clockSeconds: number | null;
  /** When it was asked for, milliseconds since the epoch. */
  readonly readMs: number;
}

/** The words of FreeIPMI's tables in those of logs. */
const SEVERITIES = { nominal: 'OK', warning: 'Warning', critical: 'Critical' } as const;

export class EventLogFacts {
  readonly #facts: LogFacts;
  readonly #maxAgeMs: number;
  readonly #workarounds: IpmiModule['readingWorkarounds'];
  readonly #cursor = new LogCursor();

  /** `log` tells it from the logs of other machines, and stays the same. */
  constructor(
    machine: string,
    {
      log,
      maxAgeMs,
      workarounds,
    }: {
      readonly log: string;
      readonly maxAgeMs: number;
      readonly workarounds: IpmiModule['readingWorkarounds'];
    },
  ) {
    this.#facts = new LogFacts(machine, log, maxAgeMs);
    this.#maxAgeMs = maxAgeMs;
    this.#workarounds = workarounds;
  }

  /** Whether the log may have entries that were not there at the last look. */
  hasNews({ entries }: EventLog): boolean {
    return this.#cursor.position?.entries !== entries;
  }

  /** At the first look only what is young: the rest is history. Later all that was not there before. */
  look({ log, clockSeconds, readMs }: ReadLog): HardwareFact[] {
    const news = this.#cursor.advance(log.snapshot);
    if (news?.length === 0) return [];
    const times = timesOf(log.entries, clockSeconds, readMs);
    const wanted = news ?? this.#young(times, readMs);
    const shown = news === null ? atLeast(times) : times;
    const keys = keysOf(log.snapshot, wanted);
    const entries = wanted.flatMap(
      (at) => this.#entry(log, { at, createdMs: shown[at] ?? null, key: keys.get(at) ?? String(at) }) ?? [],
    );
    return this.#facts.tell(entries, news === null, readMs);
  }

  #young(times: readonly (number | null)[], nowMs: number): number[] {
    return atLeast(times).flatMap((ms, at) => (ms !== null && nowMs - ms <= this.#maxAgeMs ? [at] : []));
  }

  /** Null for what does not follow the specification. */
  #entry(
    log: EventLog,
    { at, createdMs, key }: { readonly at: number; readonly createdMs: number | null; readonly key: string },
  ): LoggedEntry | null {
    const bytes = log.entries[at];
    if (bytes === undefined) return null;
    try {
      const entry = decodeEntry(bytes, this.#workarounds);
      return { ...wordsOf(entry, log), id: String(entry.recordId), createdMs, key };
    } catch (error) {
      if (error instanceof IpmiError) return null;
      throw error;
    }
  }
}

type Words = Omit<LoggedEntry, 'id' | 'createdMs' | 'key'>;

function wordsOf(entry: SelEntry, { repository, maker }: EventLog): Words {
  const text = entryText(entry, repository.index);
  const plain = {
    messageId: '',
    sensorType: '',
    message: text,
    severity: 'OK',
    topic: 'hardware.log',
  } as const;
  if (entry.kind !== 'event') return plain;
  const severity = eventSeverity(entry, maker);
  const name = eventSensorName(entry, repository.index);
  return {
    ...plain,
    message: `${name}: ${text}${entry.isAssertion ? '' : ' (no longer so)'}`,
    severity: severity === null ? 'OK' : SEVERITIES[severity],
    // The tables call it as bad when a state goes as when it comes.
    isResolved: !entry.isAssertion,
    sensorType: sensorTypeName(entry.sensorType) ?? '',
    topic: topicOf(entry),
  };
}
