/** What an offset of an event or a bit of a reading means in words. */
import { EVENT_TYPE, GENERIC_STATES, THRESHOLD_STATES } from './generic-states.ts';
import { SPECIFIC_STATES } from './specific-states.ts';

/** Bit 15 of a reading is reserved. */
const STATE_BITS = 15;
const THRESHOLD_BITS = THRESHOLD_STATES.length;

/** Null for what the specification does not name. */
export function stateText(eventType: number, sensorType: number, offset: number): string | null {
  const states =
    eventType === EVENT_TYPE.sensorSpecific ? SPECIFIC_STATES[sensorType] : GENERIC_STATES[eventType];
  return states?.[offset] ?? null;
}

export interface SensorState {
  /** The bit of the reading. */
  readonly offset: number;
  /** Null when the specification does not name it. */
  readonly text: string | null;
}

/** The states that the bits of a reading say, lowest first. */
export function statesOf(eventType: number, sensorType: number, bits: number): SensorState[] {
  const isThreshold = eventType === EVENT_TYPE.threshold;
  const states: SensorState[] = [];
  for (let offset = 0; offset < (isThreshold ? THRESHOLD_BITS : STATE_BITS); offset += 1) {
    if (((bits >> offset) & 1) === 0) continue;
    const text = isThreshold ? (THRESHOLD_STATES[offset] ?? null) : stateText(eventType, sensorType, offset);
    states.push({ offset, text });
  }
  return states;
}
