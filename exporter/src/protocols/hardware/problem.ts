import type { Severity } from '../../model/event.ts';
import type { JsonObject } from '../../model/json.ts';
import type { HardwareEventKind } from './events.ts';
import type { Health, PartGroup } from './reading.ts';

/** Something that is wrong with a part at one look, and may last. */
export interface Problem {
  readonly kind: HardwareEventKind;
  readonly group: PartGroup;
  /** The part; one part has one problem of a kind at a time. */
  readonly subject: string;
  readonly severity: Extract<Severity, 'warning' | 'error' | 'critical'>;
  /** As a sentence after the name of the machine: `fan 3 has failed`. */
  readonly text: string;
  readonly attributes: JsonObject;
}

/** Of `Warning` and `Critical`; null for what is good, or not said. */
export function severityOf(health: Health): 'warning' | 'critical' | null {
  if (health === 'Critical') return 'critical';
  return health === 'Warning' ? 'warning' : null;
}
