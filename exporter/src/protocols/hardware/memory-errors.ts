/** Errors of memory modules that are counted: how many have come within an hour. */
import type { HardwareLimits } from './limits.ts';
import { type Problem, severityOf } from './problem.ts';
import type { MemoryReading } from './reading.ts';

const HOUR_MS = 3_600_000;
/** Looks that are kept of a module within the hour; of more, every other is forgotten. */
const MAX_POINTS = 64;
/** A large machine has 48. */
const MAX_MODULES = 512;

interface Point {
  readonly atMs: number;
  readonly corrected: number;
}

export class MemoryErrors {
  readonly #corrected = new Map<string, readonly Point[]>();
  readonly #uncorrected = new Map<string, number>();

  /** `nowMs` on a clock that nobody sets. */
  problems(modules: readonly MemoryReading[], limits: HardwareLimits, nowMs: number): Problem[] {
    const kept = modules.slice(0, MAX_MODULES);
    if (kept.length > 0) this.#forgetAllBut(new Set(kept.map(({ name }) => name)));
    return kept.flatMap((module) => {
      const rise = this.#riseOf(module, nowMs);
      return [this.#failed(module), risingErrors(module, rise, limits)].filter((each) => each !== null);
    });
  }

  /** Without any module they were not read. */
  #forgetAllBut(names: ReadonlySet<string>): void {
    for (const known of [this.#corrected, this.#uncorrected])
      for (const name of known.keys()) if (!names.has(name)) known.delete(name);
  }

  /** Corrected errors within the last hour, as far as it was looked at. */
  #riseOf({ name, corrected }: MemoryReading, nowMs: number): number {
    if (corrected === null) return 0;
    const known = (this.#corrected.get(name) ?? []).filter(({ atMs }) => nowMs - atMs <= HOUR_MS);
    // The counter has begun anew: with the machine, or with another module.
    const going = known.some((point) => point.corrected > corrected) ? [] : known;
    const points = [...going, { atMs: nowMs, corrected }];
    this.#corrected.set(name, points.length > MAX_POINTS ? points.filter((_, i) => i % 2 === 0) : points);
    return corrected - (points[0]?.corrected ?? corrected);
  }

  #failed({ name, health, model, serial, uncorrected }: MemoryReading): Problem | null {
    const base = this.#uncorrected.get(name) ?? Infinity;
    // One that counts less than before is another module, or has begun anew.
    if (uncorrected !== null && uncorrected < base) this.#uncorrected.set(name, uncorrected);
    const risen = uncorrected === null ? 0 : Math.max(0, uncorrected - base);
    const severity = risen > 0 ? 'critical' : severityOf(health);
    if (severity === null) return null;
    return {
      kind: 'hardware.memory',
      group: 'memory',
      subject: name,
      severity,
      text:
        risen > 0
          ? `memory module ${name} has ${risen} errors that could not be corrected`
          : `memory module ${name} ${severity === 'critical' ? 'has failed' : 'is degraded'}`,
      attributes: { health, model, serial, uncorrected },
    };
  }
}

function risingErrors(
  { name, model, serial, corrected, hasAlarm }: MemoryReading,
  rise: number,
  { memoryErrors }: HardwareLimits,
): Problem | null {
  if (rise < memoryErrors && !hasAlarm) return null;
  return {
    kind: 'hardware.memory_errors',
    group: 'memory',
    subject: name,
    severity: 'warning',
    text:
      rise >= memoryErrors
        ? `memory module ${name} had ${rise} corrected errors within an hour`
        : `memory module ${name} has more corrected errors than its machine allows`,
    attributes: { model, serial, corrected, risen: rise, alarm: hasAlarm },
  };
}
