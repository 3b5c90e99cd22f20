/** The watcher asks services that are made for tests. */
import { afterEach, describe, expect, it } from 'vitest';
import { type MockService, startMockService } from '../../../../../test/support/redfish/service.ts';
import { type Json, type ResourceTree, V1 } from '../../../../../test/support/redfish/tree.ts';
import { dellTree } from '../../../../../test/support/redfish/trees/dell.ts';
import { subsystemsTree } from '../../../../../test/support/redfish/trees/subsystems.ts';
import { ilo5NvmeTree, ilo5Tree } from '../../../../../test/support/redfish/trees/vendors.ts';
import { type Setup, watching as watchingIt } from '../../../../../test/support/redfish/watching.ts';
import type { MachineMarks } from '../../../contract/machines.ts';
import type { Observation } from '../../../contract/module.ts';

const THERMAL = `${V1}/Chassis/System.Embedded.1/Thermal`;
const POWER = `${V1}/Chassis/System.Embedded.1/Power`;
const LOG = `${V1}/Managers/iDRAC.Embedded.1/LogServices/Sel/Entries`;
const SYSTEM = `${V1}/Systems/System.Embedded.1`;

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function serve(tree: ResourceTree, expand = false): Promise<MockService> {
  const service = await startMockService({ tree, expand });
  ends.push(() => service.stop());
  return service;
}

function watching(address: string, setup: Setup = {}) {
  const watched = watchingIt(address, setup);
  ends.push(() => watched.stop());
  return watched;
}

const kinds = (told: readonly Observation[]) => told.map(({ kind }) => kind).sort();
const of = (told: readonly Observation[], kind: string, origin = 'state') =>
  told.filter((each) => each.kind === kind && each.attributes['origin'] === origin);

/** The tree with some fields of some resources other than they were. */
function changed(tree: ResourceTree, changes: Readonly<Record<string, Json>>): ResourceTree {
  const entries = Object.entries(changes).map(([path, fields]) => [path, { ...tree[path], ...fields }]);
  return { ...tree, ...(Object.fromEntries(entries) as ResourceTree) };
}

function mend({ faults }: MockService): void {
  for (const path of Object.keys(faults)) Reflect.deleteProperty(faults, path);
}

