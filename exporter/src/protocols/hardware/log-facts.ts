/** Entries of a machine's log as events, each once: also over a restart, for an entry has the same key whenever it is read. */
import type { Severity } from '../../model/event.ts';
import { msToNs } from '../../model/time.ts';
import type { HardwareEventKind } from './events.ts';
import type { HardwareFact } from './fact.ts';
import { type LoggedWords, logKindOf } from './log-kinds.ts';

export interface LoggedEntry extends LoggedWords {
  readonly id: string;
  /** Milliseconds since the epoch; null when the log does not say when it was. */
  readonly createdMs: number | null;
  /** `OK`, `Warning`, `Critical`, or what the vendor says. */
  readonly severity: string;
  /** What it is about is over. */
  readonly isResolved?: boolean;
  /** What tells it from all others of its log; without it id and time do. */
  readonly key?: string;
  /** What it is about, where more than words say so. */
  readonly topic?: HardwareEventKind;
}

/** What is remembered to have been told; logs of machines have room for fewer. */
const MAX_TOLD = 4096;
/** Clocks differ. */
const AHEAD_MS = 5 * 60_000;
const MAX_KEY_PART = 100;

const SEVERITIES: Readonly<Record<string, Severity>> = {
  ok: 'info',
  informational: 'info',
  minor: 'warning',
  warning: 'warning',
  caution: 'warning',
  error: 'error',
  major: 'error',
  critical: 'critical',
  fatal: 'critical',
};

/** What lies behind is no problem, however bad it was. */
export function severityOfEntry({ severity, isResolved = false }: LoggedEntry): Severity {
  return isResolved ? 'info' : (SEVERITIES[severity.toLowerCase()] ?? 'info');
}

export class LogFacts {
  readonly #machine: string;
  readonly #log: string;
  readonly #maxAgeMs: number;
  #told: Set<string> | null = null;

  /** `log` tells it from the logs of other machines, and stays the same. */
  constructor(machine: string, log: string, maxAgeMs: number) {
    this.#machine = machine;
    this.#log = log;
    this.#maxAgeMs = maxAgeMs;
  }

  /** At the first look only what is young: the rest is history. Later all that was not there before. */
  look(entries: readonly LoggedEntry[], nowMs: number): HardwareFact[] {
    const isFirst = this.#told === null;
    const told = (this.#told ??= new Set());
    const news = entries.filter((entry) => {
      const key = keyOf(entry);
      if (told.has(key)) return false;
      told.add(key);
      return true;
    });
    for (const oldest of told) {
      if (told.size <= MAX_TOLD) break;
      told.delete(oldest);
    }
    return this.tell(news, isFirst, nowMs);
  }

  /** For who knows what is new in a log. @param isFirst nobody knows how long the entries have been there */
  tell(news: readonly LoggedEntry[], isFirst: boolean, nowMs: number): HardwareFact[] {
    const worth = news.filter(({ createdMs }) => !isFirst || this.#isYoung(createdMs, nowMs));
    const timeOf = ({ createdMs }: LoggedEntry) => createdMs ?? nowMs;
    return worth.sort((a, b) => timeOf(a) - timeOf(b)).map((entry) => this.#fact(entry, nowMs));
  }

  #isYoung(createdMs: number | null, nowMs: number): createdMs is number {
    return createdMs !== null && nowMs - createdMs <= this.#maxAgeMs;
  }

  #fact(entry: LoggedEntry, nowMs: number): HardwareFact {
    const { id, createdMs, message, messageId, sensorType } = entry;
    const severity = severityOfEntry(entry);
    const topic = entry.topic ?? logKindOf(entry);
    // A clock that was never set says nothing; what was not there before is new.
    const isPlausible = this.#isYoung(createdMs, nowMs) && createdMs <= nowMs + AHEAD_MS;
    return {
      // What is good, or over, is no problem of the part that it is about.
      kind: severity === 'info' ? 'hardware.log' : topic,
      severity,
      message: `${this.#machine}: ${message === '' ? `entry ${id} of its log` : message}`,
      attributes: {
        origin: 'log',
        subject: `log ${id}`,
        entry: id,
        topic,
        message_id: messageId,
        sensor_type: sensorType,
        logged: createdMs === null ? null : new Date(createdMs).toISOString(),
      },
      about: `log:${entry.key ?? `${messageId === '' ? message.slice(0, MAX_KEY_PART) : messageId}:${id}`}`,
      timeNs: msToNs(isPlausible ? createdMs : nowMs),
      idempotencyKey: `${this.#log}:${keyOf(entry)}`,
    };
  }
}

const keyOf = ({ id, createdMs, key }: LoggedEntry) =>
  key ?? `${id.slice(0, MAX_KEY_PART)}@${createdMs ?? 'unknown'}`;
