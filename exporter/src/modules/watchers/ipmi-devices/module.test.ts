/** The watcher asks BMCs that are made for tests. */
import { afterEach, describe, expect, it } from 'vitest';
import { type ChangingBmc, startChangingBmc } from '../../../../../test/support/ipmi/changing-bmc.ts';
import { machineFru, productFru, UUID, withFrus } from '../../../../../test/support/ipmi/frus.ts';
import { type MadeUpOptions, nameOf, startMadeUpBmc } from '../../../../../test/support/ipmi/made-up-bmc.ts';
import { type Setup, watching as watch } from '../../../../../test/support/ipmi/watching.ts';
import { startMockService } from '../../../../../test/support/redfish/service.ts';
import { dellTree } from '../../../../../test/support/redfish/trees/dell.ts';
import { watching as watchByRedfish } from '../../../../../test/support/redfish/watching.ts';
import { machineCare } from '../../../app/machine-care.ts';
import type { MachineMarks } from '../../../contract/machines.ts';
import type { Observation } from '../../../contract/module.ts';
import { textOf } from '../../../protocols/hardware/standing.ts';

const [CPU0_TEMP, FAN_1, FAN_2, VOLTAGE] = [2, 4, 5, 7];
const [PSU1, PSU2, REDUNDANCY, INTRUSION, DISK, DIMM] = [32, 33, 34, 35, 36, 37];
/** A BMC that fails to read a sensor. */
const BUSY = { completionCode: 0xff };

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function serve(options: MadeUpOptions = {}): Promise<ChangingBmc> {
  const bmc = await startChangingBmc(options);
  ends.push(() => bmc.made.stop());
  return bmc;
}

function watching(target: string, setup: Setup = {}) {
  const watched = watch(target, setup);
  ends.push(() => watched.stop());
  return watched;
}

const short = (told: readonly Observation[]) =>
  told.map(({ kind, severity, message }) => [kind, severity, message]).sort();

