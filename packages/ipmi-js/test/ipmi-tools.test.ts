/** What a BMC knows, beside what FreeIPMI's tools and ipmitool read from it: Debian's ipmi_sim. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, IPMI_SIM, type IpmiSim, startIpmiSim } from '../../../test/support/ipmi-sim/ipmi-sim.ts';
import { rarityCommands } from '../../../test/support/ipmi-sim/rarities.ts';
import { hasTool } from '../../../test/support/tool.ts';
import * as ipmi from '../src/index.ts';

const run = promisify(execFile);
const TOOLS = [IPMI_SIM, 'ipmi-sensors', 'ipmitool'];

describe.skipIf(!TOOLS.every(hasTool))('beside the tools of others', () => {
  let sim: IpmiSim;
  let client: ipmi.IpmiClient;
  let folder: string;
  let records: ipmi.SdrRecord[];

  beforeAll(async () => {
    sim = await startIpmiSim(rarityCommands());
    folder = mkdtempSync(join(tmpdir(), 'fathom-ipmi-tools-'));
    client = new ipmi.IpmiClient({ host: '127.0.0.1', port: sim.port, ...ADMIN, privilege: 'admin' });
    records = (await ipmi.readSdrRepository(client)).records.map(ipmi.decodeSdr);
  });
  afterAll(async () => {
    await client.close();
    await sim.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Lines of one of FreeIPMI's tools. */
  async function freeIpmi(tool: string, ...args: string[]): Promise<string[]> {
    const session = ['-h', `127.0.0.1:${sim.port}`, '-u', ADMIN.user, '-p', ADMIN.password, '-D', 'LAN_2_0'];
    // ipmi_sim tells a highest privilege of 0 when a session is opened.
    const login = [...session, '-l', 'ADMIN', '-W', 'opensesspriv'];
    return lines((await run(tool, [...login, ...args], { env: { ...process.env, TZ: 'UTC' } })).stdout);
  }

  async function ipmitool(...args: string[]): Promise<string[]> {
    // Without -C it waits for a command that ipmi_sim does not have.
    const session = ['-I', 'lanplus', '-C', '3', '-H', '127.0.0.1', '-p', String(sim.port)];
    return lines(
      (await run('ipmitool', [...session, '-U', ADMIN.user, '-P', ADMIN.password, ...args])).stdout,
    );
  }

  const cache = () => ['--quiet-cache', '--sdr-cache-recreate', `--sdr-cache-directory=${folder}`];
  const csv = ['--comma-separated-output', '--no-header-output'];

  it('reads the records that there are', () => {
    const kinds = records.map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(
      new Set([
        'full',
        'compact',
        'event_only',
        'controller_locator',
        'fru_locator',
        'entity_association',
        'raw',
      ]),
    );
    expect(records.length).toBeGreaterThan(40);
  });

  it('reads sensors as ipmimonitoring does', async () => {
    const theirs = await freeIpmi(
      'ipmimonitoring',
      ...cache(),
      ...csv,
      '--output-event-bitmask',
      '--no-sensor-type-output',
    );
    const ours: string[] = [];
    for (const record of records.filter(ipmi.isSensorRecord)) {
      if (record.kind === 'event_only') continue;
      const reading = await ipmi.readSensor(client, record);
      if (reading.isScanning && reading.isAvailable) ours.push(monitored(record, reading));
    }
    expect(ours.length).toBeGreaterThan(30);
    expect(ours).toEqual(theirs.map((line) => line.replace(/^(\d+,[^,]*),[^,]*/, '$1')));
  });

  it('names sensors that share a record, and their types, as ipmi-sensors does', async () => {
    const theirs = await freeIpmi('ipmi-sensors', ...cache(), ...csv, '--shared-sensors');
    const ours = records
      .filter(ipmi.isSensorRecord)
      .flatMap((record): ipmi.SensorRecord[] =>
        record.kind === 'compact' ? ipmi.expandShared(record) : [record],
      )
      .filter(({ kind }) => kind !== 'event_only')
      .map(({ recordId, name, sensorType }) => [recordId, name, ipmi.sensorTypeName(sensorType)].join());
    expect(ours).toEqual(theirs.map((line) => line.split(',').slice(0, 3).join()));
    expect(ours.join()).toContain('Fan Bay 9');
  });

  it('reads thresholds as ipmitool does', async () => {
    const theirs = (await ipmitool('sensor')).map((line) => line.split('|').map((cell) => cell.trim()));
    let compared = 0;
    for (const record of records) {
      if (record.kind !== 'full' || record.capabilities.thresholds === 0) continue;
      const raw = await ipmi.getThresholds(client, record);
      const theirRow = theirs.find(([name]) => name === record.name)?.slice(4);
      expect([record.name, ...sixThresholds(ipmi.convertThresholds(raw, record))]).toEqual([
        record.name,
        ...(theirRow ?? []),
      ]);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(15);
  });

  it('reads the log and says what it says as ipmi-sel does', async () => {
    const options = ['--interpret-oem-data', '--entity-sensor-names'];
    const theirs = await freeIpmi('ipmi-sel', ...cache(), ...csv, ...options);
    const { entries } = await ipmi.readSel(client);
    const sensors = new ipmi.SensorIndex(records);
    const ours = entries.map((bytes) => logged(ipmi.decodeSelEntry(bytes), sensors));
    expect(ours.length).toBeGreaterThan(30);
    expect(ours).toEqual(theirs.map((line) => line.replace(/^(\d+),[^,]*,[^,]*,/, '$1,')));
  });

  it('reads how full the log is as ipmi-sel does', async () => {
    const info = await ipmi.getSelInfo(client);
    expect(facts(await freeIpmi('ipmi-sel', '--info'))).toMatchObject({
      'SEL version': info.version,
      'Number of log entries': String(info.entryCount),
      'Free space remaining': `${info.freeBytes} bytes`,
      'Reserve SEL Command': info.supports.reserve ? 'supported' : 'unsupported',
      'Events dropped due to lack of space': info.hasOverflowed ? 'Yes' : 'No',
    });
  });

  it('reads what it is as bmc-info does', async () => {
    const id = await ipmi.getDeviceId(client);
    const theirs = facts(await freeIpmi('bmc-info'));
    expect(theirs).toMatchObject({
      'Device ID': String(id.deviceId),
      'Device Revision': String(id.deviceRevision),
      'Firmware Revision': id.firmwareRevision,
      'IPMI Version': id.ipmiVersion,
      'Chassis Device': id.supports.chassis ? 'supported' : 'unsupported',
      'Manufacturer ID': `${ipmi.manufacturerName(id.manufacturerId)} (${id.manufacturerId})`,
      'Product ID': String(id.productId),
      'System GUID': (await ipmi.getSystemGuid(client)).specification,
    });
    expect(await ipmi.getSystemInfo(client, ipmi.SYSTEM_INFO.firmwareVersion)).toBeNull();
  });

  it('reads the chassis as ipmi-chassis does', async () => {
    const chassis = await ipmi.getChassisStatus(client);
    expect(facts(await freeIpmi('ipmi-chassis', '--get-chassis-status'))).toMatchObject({
      'System Power': chassis.isPowerOn ? 'on' : 'off',
      'Power fault': String(chassis.powerFault),
      'Chassis intrusion': chassis.intrusion ? 'active' : 'inactive',
      'Drive Fault': String(chassis.driveFault),
      'Cooling/fan fault': String(chassis.coolingFault),
    });
  });

  it('reads the inventory as ipmi-fru and ipmitool do', async () => {
    const { chassis, board, product } = await ipmi.readFru(client, 0);
    const theirs = facts(await freeIpmi('ipmi-fru', ...cache()));
    expect(theirs).toMatchObject({
      'FRU Chassis Part Number': chassis?.partNumber,
      'FRU Chassis Serial Number': chassis?.serialNumber,
      'FRU Board Manufacturer': board?.manufacturer,
      'FRU Board Serial Number': board?.serialNumber,
      'FRU Product Part/Model Number': product?.partNumber,
      'FRU Product Serial Number': product?.serialNumber,
      'FRU Product Asset Tag': product?.assetTag,
    });
    const made = new Date((board?.manufacturedAt ?? 0) * 1000).toISOString().slice(11, 19);
    expect(theirs['FRU Board Manufacturing Date/Time']).toContain(made);
    expect(facts(await ipmitool('fru', 'print', '0'))).toMatchObject({
      'Board Product': board?.productName,
      'Product Name': product?.productName,
      'Product Version': product?.version,
    });
  });
});