describe('a machine that has problems', () => {
  it('has each told with the part, and how bad it is', async () => {
    const service = await serve(dellTree());
    const told = await watching(service.target).looks(1);
    const state = told.filter(({ attributes }) => attributes['origin'] === 'state');
    expect(state.map(({ kind, severity, message }) => [kind, severity, message]).sort()).toEqual([
      ['hardware.drive_predicted', 'error', 'db1: drive Physical Disk 0:1:1 predicts its failure'],
      ['hardware.fan', 'critical', 'db1: Fan 2 has failed, at 40 percent'],
      ['hardware.intrusion', 'warning', 'db1: chassis System.Embedded.1 was opened'],
      [
        'hardware.memory_errors',
        'warning',
        'db1: memory module DIMM A1 has more corrected errors than its machine allows',
      ],
      ['hardware.psu', 'critical', 'db1: power supply PS2 Status has failed or has no input'],
      ['hardware.redundancy_lost', 'error', 'db1: redundancy of the power supplies is lost (PSU Redundancy)'],
      ['hardware.storage', 'warning', 'db1: battery Battery is degraded'],
    ]);
    expect(of(told, 'hardware.drive_predicted')[0]?.attributes).toMatchObject({
      serial: 'S2',
      slot: '1',
      storage: 'PERC H730P',
      volumes: ['os (RAID1)'],
      reason: 'predicted',
      subject: 'PERC H730P/Physical Disk 0:1:1',
      target: 'db1',
      address: '127.0.0.1',
    });
  });

  it('is told once, and again after a while', async () => {
    const service = await serve(dellTree());
    const seldom = watching(service.target);
    expect(await seldom.looks(1)).not.toEqual([]);
    expect(await seldom.looks(3)).toEqual([]);
    const options = { repeatInterval: '10s' };
    const often = watching(service.target, { options, target: { interval: 10 } });
    await often.looks(1);
    expect(await often.looks(1)).toEqual([]);
  });

  it('is told to be better when it is', async () => {
    const service = await serve(dellTree());
    const watched = watching(service.target);
    await watched.looks(1);
    expect(watched.text()).toContain(
      'fathom_hardware_problems{kind="hardware.fan",severity="critical",target="db1"} 1\n',
    );
    service.tree = changed(service.tree, { [THERMAL]: { Fans: [] } });
    const told = await watched.looks(2);
    expect(told.map(({ kind, attributes }) => [kind, attributes['cleared'], attributes['subject']])).toEqual([
      ['hardware.cleared', 'hardware.fan', 'Fan 2'],
    ]);
    expect(watched.text()).not.toContain('kind="hardware.fan"');
  });

  it('is not told to be better by a resource that fails', async () => {
    const service = await serve(dellTree());
    const watched = watching(service.target);
    await watched.looks(1);
    service.faults[THERMAL] = { status: 500 };
    service.faults[POWER] = { body: '{' };
    expect(await watched.looks(2)).toEqual([]);
    mend(service);
    expect(await watched.looks(2)).toEqual([]);
  });

  it('and stands in a rack has warnings of temperature told of the rack, too', async () => {
    const tree = changed(dellTree(), {
      [THERMAL]: {
        Temperatures: [
          { Name: 'Inlet', ReadingCelsius: 80, UpperThresholdNonCritical: 83, Status: { State: 'Enabled' } },
        ],
      },
    });
    const service = await serve(tree);
    const told = await watching(service.target, { target: { rack: 'R 3' } }).looks(1);
    expect(of(told, 'hardware.thermal')[0]).toMatchObject({
      asset: 'device-127.0.0.1',
      message: 'db1: Inlet is at 80 °C, near its threshold of 83 °C',
      attributes: { level: 'near', rack: 'R 3' },
    });
    expect(of(told, 'hardware.rack_thermal')[0]).toMatchObject({
      asset: 'rack-r_3',
      attributes: { machine: 'db1', machine_asset: 'device-127.0.0.1' },
    });
  });
});

describe('a part that is not at work', () => {
  const offline = { State: 'UnavailableOffline', Health: 'Critical' };
  it('because it has failed is told; an empty place is none', async () => {
    const tree = changed(dellTree(), {
      [THERMAL]: {
        Fans: [
          { Name: 'Fan 7', Reading: null, ReadingUnits: 'RPM', Status: offline },
          { Name: 'Fan 8', Status: { State: 'Absent', Health: 'Critical' } },
        ],
      },
      [POWER]: {
        Redundancy: [],
        PowerSupplies: [
          { Name: 'PS1', SerialNumber: 'S1', Status: offline },
          { Name: 'PS2', SerialNumber: 'S2', Status: { State: 'StandbySpare', Health: 'OK' } },
          { Name: 'PS3', Status: { State: 'Disabled', Health: null } },
        ],
      },
    });
    const told = await watching((await serve(tree)).target).looks(1);
    const problems = [...of(told, 'hardware.psu'), ...of(told, 'hardware.fan')];
    expect(problems.map(({ message }) => message)).toEqual([
      'db1: power supply PS1 has failed or has no input',
      'db1: Fan 7 has failed, at 0 rpm',
    ]);
  });
});

it.each<[string, () => ResourceTree, string]>([
  ['on a Smart Array', ilo5Tree, '1I:3:4'],
  ['on no controller', ilo5NvmeTree, 'Box 3:Bay 7'],
])('a drive %s is told with what is written on the machine', async (_, tree, slot) => {
  const told = await watching((await serve(tree())).target).looks(1);
  expect(of(told, 'hardware.drive').map(({ attributes }) => attributes['slot'])).toEqual([slot]);
});

