/** What a device says of its memory, storage, processors and load, as Net-SNMP and others say it. */
import { describe, expect, it } from 'vitest';
import { snmpAuth } from '../../../../../test/support/snmp-auth.ts';
import { snmpDevices } from '../../../../../test/support/snmp-devices.ts';
import { TakingTurns } from '../../../contract/in-turns.ts';
import { DeviceMemory } from '../../../protocols/snmp/walk/device-memory.ts';
import { DeviceReader } from './read-device.ts';
import { SUBJECTS } from './wanted.ts';

const TYPES = { other: 1, ram: 2, virtual: 3, disk: 4 } as const;
type Storage = readonly [type: keyof typeof TYPES, name: string, units: number, size: number, used: number];

const storages = (rows: readonly Storage[]) =>
  rows.flatMap(([type, name, units, size, used], i) =>
    [`6|1.3.6.1.2.1.25.2.1.${TYPES[type]}`, `4|${name}`, `2|${units}`, `2|${size}`, `2|${used}`].map(
      (value, column) => `1.3.6.1.2.1.25.2.3.1.${column + 2}.${i + 1}|${value}`,
    ),
  );

async function read(lines: readonly string[]) {
  const recording = ['1.3.6.1.2.1.1.3.0|67|4711', ...lines].join('\n');
  const client = snmpDevices({ host: { recording } });
  const target = { transport: 'udp', host: 'host', port: 161 } as const;
  const { signal } = new AbortController();
  return new DeviceReader().read({
    host: 'host',
    version: 2,
    patience: { timeoutMs: 1000, retries: 0 },
    open: (patience) => client.open({ target, auth: snmpAuth(), signal, ...patience }),
    memory: new DeviceMemory(() => 0),
    requestsInFlight: 2,
    wanted: new Set(SUBJECTS),
    ignored: { interfaces: null, storage: /^\/sys/ },
    signal,
    turns: new TakingTurns(),
  });
}

const linux: readonly Storage[] = [
  ['ram', 'Physical memory', 1024, 1000, 900],
  ['other', 'Memory buffers', 1024, 1000, 100],
  ['other', 'Cached memory', 1024, 300, 300],
];
const memory = (total: number, available: number) => ({
  totalBytes: total * 1024,
  availableBytes: available * 1024,
});

describe('memory', () => {
  it.each<[string, readonly string[], unknown]>([
    ['less what Linux gives back', storages(linux), memory(1000, 500)],
    [
      'as Linux says it',
      storages([...linux, ['other', 'Available memory', 1024, 650, 0]]),
      memory(1000, 650),
    ],
    ['of a device that has no such rows', storages([['ram', 'RAM', 1024, 1000, 900]]), memory(1000, 100)],
    [
      'of Net-SNMP without the table',
      [
        '1.3.6.1.4.1.2021.4.5.0|2|1000',
        '1.3.6.1.4.1.2021.4.6.0|2|200',
        '1.3.6.1.4.1.2021.4.14.0|2|50',
        '1.3.6.1.4.1.2021.4.15.0|2|150',
      ],
      memory(1000, 400),
    ],
    ['that is not told', [], null],
    ['of nonsense', storages([['ram', 'RAM', 1024, 0, 900]]), null],
    ['more used than there is', storages([['ram', 'RAM', 1024, 100, 900]]), memory(100, 0)],
  ])('%s', async (_, lines, expected) => expect((await read(lines)).memory).toEqual(expected));
});

it('storages are disks that have a size, with numbers that have gone round', async () => {
  const { storages: shown } = await read(
    storages([
      ['ram', 'RAM', 1024, 10, 5],
      ['disk', '/', 4096, 100, 50],
      ['disk', '/sys/fs/cgroup', 4096, 100, 100],
      ['disk', '/empty', 4096, 0, 0],
      ['disk', '/large', 4096, -1000, 2_000_000_000],
      ['virtual', 'Swap space', 1024, 10, 5],
    ]),
  );
  expect(shown.map(({ name, sizeBytes, usedBytes }) => [name, sizeBytes, usedBytes])).toEqual([
    ['/', 409_600, 204_800],
    ['/large', (2 ** 32 - 1000) * 4096, 2_000_000_000 * 4096],
  ]);
});

it.each([
  ['of each', ['1.3.6.1.2.1.25.3.3.1.2.1|2|10', '1.3.6.1.2.1.25.3.3.1.2.2|2|90'], [10, 90]],
  ['as Net-SNMP says it', ['1.3.6.1.4.1.2021.11.11.0|2|93'], [7]],
  ['that are not told', [], []],
  ['of nonsense', ['1.3.6.1.2.1.25.3.3.1.2.1|2|-7'], []],
])('processors %s', async (_, lines, percents) => expect((await read(lines)).cpuPercents).toEqual(percents));

it.each([
  ['1.3.6.1.4.1.2021.10.1.5.1|2|187', 1.87],
  ['1.3.6.1.4.1.2021.10.1.5.2|2|187', null],
])('the load average of %s is %s', async (line, load) => expect((await read([line])).load).toBe(load));
