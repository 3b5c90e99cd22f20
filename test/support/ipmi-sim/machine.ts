/** A made-up server as ipmi_sim's commands: its records, readings, events and inventory. */

/** Upper non-recoverable, critical, non-critical; lower non-recoverable, critical, non-critical; null for none. */
type Thresholds = readonly [
  number | null,
  number | null,
  number | null,
  number | null,
  number | null,
  number | null,
];

export interface Analog {
  readonly number: number;
  readonly name: string;
  readonly entity: readonly [id: number, instance: number];
  /** IPMI 2.0, table 42-3. */
  readonly type: number;
  /** Table 43-15. */
  readonly unit: number;
  readonly percentage?: boolean;
  readonly m?: number;
  readonly b?: number;
  readonly resultExponent?: number;
  readonly raw: number;
  /** Raw as well. */
  readonly thresholds?: Thresholds;
}

export interface Discrete {
  readonly number: number;
  readonly name: string;
  readonly entity: readonly [id: number, instance: number];
  readonly type: number;
  /** Table 42-1; sensor specific when left out. */
  readonly eventType?: number;
  readonly states: readonly number[];
}

const NO_THRESHOLDS: Thresholds = [null, null, null, null, null, null];
const [CELSIUS, VOLTS, AMPERES, WATTS, RPM, UNSPECIFIED] = [1, 4, 5, 6, 18, 0];
const [TEMPERATURE, VOLTAGE, CURRENT, FAN, OTHER_UNITS] = [1, 2, 3, 4, 11];

export const ANALOG: readonly Analog[] = [
  {
    ...{ number: 1, name: 'Board Temp', entity: [7, 1], type: TEMPERATURE, unit: CELSIUS, raw: 31 },
    thresholds: [90, 85, 80, null, 0, 5],
  },
  {
    ...{ number: 2, name: 'CPU0 Temp', entity: [3, 1], type: TEMPERATURE, unit: CELSIUS, raw: 97 },
    thresholds: [105, 95, 85, null, null, null],
  },
  {
    ...{ number: 3, name: 'CPU1 Temp', entity: [3, 2], type: TEMPERATURE, unit: CELSIUS, raw: 87 },
    thresholds: [105, 95, 85, null, null, null],
  },
  {
    ...{ number: 4, name: 'FAN 1', entity: [29, 1], type: FAN, unit: RPM, m: 75, raw: 96 },
    thresholds: [null, null, null, null, 8, 16],
  },
  {
    ...{ number: 5, name: 'FAN 2', entity: [29, 2], type: FAN, unit: RPM, m: 75, raw: 4 },
    thresholds: [null, null, null, null, 8, 16],
  },
  { number: 6, name: 'FAN 1 PWM', entity: [29, 3], type: FAN, unit: UNSPECIFIED, percentage: true, raw: 42 },
  {
    ...{
      number: 7,
      name: '+3.3V',
      entity: [7, 2],
      type: VOLTAGE,
      unit: VOLTS,
      m: 17,
      b: -10,
      resultExponent: -3,
    },
    ...{ raw: 196, thresholds: [null, 212, 208, null, 178, 182] },
  },
  {
    number: 8,
    name: 'PSU1 Iin',
    entity: [10, 1],
    type: CURRENT,
    unit: AMPERES,
    m: 2,
    resultExponent: -2,
    raw: 62,
  },
  { number: 9, name: 'PSU1 Pin', entity: [10, 1], type: OTHER_UNITS, unit: WATTS, m: 4, raw: 35 },
];

export const DISCRETE: readonly Discrete[] = [
  { number: 32, name: 'PSU1 Status', entity: [10, 1], type: 0x08, states: [0] },
  { number: 33, name: 'PSU2 Status', entity: [10, 2], type: 0x08, states: [0, 3] },
  { number: 34, name: 'PSU Redundancy', entity: [30, 1], type: 0x08, eventType: 0x0b, states: [1] },
  { number: 35, name: 'Chassis Intru', entity: [23, 1], type: 0x05, states: [] },
  { number: 36, name: 'Disk 3', entity: [4, 3], type: 0x0d, states: [0, 2] },
  { number: 37, name: 'DIMM A1', entity: [32, 1], type: 0x0c, states: [0] },
  { number: 38, name: 'Watchdog', entity: [6, 1], type: 0x23, states: [] },
];

