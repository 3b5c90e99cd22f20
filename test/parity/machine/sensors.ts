/** Chips of old and new drivers with sensors of each kind, some broken; thermal zones and cooling devices. */
import { within } from '../compare.ts';
import type { MachinePart } from '../machine-part.ts';

type Files = Readonly<Record<string, string | number>>;
const inFolder = (folder: string, files: Files): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([name, value]) => [`${folder}/${name}`, `${value}\n`]));

const CORETEMP = 'sys/devices/platform/coretemp.1';
const SUPER_IO = 'sys/devices/platform/it87.2608';
const OLD = 'sys/devices/pci0000:00/0000:00:1f.3/i2c-0/0-002f';
const coreTemperature = (sensor: number, label: string, value: number) => ({
  [`temp${sensor}_label`]: label,
  [`temp${sensor}_input`]: value,
  [`temp${sensor}_max`]: 84000,
  [`temp${sensor}_crit`]: 100000,
  [`temp${sensor}_crit_alarm`]: 0,
  [`temp${sensor}_crit_hyst`]: 95000,
});

const files = {
  ...inFolder(`${CORETEMP}/hwmon/hwmon0`, {
    name: 'coretemp',
    ...coreTemperature(1, 'Package id 1', 61000),
    ...coreTemperature(2, 'Core 0', 59500),
    ...coreTemperature(12, ' Core  "10" ', -1000),
  }),
  ...inFolder(`${SUPER_IO}/hwmon/hwmon1`, {
    name: 'IT8728 F.',
    in0_input: 1104,
    in0_min: 0,
    in0_max: 3060,
    in0_alarm: 1,
    in0_beep: 0,
    in12_label: '+3.3V',
    in12_input: '3.3e3',
    cpu0_vid: 1225,
    fan1_input: 1323,
    fan1_min: 600,
    fan1_target: 1300,
    fan1_div: 8,
    fan1_pulses: 2,
    fan2_input: '',
    fan2_fault: 1,
    pwm1: 128,
    pwm1_enable: 2,
    pwm1_auto_point1_temp: 30000,
    temp1_input: 41500,
    temp1_type: 4,
    temp1_offset: -250,
    temp2_input: 'N/A',
    temp02_max: 70000,
    curr1_input: 1250,
    power1_input: 15250000,
    power1_average_interval: 1000,
    power1_accuracy: 950000,
    energy1_input: 72000001,
    humidity1_input: 45500,
    intrusion0_alarm: 0,
    beep_enable: 1,
    vrm: 91,
    update_interval: 1500,
    gpio1: 1,
    temp3x: 7,
  }),
  ...inFolder(`${SUPER_IO}/hwmon/hwmon1/power`, { control: 'auto' }),
  ...inFolder(OLD, { temp1_input: 38000, temp1_max: 80000, temp: 61000, power_state: 'D0' }),
  ...inFolder(`${OLD}/hwmon/hwmon2`, { temp1_max: 75000, uevent: '' }),
  ...inFolder('sys/class/hwmon/hwmon3', { temp1_input: 20000, name: '...' }),
  ...inFolder('sys/class/hwmon/hwmon4', { temp1_input: 21000, name: 'nvme' }),
  'sys/class/hwmon/README': 'not a chip\n',
  ...inFolder('sys/class/thermal/thermal_zone0', {
    type: 'x86_pkg_temp',
    policy: 'step_wise',
    temp: 48125,
    mode: 'enabled',
  }),
  ...inFolder('sys/class/thermal/thermal_zone10', { type: 'acpitz', policy: 'user_space', temp: -5000 }),
  ...inFolder('sys/class/thermal/cooling_device0', { type: 'Processor', cur_state: 0, max_state: 10 }),
  ...inFolder('sys/class/thermal/cooling_device31', {
    type: 'intel_powerclamp',
    cur_state: -1,
    max_state: 50,
  }),
};

export default {
  files,
  links: {
    'sys/class/hwmon/hwmon0': '../../devices/platform/coretemp.1/hwmon/hwmon0',
    'sys/class/hwmon/hwmon1': '../../devices/platform/it87.2608/hwmon/hwmon1',
    'sys/class/hwmon/hwmon2': '../../devices/pci0000:00/0000:00:1f.3/i2c-0/0-002f/hwmon/hwmon2',
    'sys/class/hwmon/hwmon9': '../../devices/platform/gone',
    'sys/class/hwmon/hwmon4/device': '../../../devices/gone',
    [`${CORETEMP}/hwmon/hwmon0/device`]: '../../../coretemp.1',
    [`${OLD}/hwmon/hwmon2/device`]: '../../../0-002f',
  },
  /** Of machines that have such sensors. */
  tolerance: (family) => (/^node_(hwmon|thermal|cooling)_/.test(family) ? within(2, 0.1) : null),
} satisfies MachinePart;
