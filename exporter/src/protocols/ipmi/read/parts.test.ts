import { IpmiClient } from 'ipmi-js';
import { afterEach, describe, expect, it } from 'vitest';
import { type MadeUpFru, productFru, withFrus } from '../../../../../test/support/ipmi/frus.ts';
import {
  type MadeUpOptions,
  PASSWORD,
  startMadeUpBmc,
  USER,
} from '../../../../../test/support/ipmi/made-up-bmc.ts';
import type { Analog, Discrete } from '../../../../../test/support/ipmi-sim/machine.ts';
import { BmcMemory } from '../bmc-memory.ts';
import { readParts } from './parts.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const [PSU, DRIVE_BAY, FAN, DIMM, BOARD] = [10, 26, 29, 32, 7];
const [SUPPLY, FAN_TYPE, MEMORY, SLOT, TEMPERATURE] = [0x08, 0x04, 0x0c, 0x0d, 0x01];
const [CELSIUS, RPM] = [1, 18];

async function partsOf(options: MadeUpOptions) {
  const made = await startMadeUpBmc({ analog: [], discrete: [], ...options });
  const port = Number(made.target.split(':')[1]);
  const client = new IpmiClient({ host: '127.0.0.1', port, user: USER, password: PASSWORD, timeoutMs: 400 });
  ends.push(made.stop, () => client.close());
  return readParts(client, new BmcMemory(), {
    bridgeSensors: false,
    signal: new AbortController().signal,
  });
}
const ofSensors = (discrete: readonly Discrete[], analog: readonly Analog[] = []) =>
  partsOf({ discrete, analog });
const ofFrus = (...frus: readonly MadeUpFru[]) => partsOf(withFrus(frus));
const shown = (parts: Awaited<ReturnType<typeof partsOf>>) =>
  parts.map(({ kind, name, health }) => `${kind} ${name} ${health}`.trim());

let number = 0;
const sensor = (name: string, type: number, entity: readonly [number, number], ...states: number[]) =>
  ({ number: (number = (number % 250) + 1), name, type, entity, states }) satisfies Discrete;
const measured = (name: string, entity: readonly [number, number], type = FAN_TYPE): Analog => ({
  number: (number = (number % 250) + 1),
  ...{ name, entity, type, unit: type === FAN_TYPE ? RPM : CELSIUS, raw: 40 },
});

describe('parts with an inventory', () => {
  it('have its numbers, and the health of their sensors', async () => {
    const frus = withFrus([
      { id: 0, bytes: productFru({ serial: 'MACHINE' }) },
      {
        ...{ id: 3, name: 'PSU 1', entity: [PSU, 1] },
        bytes: productFru({ vendor: 'Delta', model: 'DPS-750', part: 'P-750', serial: 'PSN1' }),
      },
      { id: 4, name: 'Riser', entity: [BOARD, 3], bytes: productFru({ serial: 'RSN1' }) },
    ]);
    const discrete = [
      sensor('Status', SUPPLY, [PSU, 1], 0, 3),
      { ...sensor('PSU Redundancy', SUPPLY, [PSU, 1]), eventType: 0x0b },
    ];
    expect(await partsOf({ ...frus, discrete })).toEqual([
      {
        kind: 'psu',
        name: 'PSU 1',
        health: 'Critical',
        vendor: 'Delta',
        model: 'DPS-750',
        serial: 'PSN1',
        partNumber: 'P-750',
      },
      { kind: 'board', name: 'Riser', health: '', vendor: '', model: '', serial: 'RSN1', partNumber: '' },
    ]);
  });

  it.each<[string, Uint8Array | null, string[]]>([
    ['that makes no sense are none', new Uint8Array(64).fill(0xa5), []],
    ['that nobody has written are none', new Uint8Array(64), []],
    ['that is not there are none', null, []],
    ['that says nothing are there', productFru({}), ['dimm DIMM A1']],
  ])('%s', async (_, bytes, expected) => {
    const fru = { id: 5, name: 'DIMM A1', entity: [DIMM, 1] as const, bytes: bytes ?? new Uint8Array() };
    const { instead, moreRecords } = withFrus([fru]);
    const missing = withFrus([]).instead;
    expect(shown(await partsOf({ moreRecords, instead: bytes ? instead : missing }))).toEqual(expected);
  });

  it('are asked for once, however often they are listed', async () => {
    const bytes = productFru({ serial: 'S1' });
    const twice = { id: 5, entity: [PSU, 1], bytes } as const;
    expect(shown(await ofFrus({ ...twice, name: 'PSU1' }, { ...twice, name: 'PSU1 again' }))).toEqual([
      'psu PSU1',
    ]);
  });
});

describe('parts without an inventory', () => {
  it('are told by their sensors', async () => {
    const parts = await ofSensors(
      [
        sensor('PS1 Status', SUPPLY, [PSU, 1], 0),
        sensor('PS2 Status', SUPPLY, [PSU, 2], 0, 1),
        sensor('Drive 3', SLOT, [DRIVE_BAY, 4], 0, 2),
        sensor('P1-DIMMA1', MEMORY, [DIMM, 1], 6),
        sensor('Mem ECC Warning', MEMORY, [BOARD, 1]),
      ],
      [
        measured('Fan1A RPM', [FAN, 1]),
        measured('Fan1B RPM', [FAN, 1]),
        measured('PS1 Temp 1', [PSU, 1], TEMPERATURE),
        measured('P1-DIMMB1 Temp', [DIMM, 2], TEMPERATURE),
        measured('Inlet', [BOARD, 1], TEMPERATURE),
      ],
    );
    expect(shown(parts)).toEqual([
      'fan Fan1A OK',
      'fan Fan1B OK',
      'psu PS1 OK',
      'psu PS2 Critical',
      'drive Drive 3 Critical',
      'dimm P1-DIMMA1 OK',
      'dimm P1-DIMMB1 OK',
    ]);
  });

  it('have the name of their entity where all have one name', async () => {
    const [first, second] = [1, 2].map((i) => sensor('Status', SUPPLY, [PSU, i], 0));
    expect(shown(await ofSensors([first, second].flatMap((each) => each ?? [])))).toEqual([
      'psu Power Supply 1 OK',
      'psu Power Supply 2 OK',
    ]);
  });

  it.each<[string, Discrete]>([
    ['an empty slot', sensor('PS2 Status', SUPPLY, [PSU, 2])],
    ['an empty bay', sensor('Drive 3', SLOT, [DRIVE_BAY, 4])],
    ['a socket without a module', sensor('DIMM A2', MEMORY, [DIMM, 2])],
    ['what is removed', { ...sensor('PS2 Presence', SUPPLY, [PSU, 2], 0), eventType: 0x08 }],
    ['what is absent', sensor('DIMM A2 Presence', 0x25, [DIMM, 2], 1)],
  ])('%s is none', async (_, each) => expect(await ofSensors([each])).toEqual([]));

  it('that cannot be read are none', async () => {
    const { instead } = withFrus([]);
    const parts = await partsOf({
      discrete: [sensor('PS1 Status', SUPPLY, [PSU, 1], 0)],
      instead: (request) => (request.netFn === 4 ? { completionCode: 0xcb } : instead(request)),
    });
    expect(parts).toEqual([]);
  });
});