function monitored({ recordId, name, ...record }: ipmi.SensorRecord, reading: ipmi.SensorReading): string {
  const isValue = reading.value !== null && record.kind === 'full';
  const value = isValue
    ? [ipmi.hundredths(reading.value).toFixed(2), ipmi.unitName(record.units)]
    : ['N/A', 'N/A'];
  return [recordId, name, ...value, `${reading.states.toString(16).padStart(4, '0')}h`].join();
}

function logged(entry: ipmi.SelEntry, sensors: ipmi.SensorIndex): string {
  const isEvent = entry.kind === 'event';
  const name = isEvent ? ipmi.eventSensorName(entry, sensors) : 'N/A';
  const type = isEvent ? ipmi.sensorTypeName(entry.sensorType) : 'N/A';
  return [entry.recordId, name, type, ipmi.entryText(entry, sensors)].join();
}

function sixThresholds(thresholds: ipmi.Thresholds): string[] {
  const { lowerNonRecoverable, lowerCritical, lowerNonCritical } = thresholds;
  const { upperNonCritical, upperCritical, upperNonRecoverable } = thresholds;
  const lower = [lowerNonRecoverable, lowerCritical, lowerNonCritical];
  const upper = [upperNonCritical, upperCritical, upperNonRecoverable];
  return [...lower, ...upper].map((each) => each?.toFixed(3) ?? 'na');
}

function lines(output: string): string[] {
  return output.split('\n').filter((line) => line.trim() !== '');
}

/** `name : value` lines; the first of a name counts. */
function facts(output: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const line of output) {
    const at = line.indexOf(':');
    if (at > 0) found[line.slice(0, at).trim()] ??= line.slice(at + 1).trim();
  }
  return found;
}
