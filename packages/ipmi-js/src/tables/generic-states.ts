/** Generic event/reading types and their states by offset (IPMI 2.0, table 42-2), in the words of FreeIPMI's tools. */
export const EVENT_TYPE = {
  unspecified: 0x00,
  threshold: 0x01,
  usage: 0x02,
  state: 0x03,
  predictiveFailure: 0x04,
  limit: 0x05,
  performance: 0x06,
  severity: 0x07,
  presence: 0x08,
  enabled: 0x09,
  availability: 0x0a,
  redundancy: 0x0b,
  acpiPower: 0x0c,
  sensorSpecific: 0x6f,
} as const;

const OEM_FIRST = 0x70;
const OEM_LAST = 0x7f;

export type EventClass = 'unspecified' | 'threshold' | 'generic' | 'sensor_specific' | 'oem' | 'reserved';

export function eventClass(type: number): EventClass {
  if (type === EVENT_TYPE.unspecified) return 'unspecified';
  if (type === EVENT_TYPE.threshold) return 'threshold';
  if (type <= EVENT_TYPE.acpiPower) return 'generic';
  if (type === EVENT_TYPE.sensorSpecific) return 'sensor_specific';
  return type >= OEM_FIRST && type <= OEM_LAST ? 'oem' : 'reserved';
}

export const GENERIC_STATES: Readonly<Record<number, readonly string[]>> = {
  [EVENT_TYPE.threshold]: [
    'Lower Non-critical - going low',
    'Lower Non-critical - going high',
    'Lower Critical - going low',
    'Lower Critical - going high',
    'Lower Non-recoverable - going low',
    'Lower Non-recoverable - going high',
    'Upper Non-critical - going low',
    'Upper Non-critical - going high',
    'Upper Critical - going low',
    'Upper Critical - going high',
    'Upper Non-recoverable - going low',
    'Upper Non-recoverable - going high',
  ],
  [EVENT_TYPE.usage]: ['Transition to Idle', 'Transition to Active', 'Transition to Busy'],
  [EVENT_TYPE.state]: ['State Deasserted', 'State Asserted'],
  [EVENT_TYPE.predictiveFailure]: ['Predictive Failure deasserted', 'Predictive Failure asserted'],
  [EVENT_TYPE.limit]: ['Limit Not Exceeded', 'Limit Exceeded'],
  [EVENT_TYPE.performance]: ['Performance Met', 'Performance Lags'],
  [EVENT_TYPE.severity]: [
    'transition to OK',
    'transition to Non-Critical from OK',
    'transition to Critical from less severe',
    'transition to Non-recoverable from less severe',
    'transition to Non-Critical from more severe',
    'transition to Critical from Non-recoverable',
    'transition to Non-recoverable',
    'Monitor',
    'Informational',
  ],
  [EVENT_TYPE.presence]: ['Device Removed/Device Absent', 'Device Inserted/Device Present'],
  [EVENT_TYPE.enabled]: ['Device Disabled', 'Device Enabled'],
  [EVENT_TYPE.availability]: [
    'transition to Running',
    'transition to In Test',
    'transition to Power Off',
    'transition to On Line',
    'transition to Off Line',
    'transition to Off Duty',
    'transition to Degraded',
    'transition to Power Save',
    'Install Error',
  ],
  [EVENT_TYPE.redundancy]: [
    'Fully Redundant',
    'Redundancy Lost',
    'Redundancy Degraded',
    'Non-redundant:Sufficient Resources from Redundant',
    'Non-redundant:Sufficient Resources from Insufficient Resources',
    'Non-redundant:Insufficient Resources',
    'Redundancy Degraded from Fully Redundant',
    'Redundancy Degraded from Non-redundant',
  ],
  [EVENT_TYPE.acpiPower]: ['D0 Power State', 'D1 Power State', 'D2 Power State', 'D3 Power State'],
};

/** What a bit of a threshold sensor's reading says, lowest bit first (IPMI 2.0, table 35-14). */
export const THRESHOLD_STATES = [
  'At or Below (<=) Lower Non-Critical Threshold',
  'At or Below (<=) Lower Critical Threshold',
  'At or Below (<=) Lower Non-Recoverable Threshold',
  'At or Above (>=) Upper Non-Critical Threshold',
  'At or Above (>=) Upper Critical Threshold',
  'At or Above (>=) Upper Non-Recoverable Threshold',
] as const;
