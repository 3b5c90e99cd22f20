/**
 * How severe a state is, as FreeIPMI's interpretation tables have it by default (freeipmi_interpret_sel.conf and
 * freeipmi_interpret_sensor.conf of 1.6.10): a letter for each offset, lowest first: Nominal, Warning or Critical.
 */

export interface StateSeverities {
  readonly asserted: string;
  /** When the state goes away; as when it comes when left out. */
  readonly deasserted?: string;
  /** The table for readings of sensors does not have it: it only judges events. */
  readonly eventsOnly?: true;
}

/** Events of thresholds by offset: two for each threshold, going low and going high. */
export const THRESHOLD_EVENTS: StateSeverities = { asserted: 'WNCWCCNWWCCC', deasserted: 'NNWWCCNNWWCC' };

/** Bits of a threshold sensor's reading. */
export const THRESHOLD_READING = 'NCCNCC';

const SEVERITY: StateSeverities = { asserted: 'NWCCWCCWN' };
const REDUNDANCY: StateSeverities = { asserted: 'NCWCCCWW', deasserted: 'NWWWWWWW' };
const PRESENCE: StateSeverities = { asserted: 'CN' };

/** Keyed by event/reading type and sensor type: `0x0b08` is the redundancy of power supplies. */
export const SEVERITIES: Readonly<Record<number, StateSeverities>> = {
  0x0212: { asserted: 'NNN' },
  0x0301: { asserted: 'NW' },
  0x0302: { asserted: 'NW' },
  0x0304: { asserted: 'NW' },
  0x0307: { asserted: 'NC' },
  0x0308: { asserted: 'NW' },
  0x0309: { asserted: 'NW' },
  0x030c: { asserted: 'NC' },
  0x030d: { asserted: 'WN' },
  0x030e: { asserted: 'NW' },
  0x030f: { asserted: 'NW' },
  0x0312: { asserted: 'NW' },
  0x0314: { asserted: 'NN' },
  0x0315: { asserted: 'NC' },
  0x031e: { asserted: 'NC' },
  0x0320: { asserted: 'NC' },
  0x0324: { asserted: 'NC' },
  0x040d: { asserted: 'NC' },
  0x0501: { asserted: 'NC' },
  0x0502: { asserted: 'NC' },
  0x0602: { asserted: 'NC', deasserted: 'NW' },
  0x0701: SEVERITY,
  0x0702: SEVERITY,
  0x0703: SEVERITY,
  0x0704: SEVERITY,
  0x0708: SEVERITY,
  0x0709: SEVERITY,
  0x070c: SEVERITY,
  0x070d: SEVERITY,
  0x070f: SEVERITY,
  0x0712: SEVERITY,
  0x0714: SEVERITY,
  0x0718: SEVERITY,
  0x0719: SEVERITY,
  0x071b: SEVERITY,
  0x071e: SEVERITY,
  0x0721: SEVERITY,
  0x0728: SEVERITY,
  0x0804: PRESENCE,
  0x0809: PRESENCE,
  0x080d: PRESENCE,
  0x080f: PRESENCE,
  0x0815: PRESENCE,
  0x0825: PRESENCE,
  0x0828: PRESENCE,
  0x0a04: { asserted: 'NWWWWWCWC', deasserted: 'NWWWWWWWC' },
  0x0b04: REDUNDANCY,
  0x0b08: REDUNDANCY,
  0x0b09: REDUNDANCY,
  0x0b0a: REDUNDANCY,
  0x0b0c: REDUNDANCY,
  0x6f05: { asserted: 'CCCCCCC' },
  0x6f06: { asserted: 'CCCCCC' },
  0x6f07: { asserted: 'CCCCCCCNCCWCW' },
  0x6f08: { asserted: 'NCCCCCCW', deasserted: 'NCCWWWCW' },
  0x6f09: { asserted: 'NNWWCCCC', deasserted: 'NNNWWCCC' },
  0x6f0c: { asserted: 'WCCCCWNCNWC' },
  0x6f0d: { asserted: 'NCCNNCCNC' },
  0x6f0f: { asserted: 'CCN' },
  0x6f10: { asserted: 'CCNCCWC' },
  0x6f12: { asserted: 'WNCNNW' },
  0x6f13: { asserted: 'CCCWCCCWCCCW' },
  0x6f14: { asserted: 'NNNWW' },
  0x6f19: { asserted: 'CC', eventsOnly: true },
  0x6f1b: { asserted: 'NC' },
  0x6f1d: { asserted: 'NNNNNWWN', eventsOnly: true },
  0x6f1e: { asserted: 'CCCCW' },
  0x6f1f: { asserted: 'NNNNNNWNNWC' },
  0x6f20: { asserted: 'CCWWWC', eventsOnly: true },
  0x6f21: { asserted: 'CWNNNNWWWN' },
  0x6f22: { asserted: 'NNNNNNNNNNNNNCC' },
  0x6f23: { asserted: 'WCCCNNNNW' },
  0x6f24: { asserted: 'NNNN', eventsOnly: true },
  0x6f25: { asserted: 'NCC' },
  0x6f27: { asserted: 'NW', eventsOnly: true },
  0x6f28: { asserted: 'CCCCCC' },
  0x6f29: { asserted: 'WCN' },
  0x6f2a: { asserted: 'NNWC' },
  0x6f2b: { asserted: 'WWCCCCNN' },
  0x6f2c: { asserted: 'CCWWNWWC' },
};

/** A maker's own events. */
export interface OemSeverity {
  readonly manufacturerId: number;
  readonly productIds: readonly number[];
  readonly eventType: number;
  readonly sensorType: number;
  /** Values of the first byte of event data, null for any; those that are not listed have no severity. */
  readonly data1: Readonly<Record<number, string>> | null;
}

const NODE_MANAGERS = [
  [343, [62, 64]],
  [20569, [51, 52]],
  [7244, [21401]],
] as const;
const NODE_MANAGER_EVENTS = [
  [0x72, { 0xa0: 'W', 0xa1: 'W', 0xa2: 'W', 0xa8: 'W' }],
  [0x73, { 0xa2: 'W' }],
  [0x74, null],
  [0x75, { 0xa0: 'W' }],
] as const;
/** Supermicro, under the numbers that its boards have told at one time or another. */
const OVERHEATING = [
  [10876, [1572, 1576, 1574, 1603, 1600]],
  [10437, [4]],
  [47488, [43707, 1549, 6, 1541, 1572, 1551, 1037, 1585, 43025, 4520, 48145, 42769]],
  [5593, [6]],
] as const;

export const OEM_SEVERITIES: readonly OemSeverity[] = [
  ...NODE_MANAGERS.flatMap(([manufacturerId, productIds]) =>
    NODE_MANAGER_EVENTS.map(([eventType, data1]) => ({
      manufacturerId,
      productIds,
      eventType,
      sensorType: 0xdc,
      data1,
    })),
  ),
  {
    manufacturerId: 343,
    productIds: [62, 64, 40],
    eventType: 0x03,
    sensorType: 0xf3,
    data1: { 0: 'N', 1: 'C' },
  },
  { manufacturerId: 343, productIds: [40], eventType: 0x03, sensorType: 0xc0, data1: { 0: 'N', 1: 'C' } },
  ...OVERHEATING.map(([manufacturerId, productIds]) => ({
    ...{ manufacturerId, productIds, eventType: 0x70, sensorType: 0xc0 },
    data1: { 2: 'C' },
  })),
];

/** Of all that match `data1: null`. */
export const ANY_DATA1 = 'W';
