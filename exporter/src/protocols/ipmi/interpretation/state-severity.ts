/** From states of sensors and events to Nominal, Warning and Critical, as FreeIPMI's tools do it. */
import {
  ANY_DATA1,
  OEM_SEVERITIES,
  SEVERITIES,
  type StateSeverities,
  THRESHOLD_EVENTS,
  THRESHOLD_READING,
} from './severities.ts';

export const SEVERITY_NAMES = ['nominal', 'warning', 'critical'] as const;
export type Severity = (typeof SEVERITY_NAMES)[number];

const THRESHOLD = 0x01;
/** FreeIPMI looks at no bits of a reading beyond these. */
const READING_BITS = 14;
const LETTERS = 'NWC';

/**
 * The worst of the states that a reading has. Null for sensors of which the tables say nothing; states that they do not
 * have are left out of account.
 * @param states bits by offset
 */
export function readingSeverity(eventType: number, sensorType: number, states: number): Severity | null {
  const letters = eventType === THRESHOLD ? THRESHOLD_READING : readingLetters(eventType, sensorType);
  if (letters === null) return null;
  let worst = 0;
  for (let offset = 0; offset < Math.min(letters.length, READING_BITS); offset += 1) {
    if (((states >> offset) & 1) === 1) worst = Math.max(worst, LETTERS.indexOf(letters.charAt(offset)));
  }
  return SEVERITY_NAMES[worst] ?? null;
}

function readingLetters(eventType: number, sensorType: number): string | null {
  const known = severitiesOf(eventType, sensorType);
  return known === undefined || known.eventsOnly === true ? null : known.asserted;
}

export interface JudgedEvent {
  readonly eventType: number;
  readonly sensorType: number;
  readonly offset: number;
  readonly isAssertion: boolean;
  /** First byte of event data. */
  readonly data1: number;
}

export interface Maker {
  readonly manufacturerId: number;
  readonly productId: number;
}

/** Null for events of which the tables say nothing. */
export function eventSeverity(event: JudgedEvent, maker: Maker): Severity | null {
  const { eventType, sensorType, offset, isAssertion } = event;
  const known = eventType === THRESHOLD ? THRESHOLD_EVENTS : severitiesOf(eventType, sensorType);
  if (known === undefined) return oemSeverity(event, maker);
  const letters = isAssertion ? known.asserted : (known.deasserted ?? known.asserted);
  return severityOf(letters.charAt(offset));
}

function oemSeverity({ eventType, sensorType, data1 }: JudgedEvent, maker: Maker): Severity | null {
  const rule = OEM_SEVERITIES.find(
    (each) =>
      each.manufacturerId === maker.manufacturerId &&
      each.productIds.includes(maker.productId) &&
      each.eventType === eventType &&
      each.sensorType === sensorType,
  );
  if (rule === undefined) return null;
  return severityOf(rule.data1 === null ? ANY_DATA1 : (rule.data1[data1] ?? ''));
}

function severitiesOf(eventType: number, sensorType: number): StateSeverities | undefined {
  return SEVERITIES[eventType * 256 + sensorType];
}

function severityOf(letter: string): Severity | null {
  return letter === '' ? null : (SEVERITY_NAMES[LETTERS.indexOf(letter)] ?? null);
}