describe('a machine that has problems', () => {
  it('has each told with the part, and how bad it is', async () => {
    const made = await startMadeUpBmc();
    ends.push(() => made.stop());
    const told = await watching(made.target).looks(1);
    expect(short(told)).toEqual([
      ['hardware.drive_predicted', 'error', 'db1: drive Disk 3 predicts its failure'],
      ['hardware.psu', 'critical', 'db1: power supply PSU2 has failed or has no input'],
      ['hardware.redundancy_lost', 'error', 'db1: redundancy of the power supplies is lost (PSU Redundancy)'],
      ['hardware.thermal', 'critical', 'db1: CPU0 Temp is at 97 °C, its threshold of 95 °C'],
      ['hardware.thermal', 'warning', 'db1: CPU1 Temp is at 87 °C, its threshold of 85 °C'],
    ]);
    expect(told.find(({ kind }) => kind === 'hardware.psu')?.attributes).toEqual({
      origin: 'state',
      subject: 'PSU2',
      health: 'Critical',
      state: 'Power Supply input lost (AC/DC)',
      ...{ model: '', serial: '', supplies: 2, supplies_good: 1 },
      ...{ target: 'db1', address: '127.0.0.1' },
    });
  });

  it.each<[string, (bmc: ChangingBmc) => void, string[]]>([
    ['none', () => undefined, []],
    ['a fan that stands still', (bmc) => bmc.setRaw(FAN_2, 0, 0b11), ['hardware.fan critical FAN 2']],
    ['a fan that is slow', (bmc) => bmc.setRaw(FAN_2, 14, 0b1), ['hardware.fan_degrading warning FAN 2']],
    [
      'a supply that failed',
      (bmc) => bmc.setStates(PSU1, 0, 1),
      ['hardware.psu critical PSU1', 'hardware.redundancy_lost error power redundancy'],
    ],
    [
      'no redundancy',
      (bmc) => bmc.setStates(REDUNDANCY, 1),
      ['hardware.redundancy_lost error PSU Redundancy'],
    ],
    ['an open chassis', (bmc) => bmc.setStates(INTRUSION, 0), ['hardware.intrusion warning Chassis Intru']],
    ['a leash that was lost', (bmc) => bmc.setStates(INTRUSION, 4), []],
    ['a drive that failed', (bmc) => bmc.setStates(DISK, 0, 1), ['hardware.drive critical Disk 3']],
    [
      'an array that lost a drive',
      (bmc) => bmc.setStates(DISK, 0, 5),
      ['hardware.storage warning volume of Disk 3'],
    ],
    ['a slot without a drive', (bmc) => bmc.setStates(DISK), []],
    ['memory with errors', (bmc) => bmc.setStates(DIMM, 6, 1), ['hardware.memory critical DIMM A1']],
    [
      'memory with too many corrected errors',
      (bmc) => bmc.setStates(DIMM, 6, 5),
      ['hardware.memory_errors warning DIMM A1'],
    ],
    ['a voltage that is too low', (bmc) => bmc.setRaw(VOLTAGE, 170, 0b11), ['hardware.power critical +3.3V']],
    ['a fault of its power', (bmc) => (bmc.chassis = [0x29, 0, 0]), ['hardware.power critical power fault']],
    [
      'a drive fault that no slot tells of',
      (bmc) => (bmc.chassis = [0x21, 0, 0x04]),
      ['hardware.drive critical chassis drive fault'],
    ],
    [
      'a cooling fault that no fan tells of',
      (bmc) => (bmc.chassis = [0x21, 0, 0x08]),
      ['hardware.fan critical cooling'],
    ],
    [
      'a cooling fault of a fan',
      (bmc) => ((bmc.chassis = [0x21, 0, 0x08]), bmc.setRaw(FAN_2, 0, 0b11)),
      ['hardware.fan critical FAN 2'],
    ],
    [
      'fans that stand still, being off',
      (bmc) => ((bmc.chassis = [0x20, 0, 0]), bmc.setRaw(FAN_1, 0, 0b11)),
      [],
    ],
  ])('%s', async (_, change, expected) => {
    const bmc = await serve();
    bmc.setStates(REDUNDANCY);
    change(bmc);
    const told = await watching(bmc.target).looks(1);
    expect(
      told
        .map(({ kind, severity, attributes }) => `${kind} ${severity} ${textOf({ attributes }, 'subject')}`)
        .sort(),
    ).toEqual(expected);
  });

  it('is told once, and to be better when it is', async () => {
    const bmc = await serve();
    bmc.setStates(PSU2, 0, 3);
    const watched = watching(bmc.target);
    expect(await watched.looks(1)).toHaveLength(1);
    expect(watched.text()).toContain(
      'fathom_hardware_problems{kind="hardware.psu",severity="critical",target="db1"} 1\n',
    );
    expect(await watched.looks(2)).toEqual([]);
    bmc.setStates(PSU2, 0);
    expect(short(await watched.looks(2))).toEqual([
      ['hardware.cleared', 'info', 'db1: no longer so: power supply PSU2 has failed or has no input'],
    ]);
    expect(watched.text()).not.toContain('fathom_hardware_problems');
  });

  it.each<[string, unknown]>([
    ['that the BMC fails to read', BUSY],
    ['that the BMC has just begun to scan', { completionCode: 0, data: [0, 0xe0, 0, 0] }],
  ])('is not told to be better by a sensor %s', async (_, answer) => {
    const bmc = await serve();
    bmc.setStates(PSU2, 0, 3);
    const watched = watching(bmc.target);
    await watched.looks(1);
    bmc.readings.set(PSU2, answer as typeof BUSY);
    expect(await watched.looks(2)).toEqual([]);
  });
});

describe('a temperature', () => {
  it('has the thresholds that the BMC has now, and must fall by its hysteresis', async () => {
    const bmc = await serve();
    // Readable: upper non-critical and critical, at 60 and 70 °C.
    bmc.thresholds.set(CPU0_TEMP, [0x18, 0, 0, 0, 60, 70, 0]);
    bmc.hysteresis.set(CPU0_TEMP, 8);
    const watched = watching(bmc.target);
    const level = async (raw: number) => {
      bmc.setRaw(CPU0_TEMP, raw);
      return (await watched.looks(2)).map(({ kind, message }) => `${kind}: ${message}`);
    };
    expect(await level(54)).toEqual([]);
    expect(await level(56)).toEqual([
      'hardware.thermal: db1: CPU0 Temp is at 56 °C, near its threshold of 60 °C',
    ]);
    expect(await level(71)).toEqual(['hardware.thermal: db1: CPU0 Temp is at 71 °C, its threshold of 70 °C']);
    expect(await level(63)).toEqual([]);
    expect(await level(61)).toEqual(['hardware.thermal: db1: CPU0 Temp is at 61 °C, its threshold of 60 °C']);
    expect(await level(48)).toEqual([]);
    expect(await level(46)).toMatchObject([expect.stringMatching(/^hardware\.cleared: /)]);
  });

  it('is beyond its threshold as long as the BMC says so', async () => {
    const bmc = await serve();
    bmc.setRaw(CPU0_TEMP, 84, 0b01_1000);
    expect(short(await watching(bmc.target).looks(1))).toEqual([
      ['hardware.thermal', 'critical', 'db1: CPU0 Temp is at 84 °C, its threshold of 95 °C'],
    ]);
  });

  it('is told of the rack, too', async () => {
    const bmc = await serve();
    bmc.setRaw(CPU0_TEMP, 82);
    const told = await watching(bmc.target, { target: { rack: 'R 3' } }).looks(1);
    expect(
      told.map(({ kind, asset, attributes }) => [kind, asset, attributes['machine_asset'] ?? null]),
    ).toEqual([
      ['hardware.thermal', 'device-127.0.0.1', null],
      ['hardware.rack_thermal', 'rack-r_3', 'device-127.0.0.1'],
    ]);
  });
});