/** Seconds since 1970, sensor type, sensor, event type, three bytes of event data. */
export const EVENTS: readonly (readonly [
  number,
  number,
  number,
  number,
  readonly [number, number, number],
])[] = [
  [1_710_000_000, 0x04, 5, 0x01, [0x52, 4, 8]],
  [1_710_000_060, 0x01, 2, 0x01, [0x59, 97, 95]],
  [1_710_000_120, 0x0c, 37, 0x6f, [0xa0, 0xff, 1]],
  [1_710_000_180, 0x08, 33, 0x6f, [0xa3, 0xff, 0xff]],
  [1_710_000_240, 0x0d, 36, 0x6f, [0xa2, 0xff, 0xff]],
  [1_710_000_300, 0x01, 2, 0x81, [0x59, 93, 95]],
];

export const PRODUCT = {
  manufacturer: 'Example',
  name: 'R100',
  part: 'R100-A',
  serial: 'SN0042',
  asset: 'inv-7',
};
export const MAIN_ADDRESS = 0x20;
/** A second controller on the bus. */
export const SATELLITE_ADDRESS = 0x30;

const FULL = 0x01;
const COMPACT = 0x02;
const FRU_LOCATOR = 0x11;
const CONTROLLER_LOCATOR = 0x12;
const ALL_STATES = '000111111111111';

/** @returns a file for `ipmi_sim -f`. */
export function emulatorCommands(): string {
  let nextRecord = 1;
  const record = (type: number, body: readonly number[]) =>
    `main_sdr_add 0x20 ${bytes([...le16(nextRecord++), 0x51, type, body.length, ...body])}`;
  return [
    `mc_setbmc ${MAIN_ADDRESS}`,
    `mc_add ${MAIN_ADDRESS} 0 no-device-sdrs 0x23 2 5 0x9f 0x0157 0x1234`,
    `sel_enable ${MAIN_ADDRESS} 1000 0x0a`,
    record(CONTROLLER_LOCATOR, [0x20, 0, 0, 0xbf, 0, 0, 0, 6, 1, 0, ...text('BMC')]),
    record(FRU_LOCATOR, [0x20, 0, 0x80, 0, 0, 0x10, 0, 7, 1, 0, ...text('Mainboard')]),
    ...ANALOG.flatMap((sensor) => [record(FULL, fullRecord(sensor)), ...analogCommands(sensor)]),
    ...DISCRETE.flatMap((sensor) => [record(COMPACT, compactRecord(sensor)), ...discreteCommands(sensor)]),
    ...EVENTS.map(eventCommand),
    `mc_add_fru_data ${MAIN_ADDRESS} 0 256 data ${bytes([...inventory(), ...zeros(256)].slice(0, 256))}`,
    `mc_enable ${MAIN_ADDRESS}`,
    `mc_add ${SATELLITE_ADDRESS} 1 no-device-sdrs 0x03 3 1 0x08 0x0157 0x5678`,
    `mc_enable ${SATELLITE_ADDRESS}`,
    '',
  ].join('\n');
}

/** Table 43-1, from "sensor owner id" on. */
export function fullRecord(sensor: Analog): number[] {
  const { number, entity, type, unit, m = 1, b = 0, resultExponent = 0 } = sensor;
  const [unr, uc, unc, lnr, lc, lnc] = sensor.thresholds ?? NO_THRESHOLDS;
  const readable = maskOf([lnc, lc, lnr, unc, uc, unr]);
  return [
    ...[0x20, 0, number, ...entity, 0x7f, 0x68, type, 0x01],
    ...[...le16(0x0a95), ...le16(0x0a95), readable, readable],
    ...[sensor.percentage === true ? 0x01 : 0x00, unit, 0, 0],
    ...[m & 0xff, (m >> 2) & 0xc0, b & 0xff, (b >> 2) & 0xc0, 0, (resultExponent & 0x0f) << 4],
    ...[0x00, 0, 0, 0, 0xff, 0x00],
    ...[unr ?? 0, uc ?? 0, unc ?? 0, lnr ?? 0, lc ?? 0, lnc ?? 0, 1, 1],
    ...[0, 0, 0, ...text(sensor.name)],
  ];
}

