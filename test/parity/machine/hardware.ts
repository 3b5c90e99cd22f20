/** Batteries, memory controllers, firmware, energy counters and CPUs whose frequency is set. */
import { within } from '../compare.ts';
import type { MachinePart } from '../machine-part.ts';

type Files = Readonly<Record<string, string | number>>;
const inFolder = (folder: string, files: Files): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([name, value]) => [`${folder}/${name}`, `${value}\n`]));

const CPUS = 'sys/devices/system/cpu';
const scaling = (cpu: number, files: Files) =>
  inFolder(`${CPUS}/cpu${cpu}/cpufreq`, {
    scaling_cur_freq: 1699981 + cpu,
    scaling_min_freq: 800000,
    scaling_max_freq: 3700000,
    scaling_available_governors: 'performance powersave ',
    scaling_governor: cpu === 0 ? 'performance' : 'powersave',
    scaling_driver: 'intel_pstate',
    scaling_setspeed: '<unsupported>',
    related_cpus: cpu,
    cpuinfo_transition_latency: 4294967295,
    ...files,
  });

const zone = (folder: string, name: string, energy: string) =>
  inFolder(`sys/class/powercap/${folder}`, {
    name,
    energy_uj: energy,
    max_energy_range_uj: '262143328850',
    enabled: 1,
  });

const memory = 'sys/devices/system/edac/mc';

const files = {
  ...inFolder('sys/class/power_supply/BAT1', {
    capacity: 81,
    capacity_level: 'Normal',
    charge_control_limit: -1000000,
    charge_full: 4500000,
    charge_type: 'Trickle',
    current_now: -1250000,
    cycle_count: 312,
    energy_now: 36580000,
    health: 'Good',
    manufacturer: 'Example "Cells"',
    model_name: ' X-1 ',
    present: 1,
    scope: 'System',
    serial_number: '',
    status: 'Discharging',
    technology: 'Li-ion',
    temp: 305,
    temp_alert_min: -50,
    time_to_empty_now: '0x10',
    type: 'Battery',
    uevent: 'POWER_SUPPLY_NAME=BAT1',
    unheard_of: 5,
    voltage_now: 11660000,
    voltage_ocv: 11700000,
  }),
  ...inFolder('sys/class/power_supply/BAT1/power', { control: 'auto' }),
  ...inFolder('sys/class/power_supply/AC0', { online: 1, type: 'USB', usb_type: 'C [PD] PD_PPS' }),
  ...inFolder('sys/class/power_supply/hidpp_battery_0', { online: 1, type: 'Battery' }),
  ...inFolder(`${memory}/mc0`, {
    ce_count: 11,
    ce_noinfo_count: 1,
    ue_count: 3,
    ue_noinfo_count: '18446744073709551615',
    mc_name: 'Example',
  }),
  ...inFolder(`${memory}/mc0/csrow0`, { ce_count: 4, ue_count: 2 }),
  ...inFolder(`${memory}/mc0/csrow11`, { ce_count: 6, ue_count: 0, ch0_ce_count: 6, ch0_ue_count: 0 }),
  ...inFolder(`${memory}/mc10`, { ce_count: 0, ce_noinfo_count: 0, ue_count: 0, ue_noinfo_count: 0 }),
  ...inFolder(`${memory}/power`, { control: 'auto' }),
  ...inFolder('sys/class/dmi/id', {
    bios_date: '02/30/2024',
    bios_release: '1.9',
    bios_vendor: 'Example BIOS, Inc.',
    bios_version: '  1.9.2 ',
    board_asset_tag: '',
    board_name: '0"X"\\1',
    chassis_type: 23,
    chassis_vendor: 'Größe',
    modalias: 'dmi:bvnExample',
    product_name: 'Example 9000',
    product_uuid: '4c4c4544-0051-3110-8051-b7c04f4e3233',
    sys_vendor: 'Example Inc.',
    uevent: 'MODALIAS=dmi:bvnExample',
  }),
  ...inFolder('sys/class/powercap/intel-rapl', { enabled: 1 }),
  ...zone('intel-rapl:0', 'package-0', '240422366267'),
  ...zone('intel-rapl:0:0', 'core', '118821284256'),
  ...zone('intel-rapl:0:1', 'dram', '1'),
  ...zone('intel-rapl:1', 'package-1', '18446744073709551615'),
  ...zone('intel-rapl:1:0', 'dram', '2000000'),
  ...zone('intel-rapl:2', 'package-1-die-1', '0'),
  ...zone('intel-rapl-mmio:0', 'psys', '12345678'),
  [`${CPUS}/offline`]: '3\n',
  [`${CPUS}/cpu0/online`]: '1\n',
  [`${CPUS}/cpu3/online`]: '0\n',
  ...scaling(0, { cpuinfo_cur_freq: 1200345, cpuinfo_min_freq: 800000, cpuinfo_max_freq: 4700000 }),
  ...scaling(1, { cpuinfo_max_freq: 4500000 }),
};

const CAME_LATER = 'came after 1.5.0';

export default {
  files,
  peerArgs: () => ['--collector.powersupply.ignored-supplies=^hidpp'],
  config: () => ({ powersupplyclass: { ignoredSupplies: '^hidpp' } }),
  differs: {
    'node_edac_channel_*': CAME_LATER,
    node_cpu_frequency_hertz: `what /proc/cpuinfo tells of it, with the labels core and package, ${CAME_LATER}`,
    node_cpu_frequency_max_hertz: 'its help was worded anew after 1.5.0',
    node_cpu_frequency_min_hertz: 'its help was worded anew after 1.5.0',
    node_cpu_online: CAME_LATER,
    node_cpu_scaling_governor: CAME_LATER,
  },
  /** Of machines whose frequency is set. */
  tolerance: (family) => (/^node_cpu_(scaling_)?frequency_hertz$/.test(family) ? within(0, 0.9) : null),
} satisfies MachinePart;
