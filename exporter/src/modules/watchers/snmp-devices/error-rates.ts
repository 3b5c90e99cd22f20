/** Errors of interfaces in a minute. */
import { round } from '../../../contract/host-facts.ts';
import { secondsBetween } from './clock.ts';
import { goesOn, growthOf } from './growth.ts';
import { namesOf, shownName } from './link-facts.ts';
import type { Interface, Reading } from './reading.ts';
import type { Measured } from './threshold-facts.ts';

/** Over less than that a few errors look like many in a minute. */
const MIN_SECONDS = 30;

export class ErrorRates {
  readonly #device: string;
  #base: Reading | null = null;

  constructor(device: string) {
    this.#device = device;
  }

  /** What was counted before tells nothing any more. */
  startAnew(): void {
    this.#base = null;
  }

  /** Nothing while too little time has passed since they were last told. */
  look(now: Reading): Measured[] {
    const base = this.#base;
    const seconds = base ? secondsBetween(base, now) : 0;
    if (base && seconds < MIN_SECONDS) return [];
    this.#base = now;
    return base ? [...now.interfaces.values()].flatMap((each) => this.#ratesOf(each, base, seconds)) : [];
  }

  #ratesOf(each: Interface, { interfaces }: Reading, seconds: number): Measured[] {
    const before = interfaces.get(each.key);
    if (!before || !goesOn(before, each)) return [];
    const directions = [
      ['in', 'receiving', growthOf(before.inErrors, each.inErrors)],
      ['out', 'sending', growthOf(before.outErrors, each.outErrors)],
    ] as const;
    return directions.flatMap(([direction, doing, errors]) => {
      if (errors === null) return [];
      const value = (errors * 60) / seconds;
      return {
        key: `${each.key} ${direction}`,
        what: `${this.#device}: ${shownName(each)} has ${round(value)} errors in a minute in ${doing}`,
        value,
        attributes: { ...namesOf(each), direction, errors_per_minute: round(value) },
      };
    });
  }
}
