/** The families that services of each kind are shown as. */
import { afterEach, describe, expect, it } from 'vitest';
import { asker, type Asker, LOGIN } from '../../../../../test/support/redfish/asking.ts';
import { IDRAC_FAMILIES } from '../../../../../test/support/redfish/idrac-families.ts';
import {
  type MockOptions,
  type MockService,
  startMockService,
} from '../../../../../test/support/redfish/service.ts';
import { dellTree } from '../../../../../test/support/redfish/trees/dell.ts';
import { manyDrivesTree } from '../../../../../test/support/redfish/trees/many-drives.ts';
import { subsystemsTree } from '../../../../../test/support/redfish/trees/subsystems.ts';
import {
  fujitsuTree,
  huaweiTree,
  ilo4Tree,
  ilo5NvmeTree,
  ilo5Tree,
  inspurTree,
  lenovoTree,
  pduTree,
  supermicroTree,
} from '../../../../../test/support/redfish/trees/vendors.ts';
import { type ResourceTree, V1 } from '../../../../../test/support/redfish/tree.ts';
import type { RedfishSettings } from '../../../protocols/redfish/settings.ts';
import { metrics } from './metrics.ts';

const started: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of started.splice(0).reverse()) await each.stop();
});

async function scene(
  options: Omit<MockOptions, 'tree'> & { readonly tree: ResourceTree },
  settings: Partial<RedfishSettings> = {},
): Promise<{ service: MockService; by: Asker }> {
  const service = await startMockService(options);
  const by = asker(settings);
  started.push(service, by);
  return { service, by };
}

async function shown(tree: ResourceTree, settings: Partial<RedfishSettings> = {}): Promise<string[]> {
  const { service, by } = await scene({ tree, expand: true }, settings);
  return by.ask(service.target);
}