/** Table 43-2. */
export function compactRecord({ number, entity, type, eventType = 0x6f, name }: Discrete): number[] {
  const masks = [...le16(0x00ff), ...le16(0x00ff), ...le16(0x00ff)];
  const sharing = [1, 0];
  return [
    0x20,
    0,
    number,
    ...entity,
    0x67,
    0x40,
    type,
    eventType,
    ...masks,
    0xc0,
    0,
    0,
    ...sharing,
    ...zeros(6),
  ].concat(text(name));
}

function analogCommands({ number, type, raw, thresholds = NO_THRESHOLDS }: Analog): string[] {
  const mask = thresholds.map((each) => (each === null ? '0' : '1')).join('');
  const values = thresholds.map((each) => each ?? 0).join(' ');
  return [
    `sensor_add 0x20 0 ${number} ${type} 1`,
    `sensor_set_threshold 0x20 0 ${number} settable ${mask} ${values}`,
    `sensor_set_value 0x20 0 ${number} ${raw} 0`,
    `sensor_set_event_support 0x20 0 ${number} enable scanning per-state ${ALL_STATES} ${ALL_STATES} 000000000000000 000000000000000`,
  ];
}

function discreteCommands({ number, type, eventType = 0x6f, states }: Discrete): string[] {
  return [
    `sensor_add 0x20 0 ${number} ${type} ${eventType}`,
    `sensor_set_event_support 0x20 0 ${number} enable scanning per-state 000000011111111 000000011111111 000000000000000 000000000000000`,
    ...states.map((state) => `sensor_set_bit 0x20 0 ${number} ${state} 1 0`),
  ];
}

/** Table 32-1: a system event of the BMC. */
function eventCommand([time, type, sensor, eventType, data]: (typeof EVENTS)[number]): string {
  const when = [time & 0xff, (time >> 8) & 0xff, (time >> 16) & 0xff, (time >>> 24) & 0xff];
  return `sel_add 0x20 2 ${bytes([...when, 0x20, 0x00, 0x04, type, sensor, eventType, ...data])}`;
}

/** Platform Management FRU Information Storage Definition 1.0, chapters 8 to 12. */
function inventory(): number[] {
  const { manufacturer, name, part, serial, asset } = PRODUCT;
  const chassis = area([1, 0, 0x17, ...text('CH-1'), ...text('CHSN01'), 0xc1]);
  const board = area([
    1,
    0,
    0,
    0x10,
    0x20,
    0x30,
    ...[manufacturer, 'MB100', 'MBSN01', 'MB100-B', ''].flatMap(text),
    0xc1,
  ]);
  const product = area([1, 0, 0, ...[manufacturer, name, part, 'r2', serial, asset, ''].flatMap(text), 0xc1]);
  const at = [8, 8 + chassis.length, 8 + chassis.length + board.length].map((each) => each / 8);
  return [...withChecksum([1, 0, ...at, 0, 0]), ...chassis, ...board, ...product];
}

function area(content: readonly number[]): number[] {
  const length = Math.ceil((content.length + 1) / 8);
  const filled = [...content, ...zeros(length * 8 - 1 - content.length)];
  filled[1] = length;
  return withChecksum(filled);
}

function withChecksum(content: readonly number[]): number[] {
  return [...content, -content.reduce((sum, byte) => sum + byte, 0) & 0xff];
}

/** Type and length, then the characters; nothing but 0xc0 for an empty one. */
function text(value: string): number[] {
  return [0xc0 | value.length, ...Buffer.from(value, 'latin1')];
}

function maskOf(values: readonly unknown[]): number {
  return values.reduce<number>((mask, value, bit) => (value === null ? mask : mask | (1 << bit)), 0);
}

function zeros(length: number): number[] {
  return Array.from({ length: Math.max(0, length) }, () => 0);
}

function le16(value: number): number[] {
  return [value & 0xff, value >> 8];
}

function bytes(values: readonly number[]): string {
  return values.map((value) => `0x${value.toString(16).padStart(2, '0')}`).join(' ');
}
