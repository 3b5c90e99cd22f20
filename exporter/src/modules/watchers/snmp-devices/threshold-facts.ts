/** Values above a threshold: one fact at each crossing, one when it is over. */
import { round } from '../../../contract/host-facts.ts';
import type { JsonObject } from '../../../model/json.ts';
import type { Threshold } from '../../../protocols/snmp/profile/thresholds.ts';
import type { EventKind, Fact } from './events.ts';
import { type Crossing, Levels } from './levels.ts';

/** What is measured of one thing: a storage, an interface in one direction. */
export interface Measured {
  readonly key: string;
  /** As a sentence begins: `core: /var is 97 % full`. */
  readonly what: string;
  readonly value: number;
  readonly attributes: JsonObject;
}

export class ThresholdFacts {
  readonly #kind: EventKind;
  readonly #device: string;
  readonly #levels = new Levels();

  constructor(kind: EventKind, device: string) {
    this.#kind = kind;
    this.#device = device;
  }

  /** Facts about what has crossed a threshold since the look before. */
  look(measured: readonly Measured[], threshold: Threshold): Fact[] {
    return measured.flatMap((each) => {
      const crossing = this.#levels.crossing(each.key, each.value, threshold);
      return crossing ? [this.#fact(each, crossing, threshold)] : [];
    });
  }

  /** Facts about what was above a threshold and is no longer there at all. */
  lookForMissing(isThere: (key: string) => boolean): Fact[] {
    return this.#levels.takeMissing(isThere).map((key) => ({
      kind: 'snmp.threshold_cleared',
      severity: 'info',
      message: `${this.#device}: ${key} is no longer there`,
      attributes: { cleared: this.#kind, subject: key, gone: true },
      about: `${this.#kind}:${key}`,
    }));
  }

  #fact({ key, what, value, attributes }: Measured, { before, now }: Crossing, threshold: Threshold): Fact {
    const about = { ...attributes, subject: key, level: now, value: round(value), ...limitsOf(threshold) };
    if (now === 'normal')
      return {
        kind: 'snmp.threshold_cleared',
        severity: 'info',
        message: `${what}, which is below ${threshold.warning} again`,
        attributes: { ...about, cleared: this.#kind },
        about: `${this.#kind}:${key}`,
      };
    return {
      kind: this.#kind,
      severity: now,
      message:
        before === 'critical'
          ? `${what}, no longer critical`
          : `${what}, the threshold (${now}) is ${threshold[now]}`,
      attributes: about,
      about: `${now}:${key}`,
    };
  }
}

export const limitsOf = ({ warning, critical }: Threshold) => ({
  warning_threshold: warning,
  critical_threshold: critical,
});
