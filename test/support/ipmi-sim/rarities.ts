/** What the made-up server does not have, as further commands for ipmi_sim: rare records, conversions and events. */

interface Rarity {
  readonly number: number;
  readonly name: string;
  /** Bits 7:6 of the first unit byte: unsigned, one's complement, two's complement. */
  readonly format?: 0 | 1 | 2;
  readonly linearization?: number;
  readonly m?: number;
  readonly b?: number;
  /** Of the result in the high half, of B in the low half. */
  readonly exponents?: number;
  readonly raw: number;
}

const CONVERSIONS: readonly Rarity[] = [
  { number: 101, name: 'Below zero', format: 2, raw: 0xf6 },
  { number: 102, name: 'Ones', format: 1, m: 17, b: -12, exponents: 0xd1, raw: 194 },
  { number: 103, name: 'Downwards', m: -5, b: 100, exponents: 0xf1, raw: 99 },
  // FreeIPMI 1.6.10 has no cube root that works, so 11 is not among them.
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((linearization) => ({
    ...{ number: 110 + linearization, name: `Function ${linearization}`, linearization },
    raw: linearization === 5 ? 2 : 9,
  })),
];

const SHARED = { number: 130, count: 3, firstName: 7 };
const GENERIC: readonly (readonly [number: number, type: number, eventType: number, state: number])[] = [
  [140, 0x04, 0x0b, 0],
  [141, 0x02, 0x05, 1],
  [142, 0x01, 0x07, 2],
  [143, 0x0d, 0x04, 1],
  [144, 0x07, 0x6f, 7],
  [145, 0x22, 0x6f, 0],
  [146, 0x29, 0x6f, 2],
  [147, 0xc5, 0x70, 1],
  [148, 0x27, 0x6f, 1],
];
const BIOS = 150;
const SYSTEM_SOFTWARE = 0x41;

/** Sensor type, sensor, event type and direction, three bytes of event data; what sent it. */
const EVENTS: readonly (readonly [number, number, number, readonly [number, number, number], number?])[] = [
  [0x0f, BIOS, 0x6f, [0xc2, 7, 0xff], SYSTEM_SOFTWARE],
  [0x0f, BIOS, 0x6f, [0xc0, 1, 0xff], SYSTEM_SOFTWARE],
  [0x0f, BIOS, 0x6f, [0xc2, 0x50, 0xff]],
  [0x08, 34, 0x0b, [0x42, 0x1f, 0xff]],
  [0x08, 34, 0x8b, [0x01, 0xff, 0xff]],
  [0x10, 160, 0x6f, [0xf1, 1, 0x1a]],
  [0x10, 160, 0x6f, [0xf6, 3, 0x81]],
  [0x10, 160, 0x6f, [0x35, 0xff, 75]],
  [0x12, 160, 0x6f, [0xc5, 0x80, 0xff]],
  [0x12, 160, 0x6f, [0xc3, 0x12, 0xff]],
  [0x1d, 160, 0x6f, [0xf7, 4, 1]],
  [0x21, 160, 0x6f, [0xf0, 9, 3]],
  [0x23, 38, 0x6f, [0xc1, 0x21, 0xff]],
  [0x28, 160, 0x6f, [0xf5, 0x99, 3]],
  [0x2a, 160, 0x6f, [0xf1, 2, 0x21]],
  [0x2b, 160, 0x6f, [0xc1, 9, 0xff]],
  [0x2c, 160, 0x6f, [0xc4, 0x13, 0xff]],
  [0x2c, 160, 0x6f, [0x44, 0x13, 0xff]],
  [0x08, 33, 0x70, [0xa3, 1, 2]],
  [0xc5, 147, 0x6f, [0xa1, 1, 2]],
  [0x08, 33, 0x00, [0x03, 1, 2]],
  [0x01, 1, 0x01, [0xa9, 0xaa, 0xbb]],
  [0x01, 103, 0x01, [0x59, 10, 20]],
  [0x01, 101, 0x81, [0x57, 0xf6, 50]],
  [0x04, SHARED.number + 1, 0x08, [0x00, 0xff, 0xff]],
  [0x19, 160, 0x6f, [0xf0, 5, 13]],
  [0x0c, 37, 0x6f, [0x38, 0xff, 5]],
  [0x0c, 37, 0x6f, [0x31, 0xff, 5]],
  [0x08, 33, 0x6f, [0x36, 0xff, 3]],
  [0x01, 160, 0x01, [0x0c, 0, 0]],
];
const OEM_EVENT = [0, 0, 0, 0, 0x57, 0x01, 0x00, 1, 2, 3, 4, 5, 0xff];
const UNTIMED_OEM_EVENT = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13];