const nameOf = (line: string) => line.slice(0, line.search(/[{ ]/));

describe('the families', () => {
  it('are those of idrac_exporter, by name and labels', () => {
    const ours = Object.entries(metrics).filter(([name]) => name.startsWith('idrac_'));
    const plain = ours.map(([name, { labels }]) => [
      name,
      (labels as readonly string[]).filter((label) => !['system', 'chassis', 'manager'].includes(label)),
    ]);
    expect(Object.fromEntries(plain)).toEqual(IDRAC_FAMILIES);
    expect(ours).toHaveLength(71);
  });

  it('all come from one of the services here, but for one that none of them has', async () => {
    const trees = [dellTree(), subsystemsTree(), pduTree()];
    const seen = new Set((await Promise.all(trees.map((tree) => shown(tree)))).flat().map(nameOf));
    expect(Object.keys(IDRAC_FAMILIES).filter((name) => !seen.has(name))).toEqual([
      'idrac_network_port_max_speed_mbps',
    ]);
  });
});

const DELL: readonly string[] = [
  'idrac_system_power_on 1',
  'idrac_system_health{status="Warning"} 1',
  'idrac_system_indicator_led_on{state="Lit"} 1',
  'idrac_system_memory_size_bytes 68719476736',
  'idrac_system_cpu_count{model="Intel(R) Xeon(R) Gold 6130"} 2',
  'idrac_system_machine_info{hostname="db1.example.com",manufacturer="Dell Inc.",model="PowerEdge R740",serial="CNABC00",sku="7XYZ123"} 1',
  'idrac_cpu_info{arch="x86-64",id="CPU.Socket.1",manufacturer="Intel",model="Intel(R) Xeon(R) Gold 6130",socket="CPU.Socket.1"} 1',
  'idrac_cpu_voltage{id="CPU.Socket.1"} 1.8',
  'idrac_manager_info{firmware="5.10.50.00",id="iDRAC.Embedded.1",model="iDRAC9",type="14G Monolithic"} 1',
  'idrac_sensors_temperature{id="iDRAC.Embedded.1#CPU1Temp",name="CPU1 Temp",units="celsius"} 51',
  'idrac_sensors_temperature{id="7",name="Inlet",units="celsius"} 21',
  'idrac_sensors_fan_speed{id="0x17||Fan.Embedded.1A",name="Fan 1A",units="rpm"} 7912',
  'idrac_sensors_fan_health{id="1",name="Fan 2",status="Critical"} 2',
  'idrac_sensors_voltage{id="V1",name="PS1 Voltage 1",units="volts"} 232',
  'idrac_power_supply_health{id="1",status="Critical"} 2',
  'idrac_power_supply_output_watts{id="0"} 74.5',
  'idrac_power_control_avg_consumed_watts{id="0",name="System Power Control"} 166',
  'idrac_storage_drive_info{id="Disk.Bay.1",manufacturer="TOSHIBA",mediatype="HDD",model="AL15",name="Physical Disk 0:1:1",protocol="SAS",serial="S2",slot="1",storage_id="RAID.Integrated.1-1"} 1',
  'idrac_storage_drive_life_left_percent{id="Disk.Bay.0",storage_id="RAID.Integrated.1-1"} 96',
  'idrac_storage_controller_cache_size_bytes{id="RAID.Integrated.1-1",storage_id="RAID.Integrated.1-1"} 2147483648',
  'idrac_storage_volume_media_span_count{id="Disk.Virtual.0",storage_id="RAID.Integrated.1-1"} 2',
  'idrac_dell_controller_battery_health{id="Battery.Integrated.1",name="Battery",status="Warning",storage_id="RAID.Integrated.1-1"} 1',
  'idrac_dell_estimated_system_airflow_cfm 29',
  'idrac_network_port_link_up{adapter_id="NIC.Integrated.1",id="NIC.Integrated.1-1",status="Up"} 1',
  'idrac_network_port_current_speed_mbps{adapter_id="NIC.Integrated.1",id="NIC.Integrated.1-2"} 1000',
  'idrac_memory_module_info{ecc="MultiBitECC",id="DIMM.Socket.A1",manufacturer="Hynix",name="DIMM A1",rank="2",serial="3F2A",type="DDR4"} 1',
  'idrac_exporter_scrape_errors_total 0',
  'fathom_redfish_drive_failure_predicted{id="Disk.Bay.0",storage_id="RAID.Integrated.1-1"} 0',
  'fathom_redfish_drive_failure_predicted{id="Disk.Bay.1",storage_id="RAID.Integrated.1-1"} 1',
  'fathom_redfish_memory_correctable_errors_total{id="DIMM.Socket.A1"} 41',
  'fathom_redfish_memory_alarm{alarm="correctable_ecc",id="DIMM.Socket.A1"} 1',
  'fathom_redfish_temperature_threshold_celsius{id="iDRAC.Embedded.1#CPU1Temp",name="CPU1 Temp",threshold="upper_critical"} 88',
  'fathom_redfish_redundancy_health{id="0",kind="power",mode="Failover",name="PSU Redundancy",status="Critical"} 2',
  'fathom_redfish_firmware_info{id="Installed-159-2.12.2",name="BIOS",version="2.12.2"} 1',
  'fathom_redfish_chassis_intrusion{id="System.Embedded.1",state="HardwareIntrusion"} 1',
];

describe('a service', () => {
  it.each<[string, () => ResourceTree, readonly string[]]>([
    ['of Dell', dellTree, DELL],
    [
      'with subsystems and two chassis',
      subsystemsTree,
      [
        'idrac_system_power_on 0',
        'idrac_system_indicator_led_on{state="Off"} 0',
        'idrac_cpu_voltage{id="1"} 1.6',
        'idrac_sensors_fan_speed{id="1",name="Fan 1",units="rpm"} 6000',
        'idrac_sensors_fan_speed{id="2",name="Fan 2",units="percent"} 31',
        'idrac_sensors_temperature{id="0",name="Inlet",units="celsius"} 22',
        'idrac_sensors_temperature{id="1",name="CPU1",units="celsius"} 50',
        'idrac_sensors_temperature{chassis="GPU",id="0",name="GPU 1",units="celsius"} 61',
        'idrac_power_supply_input_watts{id="1"} 150',
        'idrac_power_control_consumed_watts{id="0",name="Main Environment"} 274',
        'idrac_power_control_capacity_watts{id="0",name="Main Environment"} 1600',
        'idrac_storage_controller_speed_mbps{id="0",storage_id="NVMe"} 63000',
        'fathom_redfish_drive_temperature_celsius{id="1",storage_id="NVMe"} 39',
        'fathom_redfish_drive_failure_predicted{id="1",storage_id="NVMe"} 1',
        'fathom_redfish_sensor_reading{context="Intake",id="Inlet",name="Inlet Temp",type="Temperature",units="Cel"} 22',
        'fathom_redfish_sensor_threshold{id="Inlet",name="Inlet Temp",threshold="upper_critical"} 47',
        'fathom_redfish_redundancy_health{id="0",kind="power",mode="NPlusM",name="PSU",status="Warning"} 1',
        'fathom_redfish_chassis_health{id="GPU",status="Warning"} 1',
      ],
    ],
    [
      'of HPE before the standard',
      ilo4Tree,
      [
        'idrac_storage_drive_life_left_percent{id="0",storage_id="0"} 87.5',
        'idrac_storage_drive_capacity_bytes{id="0",storage_id="0"} 600126259200',
        'fathom_redfish_drive_temperature_celsius{id="0",storage_id="0"} 31',
        'fathom_redfish_drive_power_on_hours{id="0",storage_id="0"} 5943',
        'idrac_memory_module_health{id="proc1dimm1",status="GoodInUse"} 0',
        'idrac_memory_module_capacity_bytes{id="proc1dimm1"} 17179869184',
        'idrac_cpu_health{id="1",status="OK"} 0',
        'idrac_network_port_current_speed_mbps{adapter_id="1",id="0"} 1000',
        'idrac_power_supply_output_watts{id="1"} 90',
      ],
    ],
    [
      'of HPE with drives as before the standard',
      ilo5Tree,
      [
        'idrac_storage_drive_health{id="0",status="Warning",storage_id="0"} 1',
        'idrac_storage_drive_capacity_bytes{id="0",storage_id="0"} 400088367104',
      ],
    ],
    [
      'of HPE with a drive that hangs on no controller',
      ilo5NvmeTree,
      [
        'idrac_storage_drive_health{id="DA000000",status="Critical",storage_id="DA000000"} 2',
        'fathom_redfish_drive_temperature_celsius{id="DA000000",storage_id="DA000000"} 33',
      ],
    ],
    ['of Lenovo', lenovoTree, ['idrac_cpu_current_speed_mhz{id="1"} 2400']],
    [
      'of Supermicro, with the same ids on two backplanes',
      supermicroTree,
      [
        'fathom_redfish_drive_temperature_celsius{id="HA-RAID.0:Disk.Bay.0",storage_id="HA-RAID"} 33',
        'fathom_redfish_drive_temperature_celsius{id="HA-RAID.1:Disk.Bay.0",storage_id="HA-RAID"} 34',
        'idrac_storage_drive_life_left_percent{id="HA-RAID.1:Disk.Bay.0",storage_id="HA-RAID"} 97',
      ],
    ],
    [
      'of Huawei, with two systems',
      huaweiTree,
      [
        'idrac_system_power_on 1',
        'idrac_system_power_on{system="blade2"} 0',
        'idrac_system_health{status="Critical",system="blade2"} 2',
        'idrac_power_supply_input_watts{id="0"} 120',
        'fathom_redfish_drive_temperature_celsius{id="HDDPlaneDisk0",storage_id="RAIDStorage0",system="blade2"} 29',
      ],
    ],
    [
      'of Inspur',
      inspurTree,
      [
        'idrac_storage_drive_life_left_percent{id="0",storage_id="1"} 88',
        'idrac_power_control_consumed_watts{id="0",name="Chassis Power"} 321',
      ],
    ],
    [
      'of Fujitsu',
      fujitsuTree,
      [
        'idrac_power_control_consumed_watts{id="0",name="Chassis"} 210',
        'idrac_power_control_max_consumed_watts{id="0",name="Chassis"} 400',
        'idrac_power_supply_input_watts{id="0"} 104',
      ],
    ],
    [
      'that is a power distribution unit',
      pduTree,
      [
        'idrac_pdu_info{firmware="4.3.0",id="1",manufacturer="Contoso",model="ZAP4000",name="Rack 12 left",serial="PDU1",type="RackPDU"} 1',
        'idrac_pdu_health{id="1",status="OK"} 0',
        'idrac_pdu_power_watts{id="1"} 6438',
        'idrac_pdu_power_apparent_va{id="1"} 6493',
        'idrac_pdu_power_factor{id="1"} 0.99',
        'idrac_pdu_energy_kwh{id="1"} 325675',
      ],
    ],
  ])('%s', async (_, tree, expected) => {
    const lines = await shown(tree());
    expect(expected.filter((line) => !lines.includes(line))).toEqual([]);
    expect(
      lines.filter((line) => line.startsWith('fathom_redfish_group_error') && !line.endsWith(' 0')),
    ).toEqual([]);
  });

  it('shows nothing that it does not tell', async () => {
    const lines = await shown(dellTree());
    const series = [
      'temperature{id="2"',
      'temperature{id="4"',
      'supply_input_watts{id="1"',
      'left_percent{id="Disk.Bay.1"',
    ];
    expect(lines.filter((line) => series.some((part) => line.includes(part)))).toEqual([]);
  });
});

describe('entries of the log', () => {
  const DAY = 86_400_000;
  const HOUR_AGO = new Date(Math.floor(Date.now() / 1000) * 1000 - 3_600_000);
  const seconds = HOUR_AGO.getTime() / 1000;

  it.each<[string, RedfishSettings['events'], readonly string[]]>([
    ['warnings of a week', { minSeverity: 1, maxAgeMs: 7 * DAY }, ['3', '2']],
    ['critical ones', { minSeverity: 2, maxAgeMs: 7 * DAY }, ['3']],
    ['all of a week', { minSeverity: 0, maxAgeMs: 7 * DAY }, ['3', '2', '1']],
    ['critical ones of all years', { minSeverity: 2, maxAgeMs: 1e5 * DAY }, ['3', '0']],
    ['those of a minute', { minSeverity: 0, maxAgeMs: 60_000 }, []],
  ])('%s', async (_, events, ids) => {
    const lines = await shown(dellTree({ loggedAt: HOUR_AGO }), { events, groups: new Set(['events']) });
    const entries = lines.filter((line) => line.startsWith('idrac_events_log_entry'));
    expect(entries.map((line) => /id="(.*?)"/.exec(line)?.[1])).toEqual(ids);
  });

  it('have the time as their value, and their text without blanks around it', async () => {
    const lines = await shown(dellTree({ loggedAt: HOUR_AGO }), { groups: new Set(['events']) });
    expect(lines).toContain(
      `idrac_events_log_entry{id="3",message="Fan 2 RPM is less than the lower critical threshold.",severity="Critical"} ${seconds}`,
    );
  });
});

describe('what the configuration wants', () => {
  it('only some groups', async () => {
    const { service, by } = await scene(
      { tree: dellTree() },
      { groups: new Set(['memory']), additional: false },
    );
    const names = new Set((await by.ask(service.target)).map(nameOf));
    expect([...names].filter((name) => /^idrac_(?!memory|exporter)/.test(name))).toEqual([]);
    expect(names).toContain('idrac_memory_module_health');
    expect(service.requests.filter((each) => /Chassis|Storage|MemoryMetrics|Managers/.test(each))).toEqual(
      [],
    );
  });

  it('no more than idrac_exporter shows', async () => {
    const lines = await shown(dellTree(), { additional: false });
    const own = lines.map(nameOf).filter((name) => name.startsWith('fathom_'));
    expect(new Set(own)).toEqual(
      new Set([
        'fathom_redfish_group_error',
        'fathom_redfish_requests',
        'fathom_redfish_scrape_duration_seconds',
      ]),
    );
  });

  it('another prefix', async () => {
    const lines = await shown(dellTree(), { metricsPrefix: 'bmc' });
    expect(lines).toContain('bmc_system_power_on 1');
    expect(lines.filter((line) => line.startsWith('idrac_'))).toEqual([]);
  });
});

describe('a part that cannot be read', () => {
  const DRIVE = '/redfish/v1/Systems/1/Storage/1/Drives/1';

  it.each<[string, NonNullable<MockOptions['faults']>[string]]>([
    ['missing', { status: 404 }],
    ['forbidden', { status: 403 }],
    ['broken', { status: 500 }],
    ['cut off', 'half'],
    ['reset', 'reset'],
    ['silent', 'silence'],
    ['no JSON', { body: '<html>' }],
    ['no object', { body: '[1]' }],
    ['endless', 'endless'],
    ['elsewhere', { status: 302, headers: { Location: 'http://192.0.2.1/redfish/v1/x' } }],
  ])('%s: the rest is there, and the loss is told', async (_, fault) => {
    const { service, by } = await scene(
      { tree: manyDrivesTree(3), faults: { [DRIVE]: fault } },
      { timeoutMs: 300 },
    );
    const lines = await by.ask(service.target);
    const drives = lines.filter((line) => line.startsWith('idrac_storage_drive_capacity_bytes'));
    expect(drives.map((line) => /id="(\d)"/.exec(line)?.[1])).toEqual(['0', '2']);
    expect(lines).toContain('fathom_redfish_group_error{group="storage"} 1');
    expect(lines).toContain('fathom_redfish_group_error{group="system"} 0');
    expect(lines).toContain('idrac_exporter_scrape_errors_total 1');
    expect((await by.ask(service.target)).includes('idrac_exporter_scrape_errors_total 2')).toBe(true);
  });

  it('is left out when time is short, and what was read is shown', async () => {
    const { service, by } = await scene({ tree: manyDrivesTree(3), faults: { [DRIVE]: 'silence' } });
    const startedAt = performance.now();
    const lines = await by.ask(service.target, { timeoutMs: 800 });
    expect(performance.now() - startedAt).toBeLessThan(800);
    expect(lines).toContain('idrac_system_power_on 1');
    expect(lines).toContain('fathom_redfish_group_error{group="storage"} 1');
  });
});

describe('the whole cannot be read', () => {
  it.each<[string, Partial<MockOptions>, Partial<RedfishSettings>, string, RegExp]>([
    ['no login', {}, { hosts: new Map() }, 'auth_failed', /: could not find login credentials$/],
    [
      'a wrong password',
      {},
      { hosts: new Map([['default', { ...LOGIN, password: 'wrong' }]]) },
      'auth_failed',
      /does not accept the user name and password; check the user "monitor"/,
    ],
    [
      'a wrong password, without sessions',
      { slots: 0 },
      { hosts: new Map([['default', { ...LOGIN, password: 'wrong', basicAuth: true }]]) },
      'auth_failed',
      /does not accept the user name and password/,
    ],
    ['no root', { faults: { '/redfish/v1/': { status: 503 } } }, {}, 'unreachable', /HTTP 503/],
    [
      'no systems',
      { faults: { '/redfish/v1/Systems': { status: 500 } } },
      {},
      'unreachable',
      /Systems: HTTP 500/,
    ],
    ['nothing', { tree: { [V1]: { Name: 'Root' } } }, {}, 'unsupported', /it has no systems, no chassis/],
    [
      'silence',
      { faults: { '/redfish/v1/': 'silence' } },
      { timeoutMs: 200 },
      'timeout',
      /no answer within 200 ms/,
    ],
  ])('%s', async (_, options, settings, code, message) => {
    const { service, by } = await scene({ tree: dellTree(), ...options }, settings);
    const failure = await by.ask(service.target).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code, message: expect.stringMatching(message) as string });
    expect((failure as Error).message).toMatch(
      /^Error instantiating metrics collector for host 127\.0\.0\.1:\d+: /,
    );
    expect((failure as Error).message).not.toMatch(/wrong|hunter2/);
  });
});

describe('expanding', () => {
  const expanding = ({ requests }: MockService) => requests.filter((each) => each.includes('$expand')).length;

  it('saves requests where the service can do it, and shows the same', async () => {
    const plain = await scene({ tree: manyDrivesTree(24) });
    const whole = await scene({ tree: manyDrivesTree(24, { expand: true }), expand: true });
    const [one, other] = await Promise.all([plain, whole].map(({ service, by }) => by.ask(service.target)));
    const drives = (lines: readonly string[] = []) => lines.filter((line) => line.includes('_drive_'));
    expect(drives(other)).toEqual(drives(one));
    expect(plain.service.requests.length).toBeGreaterThan(30);
    expect(whole.service.requests.length).toBeLessThan(8);
  });

  it('is given up for good where the service only says so', async () => {
    const { service, by } = await scene({ tree: manyDrivesTree(3, { expand: true }), expand: 'fails' });
    const lines = await by.ask(service.target);
    expect(lines.filter((line) => line.startsWith('idrac_storage_drive_info'))).toHaveLength(3);
    expect(lines).toContain('fathom_redfish_group_error{group="storage"} 0');
    const asked = expanding(service);
    await by.ask(service.target);
    expect(expanding(service)).toBe(asked);
  });
});
