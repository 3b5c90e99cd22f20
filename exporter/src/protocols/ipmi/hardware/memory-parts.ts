/** Memory modules by their sensors, with the corrected errors that the log has of each. */
import { decodeSelEntry, EVENT_TYPE, SENSOR_TYPE, sensorOf } from 'ipmi-js';
import type { MemoryReading } from '../../hardware/reading.ts';
import type { EventLog } from '../read/events.ts';
import type { Looked } from './looked.ts';
import { keyOf } from './plan.ts';
import type { Inventory } from './power-parts.ts';
import { bits, hasState, healthOf, worstOf } from './states.ts';

/** States of memory (IPMI 2.0, table 42-3). */
const MEMORY = { correctable: 0, limitReached: 5 } as const;
const CORRECTED = bits(MEMORY.correctable, MEMORY.limitReached);
/** Of an entry: what comes first is cheap to look at. */
const SENSOR_TYPE_AT = 10;

export type ErrorCounts = ReadonlyMap<string, number>;

export function memoryOf(looked: Looked, counts: ErrorCounts | null, inventory: Inventory): MemoryReading[] {
  const modules = looked.components('dimm', SENSOR_TYPE.memory);
  const ofModules = new Set(modules.flatMap(({ said }) => said));
  const others = looked
    .states(SENSOR_TYPE.memory)
    .filter((said) => !ofModules.has(said))
    .map((said) => ({ name: said.name, said: [said] }));
  return [...modules, ...others].map(({ name, said }) => ({
    name,
    health: worstOf(said.map((each) => healthOf(each, CORRECTED))),
    model: inventory.get(name)?.model ?? '',
    serial: inventory.get(name)?.serial ?? '',
    capacityBytes: null,
    corrected: counts && said.reduce((sum, { sensor }) => sum + (counts.get(keyOf(sensor)) ?? 0), 0),
    uncorrected: null,
    hasAlarm: said.some((each) => hasState(each, MEMORY.limitReached)),
  }));
}

/** How many corrected errors the log of one machine has. */
export class CorrectedErrors {
  #last: { readonly log: EventLog; readonly counts: ErrorCounts } | null = null;

  /** Counts again only when something has changed. */
  of(log: EventLog): ErrorCounts {
    const isSame = this.#last?.log.entries === log.entries && this.#last.log.repository === log.repository;
    if (!isSame || this.#last === null) this.#last = { log, counts: countCorrected(log) };
    return this.#last.counts;
  }
}

/** By sensor. */
function countCorrected({ entries, repository }: EventLog): ErrorCounts {
  const counts = new Map<string, number>();
  for (const bytes of entries) {
    if (bytes[SENSOR_TYPE_AT] !== SENSOR_TYPE.memory) continue;
    const entry = decodeSelEntry(bytes);
    const isCorrected =
      entry.kind === 'event' &&
      entry.isAssertion &&
      entry.eventType === EVENT_TYPE.sensorSpecific &&
      entry.offset === MEMORY.correctable;
    const sensor = isCorrected ? sensorOf(entry, repository.index) : null;
    if (sensor) counts.set(keyOf(sensor), (counts.get(keyOf(sensor)) ?? 0) + 1);
  }
  return counts;
}
