import { describe, expect, it } from 'vitest';
import { SEVERITIES } from './severities.ts';
import { STATE_ROWS } from '../../../../../test/support/ipmi-state-rows.ts';
import { eventSeverity, readingSeverity, type Severity } from './state-severity.ts';

const NAMES: Readonly<Record<string, Severity>> = { N: 'nominal', W: 'warning', C: 'critical' };
const NOBODY = { manufacturerId: 0, productId: 0 };
/** Chip set, boot initiated, OS stop, platform alert and LAN: FreeIPMI judges their events, not their readings. */
const EVENTS_ONLY = [0x6f19, 0x6f1d, 0x6f20, 0x6f24, 0x6f27];

interface State {
  readonly eventType: number;
  readonly sensorType: number;
  readonly offset: number;
  readonly asserted: Severity;
  readonly deasserted: Severity;
}

const STATES: [string, State][] = STATE_ROWS.flatMap(([eventType, sensorType, name, states]) =>
  states.split(', ').map((state, offset): [string, State] => {
    const [, label = '', up = '', down = up] = /^(.*) ([NWC])(?:\/([NWC]))?$/.exec(state) ?? [];
    const severities = { asserted: NAMES[up] ?? 'nominal', deasserted: NAMES[down] ?? 'nominal' };
    return [`${name}: ${label}`, { eventType, sensorType, offset, ...severities }];
  }),
);

describe('a state', () => {
  it.each(STATES)('%s', (_, { asserted, deasserted, ...state }) => {
    const event = { ...state, data1: state.offset };
    expect(eventSeverity({ ...event, isAssertion: true }, NOBODY)).toBe(asserted);
    expect(eventSeverity({ ...event, isAssertion: false }, NOBODY)).toBe(deasserted);
    const { eventType, sensorType, offset } = state;
    const isJudged = !EVENTS_ONLY.includes(eventType * 256 + sensorType);
    const reading = readingSeverity(eventType, sensorType, 1 << offset);
    // The tables name a fifteenth state of ACPI, which FreeIPMI never looks at.
    expect(reading).toBe(isJudged ? (offset < 14 ? asserted : 'nominal') : null);
  });

  it('is in the table only when it has a name here', () => {
    const named = STATE_ROWS.map(([eventType, sensorType]) => eventType * 256 + sensorType);
    expect(Object.keys(SEVERITIES).map(Number).toSorted()).toEqual(named.toSorted());
    const letters = Object.values(SEVERITIES).reduce((sum, { asserted }) => sum + asserted.length, 0);
    expect(letters).toBe(STATES.length);
    for (const { asserted, deasserted = asserted } of Object.values(SEVERITIES)) {
      expect(deasserted).toHaveLength(asserted.length);
    }
  });
});

describe('a threshold', () => {
  it.each<[string, number, Severity, Severity]>([
    ['lower non-critical going low', 0, 'warning', 'nominal'],
    ['lower non-critical going high', 1, 'nominal', 'nominal'],
    ['lower critical going low', 2, 'critical', 'warning'],
    ['lower critical going high', 3, 'warning', 'warning'],
    ['lower non-recoverable going low', 4, 'critical', 'critical'],
    ['lower non-recoverable going high', 5, 'critical', 'critical'],
    ['upper non-critical going low', 6, 'nominal', 'nominal'],
    ['upper non-critical going high', 7, 'warning', 'nominal'],
    ['upper critical going low', 8, 'warning', 'warning'],
    ['upper critical going high', 9, 'critical', 'warning'],
    ['upper non-recoverable going low', 10, 'critical', 'critical'],
    ['upper non-recoverable going high', 11, 'critical', 'critical'],
  ])('%s', (_, offset, asserted, deasserted) => {
    const event = { eventType: 1, sensorType: 0xc1, offset, data1: 0 };
    expect(eventSeverity({ ...event, isAssertion: true }, NOBODY)).toBe(asserted);
    expect(eventSeverity({ ...event, isAssertion: false }, NOBODY)).toBe(deasserted);
  });
});

describe('a reading', () => {
  it.each<[string, number, number, number, Severity | null]>([
    ['between all thresholds', 1, 1, 0, 'nominal'],
    ['at a lower non-critical threshold', 1, 1, 0x01, 'nominal'],
    ['at a lower critical threshold', 1, 4, 0x03, 'critical'],
    ['at a lower non-recoverable threshold', 1, 4, 0x04, 'critical'],
    ['at an upper non-critical threshold', 1, 0xc3, 0x08, 'nominal'],
    ['at an upper critical threshold', 1, 0xc3, 0x18, 'critical'],
    ['at an upper non-recoverable threshold', 1, 1, 0x20, 'critical'],
    ['with reserved bits', 1, 1, 0xc0, 'nominal'],
    ['of several states: the worst', 0x6f, 0x08, 0x03, 'critical'],
    ['of no state', 0x6f, 0x08, 0, 'nominal'],
    ['of a state that its table does not have', 0x6f, 0x08, 0x4000, 'nominal'],
    ['of a type without a table', 0x6f, 0xc0, 1, null],
    ['of generic states of a type that has none of them', 0x05, 0x03, 1, null],
    ["of a maker's own states", 0x70, 0x08, 1, null],
  ])('%s', (_, eventType, sensorType, states, expected) =>
    expect(readingSeverity(eventType, sensorType, states)).toBe(expected),
  );
});

describe("a maker's event", () => {
  it.each<[string, number, number, number, number, number, Severity | null]>([
    ['node manager: health', 343, 62, 0x73, 0xdc, 0xa2, 'warning'],
    ['node manager: another state of health', 343, 62, 0x73, 0xdc, 0xa3, null],
    ['node manager: exception', 20569, 52, 0x72, 0xdc, 0xa8, 'warning'],
    ['node manager: operational capabilities', 7244, 21401, 0x74, 0xdc, 0x00, 'warning'],
    ['node manager: alert threshold', 343, 64, 0x75, 0xdc, 0xa0, 'warning'],
    ['SMI timeout over', 343, 40, 0x03, 0xf3, 0, 'nominal'],
    ['SMI timeout', 343, 64, 0x03, 0xf3, 1, 'critical'],
    ['NMI', 343, 40, 0x03, 0xc0, 1, 'critical'],
    ['NMI of another product', 343, 62, 0x03, 0xc0, 1, null],
    ['overheating', 10876, 1603, 0x70, 0xc0, 2, 'critical'],
    ['overheating under the number of the card', 10437, 4, 0x70, 0xc0, 2, 'critical'],
    ['overheating under no number of IANA', 47488, 43025, 0x70, 0xc0, 2, 'critical'],
    ['overheating of a rebranded board', 5593, 6, 0x70, 0xc0, 2, 'critical'],
    ['low temperature', 10876, 1603, 0x70, 0xc0, 0, null],
    ['of another maker', 674, 1603, 0x70, 0xc0, 2, null],
  ])('%s', (_, manufacturerId, productId, eventType, sensorType, data1, expected) => {
    const event = { eventType, sensorType, offset: data1 & 0x0f, isAssertion: true, data1 };
    expect(eventSeverity(event, { manufacturerId, productId })).toBe(expected);
  });

  it('has no severity beyond the offsets of a table', () => {
    const event = { eventType: 0x6f, sensorType: 0x08, offset: 8, isAssertion: true, data1: 8 };
    expect(eventSeverity(event, NOBODY)).toBeNull();
  });
});
