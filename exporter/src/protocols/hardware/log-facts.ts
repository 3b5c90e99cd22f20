/** Entries of a machine's log as events, each once: also over a restart, for an entry has the same key whenever it is read. */
import type { Severity } from '../../model/event.ts';
import { msToNs } from '../../model/time.ts';
import type { HardwareFact } from './fact.ts';
import { type LoggedWords, logKindOf } from './log-kinds.ts';

export interface LoggedEntry extends LoggedWords {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly createdMs: number;
  /** `OK`, `Warning`, `Critical`, or what the vendor says. */
  readonly severity: string;
}

/** What is remembered to have been told; logs of machines have room for fewer. */
const MAX_TOLD = 4096;
/** Clocks differ. */
const AHEAD_MS = 5 * 60_000;
const MAX_KEY_PART = 100;

const SEVERITIES: Readonly<Record<string, Severity>> = {
  ok: 'info',
  informational: 'info',
  warning: 'warning',
  caution: 'warning',
  critical: 'critical',
  fatal: 'critical',
};

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
      return !isFirst || nowMs - entry.createdMs <= this.#maxAgeMs;
    });
    for (const oldest of told) {
      if (told.size <= MAX_TOLD) break;
      told.delete(oldest);
    }
    return news.sort((a, b) => a.createdMs - b.createdMs).map((entry) => this.#fact(entry, nowMs));
  }

  #fact(entry: LoggedEntry, nowMs: number): HardwareFact {
    const { id, createdMs, message, messageId, sensorType } = entry;
    const severity = SEVERITIES[entry.severity.toLowerCase()] ?? 'info';
    const topic = logKindOf(entry);
    // A clock that was never set says nothing; what was not there before is new.
    const isPlausible = createdMs <= nowMs + AHEAD_MS && createdMs >= nowMs - this.#maxAgeMs;
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
        logged: new Date(createdMs).toISOString(),
      },
      about: `log:${messageId === '' ? message.slice(0, MAX_KEY_PART) : messageId}:${id}`,
      timeNs: msToNs(isPlausible ? createdMs : nowMs),
      idempotencyKey: `${this.#log}:${keyOf(entry)}`,
    };
  }
}

const keyOf = ({ id, createdMs }: LoggedEntry) => `${id.slice(0, MAX_KEY_PART)}@${createdMs}`;