describe('a machine with the newer resources', () => {
  const SENSORS = `${V1}/Chassis/Main/Sensors`;
  const METRICS = `${V1}/Chassis/Main/ThermalSubsystem/ThermalMetrics`;
  const warm = (expand: boolean) =>
    changed(subsystemsTree({ expand }), {
      [METRICS]: {
        TemperatureReadingsCelsius: ['Inlet', 'A', 'B', 'C', 'D'].map((name) => ({
          DeviceName: name,
          Reading: 40,
          DataSourceUri: `${SENSORS}/${name}`,
        })),
      },
    });

  it.each([
    ['one by one', false],
    ['with their collection', true],
  ])('has the thresholds of its sensors read %s, once', async (_, expand) => {
    const service = await serve(warm(expand), expand);
    const watched = watching(service.target);
    const told = of(await watched.looks(1), 'hardware.thermal');
    expect(told.map(({ message }) => message)).toEqual([
      'db1: Inlet is at 40 °C, near its threshold of 42 °C',
    ]);
    const asked = () => service.requests.filter((each) => each.startsWith(`GET ${SENSORS}`));
    expect(asked()).toHaveLength(expand ? 1 : 5);
    await watched.looks(2);
    expect(asked()).toHaveLength(expand ? 1 : 5);
  });

  it('has what else it tells although a sensor fails, which is asked for again', async () => {
    const service = await serve(warm(false));
    service.faults[`${SENSORS}/Inlet`] = { status: 500 };
    const watched = watching(service.target);
    expect(kinds(await watched.looks(1))).toContain('hardware.redundancy_lost');
    mend(service);
    expect(kinds(await watched.looks(2))).toEqual(['hardware.thermal']);
  });
});

describe('the machine', () => {
  it('is the asset that is known with its marks', async () => {
    const service = await serve(dellTree());
    const asked: MachineMarks[] = [];
    const find = (marks: MachineMarks) => {
      asked.push(marks);
      return 'host-db1';
    };
    const told = await watching(service.target, { find }).looks(1);
    expect(new Set(told.map(({ asset }) => asset))).toEqual(new Set(['host-db1']));
    expect(asked[0]).toEqual({
      uuids: ['4c4c4544-0051-3910-804b-b7c04f4c3733'],
      serials: ['CNABC00', '7XYZ123'],
      bmcAddress: '127.0.0.1',
    });
  });

  it('is the asset that the configuration names', async () => {
    const service = await serve(dellTree());
    const told = await watching(service.target, { target: { asset: 'host-x' }, find: () => 'host-y' }).looks(
      1,
    );
    expect(new Set(told.map(({ asset }) => asset))).toEqual(new Set(['host-x']));
  });

  it('has it told when it is turned off and on', async () => {
    const service = await serve(dellTree());
    const watched = watching(service.target);
    await watched.looks(1);
    service.tree = changed(service.tree, { [SYSTEM]: { PowerState: 'Off' } });
    const off = await watched.looks(2);
    service.tree = changed(service.tree, { [SYSTEM]: { PowerState: 'On' } });
    const told = [...off, ...(await watched.looks(2))];
    expect(told.map(({ severity, message }) => [severity, message])).toEqual([
      ['warning', 'db1 was turned off'],
      ['info', 'db1 was turned on'],
    ]);
  });
});

