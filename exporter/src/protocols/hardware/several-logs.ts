/** The logs of one machine: what several of them tell of is told once. */
import type { HardwareFact } from './fact.ts';
import { LogFacts, type LoggedEntry, severityOfEntry } from './log-facts.ts';
import { logKindOf } from './log-kinds.ts';

export interface ReadLog {
  /** What tells it from the other logs of the machine, and stays the same. */
  readonly log: string;
  readonly entries: readonly LoggedEntry[];
}

/** A machine writes the same event into its logs within seconds. */
const TWIN_MS = 15_000;
/** Of the last entries with a problem, which others may be the same as. */
const MAX_TOLD = 500;
/** Of a machine; they are known by what its BMC says. */
const MAX_LOGS = 16;

interface Told {
  readonly log: string;
  readonly topic: unknown;
  readonly ms: number;
  /** Other logs that have told of it, too. */
  readonly alsoIn: Set<string>;
}

export class SeveralLogs {
  readonly #machine: string;
  readonly #prefix: string;
  readonly #maxAgeMs: number;
  readonly #byLog = new Map<string, LogFacts>();
  #told: Told[] = [];

  /** `prefix` tells the machine from others, and stays the same. */
  constructor(machine: string, prefix: string, maxAgeMs: number) {
    this.#machine = machine;
    this.#prefix = prefix;
    this.#maxAgeMs = maxAgeMs;
  }

  /** The first log is the one that the machine keeps of its hardware; of the others, problems of the hardware count. */
  look(main: ReadLog | null, others: readonly ReadLog[], nowMs: number): HardwareFact[] {
    const news = [
      ...(main ? this.#news(main, nowMs) : []),
      ...others.flatMap(({ log, entries }) =>
        this.#news({ log, entries: entries.filter(isHardwareProblem) }, nowMs),
      ),
    ];
    this.#told = this.#told.slice(-MAX_TOLD);
    return news;
  }

  #news({ log, entries }: ReadLog, nowMs: number): HardwareFact[] {
    return this.#factsOf(log)
      .look(entries, nowMs)
      .filter((fact) => fact.severity === 'info' || !this.#isTold(log, fact, nowMs));
  }

  /** The log that was read longest ago makes room. */
  #factsOf(log: string): LogFacts {
    const facts =
      this.#byLog.get(log) ?? new LogFacts(this.#machine, `${this.#prefix}:${log}`, this.#maxAgeMs);
    this.#byLog.delete(log);
    const [oldest] = this.#byLog.size >= MAX_LOGS ? this.#byLog.keys() : [];
    if (oldest !== undefined) this.#byLog.delete(oldest);
    this.#byLog.set(log, facts);
    return facts;
  }

  /** Each entry stands for one of each other log. */
  #isTold(log: string, { attributes: { topic }, timeNs }: HardwareFact, nowMs: number): boolean {
    const ms = timeNs === undefined ? nowMs : Number(timeNs / 1_000_000n);
    const twin = this.#told.find(
      (each) =>
        each.log !== log &&
        each.topic === topic &&
        Math.abs(each.ms - ms) <= TWIN_MS &&
        !each.alsoIn.has(log),
    );
    if (twin) twin.alsoIn.add(log);
    else this.#told.push({ log, topic, ms, alsoIn: new Set() });
    return twin !== undefined;
  }
}

function isHardwareProblem(entry: LoggedEntry): boolean {
  return severityOfEntry(entry) !== 'info' && logKindOf(entry) !== 'hardware.log';
}
