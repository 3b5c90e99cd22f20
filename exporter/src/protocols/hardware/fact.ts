import type { Severity } from '../../model/event.ts';
import type { JsonObject } from '../../model/json.ts';
import type { HardwareEventKind } from './events.ts';

/** An event before it is said of which asset. */
export interface HardwareFact {
  readonly kind: HardwareEventKind;
  readonly severity: Severity;
  readonly message: string;
  readonly attributes: JsonObject;
  /** What tells it from others of its kind about the same machine. */
  readonly about: string;
  /** Nanoseconds since the epoch; of what a log says. */
  readonly timeNs?: bigint;
  /** Of what is told once, whenever it is read. */
  readonly idempotencyKey?: string;
}
