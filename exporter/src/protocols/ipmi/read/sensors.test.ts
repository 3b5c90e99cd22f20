/** Sensors that want more than to be asked: those of other controllers, and those for which FreeIPMI has workarounds. */
import { type CommandChannel, type IpmiError, type IpmiRequest, NET_FN } from 'ipmi-js';
import { describe, expect, it } from 'vitest';
import { type Analog, compactRecord, fullRecord } from '../../../../../test/support/ipmi-sim/machine.ts';
import { BmcMemory, Repository } from '../bmc-memory.ts';
import type { ReadingWorkaround } from '../settings.ts';
import { readSensors, type SensorOptions, type SensorReport } from './sensors.ts';

const TEMPERATURE: Analog = { number: 1, name: 'T', entity: [7, 1], type: 1, unit: 1, raw: 0 };
const OWNER_AT = 0;
const EVENT_TYPE_AT = 8;
const UNITS_AT = 15;
const LINEARIZATION_AT = 18;
const DISCRETE = 0x6f;
const [FULL, COMPACT, EVENT_ONLY] = [1, 2, 3];

type Patch = readonly (readonly [at: number, byte: number])[];

const record = (type: number, body: readonly number[], patch: Patch = []): Uint8Array => {
  const patched = [...body];
  for (const [at, byte] of patch) patched[at] = byte;
  return Uint8Array.of(1, 0, 0x51, type, patched.length, ...patched);
};
const full = (patch: Patch = []) => record(FULL, fullRecord(TEMPERATURE), patch);

interface Scene {
  readonly reports: SensorReport[];
  readonly faults: IpmiError[];
  readonly requests: IpmiRequest[];
}

const keyOf = (netFn: number, command: number) => netFn * 256 + command;

/** What a BMC with one record shows whose sensor says 40. */
async function read(
  bytes: Uint8Array,
  {
    flags = [],
    reading = [40, 0xc0, 0],
    ...more
  }: Partial<SensorOptions> & { flags?: ReadingWorkaround[]; reading?: number[] } = {},
): Promise<Scene> {
  const requests: IpmiRequest[] = [];
  const faults: IpmiError[] = [];
  const replies = new Map([
    [keyOf(NET_FN.storage, 0x20), [0x51, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2]],
    [keyOf(NET_FN.storage, 0x23), [0xff, 0xff, ...bytes]],
    [keyOf(NET_FN.sensor, 0x2d), reading],
    [keyOf(NET_FN.sensor, 0x23), [0, 2, 0, 10, 0, 0, 0]],
  ]);
  const channel: CommandChannel = {
    send(request) {
      requests.push(request);
      const data = replies.get(keyOf(request.netFn, request.command));
      return Promise.resolve({ completionCode: data ? 0 : 0xc1, data: Uint8Array.from(data ?? []) });
    },
  };
  const reports = await readSensors(channel, new BmcMemory(), {
    excludeSensorIds: new Set(),
    readingWorkarounds: new Set(flags),
    bridgeSensors: false,
    signal: new AbortController().signal,
    onFault: (error) => faults.push(error),
    ...more,
  });
  return { reports, faults, requests };
}

const asked = ({ requests }: Scene) => requests.filter(({ netFn }) => netFn === NET_FN.sensor);
const shown = ({ reports }: Scene) => reports.map(({ value, unit }) => `${value} ${unit}`);

describe("another controller's sensor", () => {
  const satellite: Patch = [
    [OWNER_AT, 0x72],
    [1, 0x01],
  ];

  it('is left out', async () => {
    const scene = await read(full(satellite));
    expect([shown(scene), asked(scene)]).toEqual([[], []]);
  });

  it('is asked for through the BMC where that is wanted', async () => {
    const scene = await read(full(satellite), { bridgeSensors: true });
    expect(shown(scene)).toEqual(['40 C']);
    expect(asked(scene)).toMatchObject([{ target: { channel: 0, address: 0x72 }, lun: 1 }]);
  });

  it('is asked of the BMC where it is said to be its own', async () => {
    const scene = await read(full(satellite), { flags: ['assumebmcowner'], bridgeSensors: true });
    expect(shown(scene)).toEqual(['40 C']);
    expect(asked(scene)).toEqual([expect.not.objectContaining({ target: expect.anything() as unknown })]);
  });

  it('is left out when it is that of software', async () => {
    const scene = await read(full([[OWNER_AT, 0x41]]), { bridgeSensors: true, flags: ['assumebmcowner'] });
    expect(shown(scene)).toEqual([]);
  });
});

describe('a discrete sensor with a reading', () => {
  const discrete: Patch = [[EVENT_TYPE_AT, DISCRETE]];

  it.each<[string, Uint8Array, ReadingWorkaround[], string]>([
    ['has none', full(discrete), [], 'NaN N/A'],
    ['has one by a workaround', full(discrete), ['discretereading'], '40 C'],
    ['without a unit has none', full([...discrete, [UNITS_AT + 1, 0]]), ['discretereading'], 'NaN N/A'],
    ['that is not analog has none', full([...discrete, [UNITS_AT, 0xc0]]), ['discretereading'], 'NaN N/A'],
    [
      'of a compact record has none',
      record(COMPACT, compactRecord({ ...TEMPERATURE, states: [] })),
      ['discretereading'],
      'NaN N/A',
    ],
  ])('%s', async (_, bytes, flags, expected) => {
    expect(shown(await read(bytes, { flags }))).toEqual([expected]);
  });
});

describe('a threshold sensor', () => {
  it.each<[string, Uint8Array, string]>([
    ['that is not analog has no value, but its unit', full([[UNITS_AT, 0xc0]]), 'NaN C'],
    ['with a function that nobody knows', full([[LINEARIZATION_AT, 0x20]]), 'NaN C'],
    ['that is non-linear asks for the factors', full([[LINEARIZATION_AT, 0x70]]), '90 C'],
  ])('%s', async (_, bytes, expected) => {
    expect(shown(await read(bytes))).toEqual([expected]);
  });
});

it('leaves out records that make no sense, and tells of them', async () => {
  const scene = await read(record(FULL, [0x20, 0, 1]));
  expect(scene.reports).toEqual([]);
  expect(scene.faults).toMatchObject([{ code: 'malformed_reply' }]);
});

it('shows one of two that have id and name in common', () => {
  const info = { version: 0x51, recordCount: 2, freeSpace: 0, additionTimestamp: 0, eraseTimestamp: 0 };
  const { sensors } = new Repository({ info, records: [full(), full([[2, 9]]), full([[EVENT_TYPE_AT, 2]])] });
  expect(sensors.map(({ sensorNumber, eventType }) => [sensorNumber, eventType])).toEqual([[1, 1]]);
});

it('leaves out records of events only', async () => {
  const scene = await read(record(EVENT_ONLY, [0x20, 0, 1, 7, 1, 8, DISCRETE, 1, 0, 0, 0, 0xc1, 0x41]));
  expect([scene.reports, scene.faults, asked(scene)]).toEqual([[], [], []]);
});