describe('the log', () => {
  it('is told by the tables, once, with the time of each entry and a key that stays the same', async () => {
    const loggedAt = new Date(Math.floor(Date.now() / 1000) * 1000 - 60_000);
    const service = await serve(dellTree({ loggedAt }));
    const watched = watching(service.target);
    const told = (await watched.looks(1)).filter(({ attributes }) => attributes['origin'] === 'log');
    expect(
      told.map(({ kind, severity, attributes, idempotencyKey }) => [
        attributes['entry'],
        kind,
        severity,
        idempotencyKey,
      ]),
    ).toEqual(
      [
        ['3', 'hardware.fan', 'critical'],
        ['2', 'hardware.psu', 'warning'],
        ['1', 'hardware.log', 'info'],
      ].map(([id = '', ...rest]) => [
        id,
        ...rest,
        `redfish-log:${service.target}:${LOG}:${id}@${loggedAt.getTime()}`,
      ]),
    );
    expect(new Set(told.map(({ timeNs }) => timeNs))).toEqual(
      new Set([BigInt(loggedAt.getTime()) * 1_000_000n]),
    );
    expect(await watched.looks(2)).toEqual([]);
    const again = await watching(service.target).looks(1);
    expect(of(again, 'hardware.fan', 'log')[0]?.idempotencyKey).toBe(told[0]?.idempotencyKey);
  });

  it('has what comes later told, whatever its clock says', async () => {
    const service = await serve(dellTree());
    const watched = watching(service.target);
    await watched.looks(1);
    const before = Date.now();
    service.tree = changed(service.tree, {
      [LOG]: {
        Members: [
          {
            Id: '4',
            Created: '2001-01-01T00:00:00Z',
            Message: 'Watchdog timer expired',
            Severity: 'Critical',
          },
        ],
      },
    });
    const told = await watched.looks(2);
    expect(kinds(told)).toEqual(['hardware.watchdog']);
    expect(Number((told[0]?.timeNs ?? 0n) / 1_000_000n)).toBeGreaterThanOrEqual(before);
    expect(told[0]?.attributes['logged']).toBe('2001-01-01T00:00:00.000Z');
  });

  it('of links is not read again and again', async () => {
    const tree = changed(dellTree(), {});
    const paths = [1, 2, 3].map((id) => `${LOG}/${id}`);
    const entry = (id: number) => ({
      Id: String(id),
      Created: new Date().toISOString(),
      Message: `Entry ${id}`,
      Severity: 'OK',
    });
    const withLinks = (count: number): ResourceTree => ({
      ...tree,
      [LOG]: { Members: paths.slice(0, count).map((path) => ({ '@odata.id': path })) },
      ...Object.fromEntries(paths.map((path, i) => [path, entry(i + 1)])),
    });
    const service = await serve(withLinks(2));
    const watched = watching(service.target);
    expect(of(await watched.looks(3), 'hardware.log', 'log')).toHaveLength(2);
    service.tree = withLinks(3);
    expect(of(await watched.looks(2), 'hardware.log', 'log')).toHaveLength(1);
    const asked = service.requests.filter((each) => each.startsWith(`GET ${LOG}/`));
    expect(asked).toEqual(paths.map((path) => `GET ${path}`));
    service.tree = { ...withLinks(1), [paths[0] ?? '']: { ...entry(1), Message: 'Log cleared' } };
    await watched.looks(2);
    expect(service.requests.filter((each) => each === `GET ${paths[0]}`).length).toBeGreaterThan(1);
  });
});

describe('a BMC that does not answer', () => {
  it('is told once, and when it answers again; the watcher is well', async () => {
    const service = await serve(dellTree());
    const watched = watching(service.target, { options: { maxBackoff: '1s' } });
    await watched.looks(1);
    for (const path of Object.keys(service.tree)) service.faults[path] = { status: 503 };
    service.faults[`${V1}/`] = { status: 503 };
    service.faults[`${V1}/Systems`] = { status: 503 };
    const told = await watched.looks(4);
    expect(kinds(told)).toEqual(['hardware.bmc_unreachable']);
    expect(told[0]?.message).toMatch(/^BMC of db1 \(127\.0\.0\.1:\d+\) cannot be read: .*HTTP 503/);
    expect(watched.text()).toContain('fathom_redfish_target_up{target="db1"} 0\n');
    mend(service);
    expect(kinds(await watched.looks(1))).toEqual(['hardware.bmc_reachable']);
    expect(watched.runner.status.lastError?.code).not.toBe('bug');
    expect(watched.text()).toContain('fathom_redfish_target_up{target="db1"} 1\n');
  });
});