describe('a memory module', () => {
  const ERROR = { sensorType: 0x0c, sensor: DIMM, data: [0, 0xff, 0xff] as const };
  const errors = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => ({
      ...ERROR,
      ...{ id: from + i, time: Math.floor(Date.now() / 1000) + i },
    }));

  it('has its corrected errors counted, as the log has them', async () => {
    const bmc = await serve();
    bmc.write(...errors(1, 30));
    const watched = watching(bmc.target);
    const rising = async () =>
      (await watched.looks(2)).filter(({ kind, attributes }) => {
        return kind === 'hardware.memory_errors' && attributes['origin'] === 'state';
      });
    expect(await rising()).toEqual([]);
    bmc.write(...errors(31, 9));
    expect(await rising()).toEqual([]);
    bmc.write(...errors(40, 1));
    expect(short(await rising())).toEqual([
      [
        'hardware.memory_errors',
        'warning',
        'db1: memory module DIMM A1 had 10 corrected errors within an hour',
      ],
    ]);
  });
});

describe('the machine', () => {
  it('is the asset that is known with its marks', async () => {
    const bmc = await serve(withFrus([{ id: 0, bytes: machineFru({ product: 'SN42', board: 'B7' }) }]));
    bmc.setStates(PSU2, 0, 3);
    const asked: MachineMarks[] = [];
    const find = (marks: MachineMarks) => {
      asked.push(marks);
      return 'host-db1';
    };
    const told = await watching(bmc.target, { find }).looks(1);
    expect(told.map(({ asset }) => asset)).toEqual(['host-db1']);
    expect(asked[0]).toEqual({
      uuids: expect.arrayContaining([UUID]) as unknown,
      serials: ['SN42', 'B7'],
      bmcAddress: '127.0.0.1',
    });
  });

  it('is the asset that the configuration names', async () => {
    const bmc = await serve();
    bmc.setStates(PSU2, 0, 3);
    const told = await watching(bmc.target, { target: { asset: 'host-x' }, find: () => 'host-y' }).looks(1);
    expect(told.map(({ asset }) => asset)).toEqual(['host-x']);
  });

  it('has the serial numbers of its parts told with what is wrong with them', async () => {
    const fru = productFru({ vendor: 'Acme', model: 'PWS-920', serial: 'P2SN' });
    const bmc = await serve(withFrus([{ id: 3, name: 'PSU2', entity: [10, 2], bytes: fru }]));
    bmc.setStates(PSU2, 0, 3);
    const [told] = await watching(bmc.target).looks(1);
    expect(told?.attributes).toMatchObject({ subject: 'PSU2', model: 'Acme PWS-920', serial: 'P2SN' });
  });

  it('has it told when it is turned off and on', async () => {
    const bmc = await serve();
    const watched = watching(bmc.target);
    await watched.looks(1);
    bmc.chassis = [0x20, 0, 0];
    const off = await watched.looks(2);
    bmc.chassis = [0x21, 0, 0];
    expect(short([...off, ...(await watched.looks(2))])).toEqual([
      ['hardware.power', 'info', 'db1 was turned on'],
      ['hardware.power', 'warning', 'db1 was turned off'],
    ]);
  });
});