export function rarityCommands(): string[] {
  let nextRecord = 0x100;
  const record = (type: number, body: readonly number[]) =>
    `main_sdr_add 0x20 ${bytes([...le16(nextRecord++), 0x51, type, body.length, ...body])}`;
  return [
    ...CONVERSIONS.flatMap((each) => [record(0x01, fullRecord(each)), ...valueCommands(each)]),
    record(
      0x02,
      compactRecord(SHARED.number, 0x04, 0x08, 'Fan Bay', [SHARED.count, 0x80 | SHARED.firstName]),
    ),
    ...Array.from({ length: SHARED.count }, (_, index) =>
      stateCommands(SHARED.number + index, 0x04, 0x08, index % 2),
    ).flat(),
    ...GENERIC.flatMap(([number, type, eventType, state]) => [
      record(0x02, compactRecord(number, type, eventType, `Generic ${number}`, [1, 0])),
      ...stateCommands(number, type, eventType, state),
    ]),
    record(0x03, [SYSTEM_SOFTWARE, 0, BIOS, 0x22, 1, 0x0f, 0x6f, 1, 0, 0, 0, ...text('BIOS POST')]),
    record(0x08, [0x0a, 1, 0x80, 0x0b, 1, 0x0b, 4, 0, 0, 0, 0]),
    record(0xc0, [0x57, 1, 0, 1, 2, 3, 4]),
    ...EVENTS.map(([type, sensor, eventType, data, generator = 0x20]) =>
      logEntry(2, [0, 0, 0, 0, generator, 0, 4, type, sensor, eventType, ...data]),
    ),
    logEntry(0xc1, OEM_EVENT),
    logEntry(0xe5, UNTIMED_OEM_EVENT),
  ];
}

function fullRecord(each: Rarity): number[] {
  const { number, name, format = 0, linearization = 0, m = 1, b = 0, exponents = 0 } = each;
  return [
    ...[0x20, 0, number, 7, number, 0x7f, 0x68, 0x01, 0x01, 0, 0, 0, 0, 0, 0],
    ...[format << 6, 1, 0, linearization],
    ...[m & 0xff, (m >> 2) & 0xc0, b & 0xff, (b >> 2) & 0xc0, 0, exponents],
    ...[0, 0, 0, 0, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ...text(name),
  ];
}

function compactRecord(
  number: number,
  type: number,
  eventType: number,
  name: string,
  sharing: readonly [number, number],
): number[] {
  const masks = [0xff, 0x7f, 0xff, 0x7f, 0xff, 0x7f];
  return [
    0x20,
    0,
    number,
    0x1d,
    5,
    0x67,
    0x40,
    type,
    eventType,
    ...masks,
    0xc0,
    0,
    0,
    ...sharing,
    0,
    0,
    0,
    0,
    0,
    0,
  ].concat(text(name));
}

function valueCommands({ number, raw }: Rarity): string[] {
  const noEvents = '000000000000000 000000000000000 000000000000000 000000000000000';
  return [
    `sensor_add 0x20 0 ${number} 1 1`,
    `sensor_set_value 0x20 0 ${number} ${raw} 0`,
    `sensor_set_event_support 0x20 0 ${number} enable scanning per-state ${noEvents}`,
  ];
}

function stateCommands(number: number, type: number, eventType: number, state: number): string[] {
  const all = '111111111111111 111111111111111 000000000000000 000000000000000';
  return [
    `sensor_add 0x20 0 ${number} ${type} ${eventType}`,
    `sensor_set_event_support 0x20 0 ${number} enable scanning per-state ${all}`,
    `sensor_set_bit 0x20 0 ${number} ${state} 1 0`,
  ];
}

function logEntry(type: number, content: readonly number[]): string {
  return `sel_add 0x20 0x${type.toString(16)} ${bytes(content)}`;
}

function text(value: string): number[] {
  return [0xc0 | value.length, ...Buffer.from(value, 'latin1')];
}

function le16(value: number): number[] {
  return [value & 0xff, value >> 8];
}

function bytes(values: readonly number[]): string {
  return values.map((value) => `0x${(value & 0xff).toString(16).padStart(2, '0')}`).join(' ');
}