describe('a machine that is looked at by Redfish, too', () => {
  it('has nothing told twice; when Redfish fails, it is told of again', async () => {
    const bmc = await serve();
    bmc.setStates(PSU2, 0, 3);
    const care = machineCare();
    const redfish = care.begin('redfish-devices', ['bmc-db1']);
    const watched = watching(bmc.target, {
      care,
      target: { asset: 'host-db1' },
      options: { repeatInterval: '10s' },
    });
    expect(await watched.looks(2)).toEqual([]);
    redfish.looked('bmc-db1', 'host-db1');
    expect(await watched.looks(2)).toEqual([]);
    expect(watched.text()).toContain('fathom_ipmi_target_up{target="db1"} 1\n');
    expect(watched.text()).not.toContain('fathom_hardware_problems');
    for (let i = 0; i < 3; i += 1) redfish.looked('bmc-db1', null);
    bmc.setStates(PSU1, 0, 1);
    const told = await watched.looks(2);
    expect(told.map(({ attributes }) => attributes['subject'])).toEqual(['PSU1']);
    expect(watched.text()).toContain('fathom_hardware_problems{');
  });

  it('is left to the watcher of Redfish', async () => {
    const bmc = await serve();
    bmc.setStates(PSU2, 0, 3);
    const service = await startMockService({ tree: dellTree() });
    ends.push(() => service.stop());
    const care = machineCare();
    const redfish = watchByRedfish(service.target, { care, target: { asset: 'host-db1' } });
    ends.push(() => redfish.stop());
    expect(await redfish.looks(1)).not.toEqual([]);
    const watched = watching(bmc.target, { care, target: { asset: 'host-db1' } });
    expect(await watched.looks(2)).toEqual([]);
    await redfish.stop();
    bmc.setStates(PSU1, 0, 1);
    expect(await watched.looks(2)).not.toEqual([]);
  });

  it('is told of at once where Redfish looks at others only', async () => {
    const bmc = await serve();
    bmc.setStates(PSU2, 0, 3);
    const care = machineCare();
    care.begin('redfish-devices', ['bmc-db2']).looked('bmc-db2', 'host-db2');
    expect(await watching(bmc.target, { care }).looks(1)).toHaveLength(1);
  });
});

describe('a BMC', () => {
  it('that does not answer is told once, and when it answers again; the watcher is well', async () => {
    const bmc = await serve();
    const watched = watching(bmc.target, { options: { maxBackoff: '1s' }, timeoutMs: 400 });
    await watched.looks(1);
    bmc.isSilent = true;
    const told = await watched.looks(4);
    expect(told.map(({ kind }) => kind)).toEqual(['hardware.bmc_unreachable']);
    expect(told[0]?.message).toMatch(/^BMC of db1 \(127\.0\.0\.1:\d+\) does not answer: 127\.0\.0\.1:\d+/);
    expect(JSON.stringify(told, (_, value: unknown) => String(value))).not.toContain('hunter2');
    expect(watched.text()).toContain('fathom_ipmi_target_up{target="db1"} 0\n');
    bmc.isSilent = false;
    expect((await watched.looks(2)).map(({ kind }) => kind)).toEqual(['hardware.bmc_reachable']);
    expect(watched.runner.status.lastError?.code).not.toBe('bug');
  }, 15_000);

  it('that is named is looked up again and again: it may move', async () => {
    const bmc = await serve();
    let nowMs = Date.now();
    let address = '127.0.0.1';
    const watched = watching(`bmc-db1:${bmc.made.bmc.port}`, {
      resolve: () => Promise.resolve([address]),
      now: () => nowMs,
      options: { unreachableAfter: 1 },
      timeoutMs: 1000,
    });
    expect(await watched.looks(1)).toEqual([]);
    address = '127.0.0.77';
    nowMs += 31_000;
    expect((await watched.looks(2)).map(({ kind }) => kind)).toEqual(['hardware.bmc_unreachable']);
  });

  it('whose name is not known is unreachable', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }));
    const watched = watching('bmc-x', { resolve, options: { unreachableAfter: 1 } });
    const [told] = await watched.looks(1);
    expect([told?.kind, told?.message]).toEqual([
      'hardware.bmc_unreachable',
      expect.stringContaining('the name is not known (ENOTFOUND)'),
    ]);
  });

  it('keeps one session, and what was read of it, from look to look', async () => {
    const bmc = await serve();
    const watched = watching(bmc.target);
    await watched.looks(1);
    bmc.made.asked.length = 0;
    await watched.looks(3);
    expect(bmc.made.bmc.sessions).toBe(1);
    expect(bmc.made.asked.filter((each) => each === 'a 23')).toEqual([]);
  });

  it('without a log, a chassis status and sensors is looked at for what it has', async () => {
    const lacking = ['a 40', '0 1'];
    const made = await startMadeUpBmc({
      analog: [],
      discrete: [],
      instead: (request) => (lacking.includes(nameOf(request)) ? { completionCode: 0xc1 } : undefined),
    });
    ends.push(() => made.stop());
    const watched = watching(made.target);
    expect(await watched.looks(2)).toEqual([]);
    expect(watched.text()).toContain('fathom_ipmi_target_up{target="db1"} 1\n');
    expect(watched.text()).not.toContain('fathom_ipmi_poll_failures_total');
  });
});
