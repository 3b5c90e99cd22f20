import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import { ModuleError } from '../../../contract/module.ts';
import { cleanName, parseAttributeName } from './attribute-name.ts';
import hwmon from './module.ts';
import { shapeOf } from './shape.ts';

type Files = Record<string, string>;
const chip = (number: number, files: Files): Files =>
  Object.fromEntries(
    Object.entries(files).map(([name, text]) => [`class/hwmon/hwmon${number}/${name}`, text]),
  );
const linked = (number: number, device: string, depth = '../../..'): Files => ({
  [`class/hwmon/hwmon${number}`]: `../../devices/${device}/hwmon/hwmon${number}`,
  [`class/hwmon/hwmon${number}/device`]: `${depth}/${device.slice(device.lastIndexOf('/') + 1)}`,
});
const run = (files: Files, config: object = {}, links: Files = {}) =>
  collect(hwmon, { sysfs: fileTree(files, links) }, config);

describe('hwmon', () => {
  it('shows each kind of sensor in its unit', async () => {
    const { lines, families } = await run(
      chip(0, {
        name: 'it87\n',
        temp1_input: '41500\n',
        temp1_crit: '100000\n',
        temp1_crit_alarm: '0\n',
        temp1_type: '4\n',
        temp1_fault: '1\n',
        temp1_label: 'CPU "die"\n',
        temp2: '42000\n',
        temp2_input: '43000\n',
        in0_input: '1104\n',
        in0_alarm: '0\n',
        in0_beep: '1\n',
        cpu0_vid: '1225\n',
        fan1_input: '1200\n',
        fan1_div: '8\n',
        pwm1: '128\n',
        pwm1_enable: '2\n',
        curr1_max: '1500\n',
        power1_average: '15250000\n',
        power1_average_interval: '1000\n',
        power1_accuracy: '950000\n',
        energy1_input: '72000000\n',
        humidity1_input: '45500\n',
        intrusion0_alarm: '0\n',
        freq1_input: '214000000\n',
        freq1_label: 'sclk X\n',
        freq2_input: '300000000\n',
        freq1_max: '5\n',
        vrm: '82\n',
        beep_enable: '1\n',
        update_interval: '2000\n',
        'power/control': 'auto\n',
        uevent: '',
        bogus1_input: '1\n',
        temp1x: '1\n',
      }),
    );
    expect(lines).toEqual([
      'node_hwmon_beep_enabled{chip="it87",sensor="beep_enable0"} 1',
      'node_hwmon_chip_names{chip="it87",chip_name="it87"} 1',
      'node_hwmon_cpu_vid_volts{chip="it87",sensor="cpu0"} 1.225',
      'node_hwmon_curr_max_amps{chip="it87",sensor="curr1"} 1.5',
      'node_hwmon_energy_joule_total{chip="it87",sensor="energy1"} 72',
      'node_hwmon_fan_div{chip="it87",sensor="fan1"} 8',
      'node_hwmon_fan_rpm{chip="it87",sensor="fan1"} 1200',
      'node_hwmon_freq_freq_mhz{chip="it87",sensor="sclk_x"} 214',
      'node_hwmon_freq_max{chip="it87",sensor="freq1"} 5',
      'node_hwmon_humidity{chip="it87",sensor="humidity1"} 0.0455',
      'node_hwmon_in_alarm{chip="it87",sensor="in0"} 0',
      'node_hwmon_in_beep_enabled{chip="it87",sensor="in0"} 1',
      'node_hwmon_in_volts{chip="it87",sensor="in0"} 1.104',
      'node_hwmon_intrusion_alarm{chip="it87",sensor="intrusion0"} 0',
      'node_hwmon_power_accuracy{chip="it87",sensor="power1"} 0.95',
      'node_hwmon_power_average_interval_seconds{chip="it87",sensor="power1"} 1',
      'node_hwmon_power_average_watt{chip="it87",sensor="power1"} 15.25',
      'node_hwmon_pwm{chip="it87",sensor="pwm1"} 128',
      'node_hwmon_pwm_enable{chip="it87",sensor="pwm1"} 2',
      'node_hwmon_sensor_label{chip="it87",label="sclk X",sensor="freq1"} 1',
      'node_hwmon_sensor_label{chip="it87",label="CPU \\"die\\"",sensor="temp1"} 1',
      'node_hwmon_temp_celsius{chip="it87",sensor="temp1"} 41.5',
      'node_hwmon_temp_celsius{chip="it87",sensor="temp2"} 42',
      'node_hwmon_temp_crit_alarm_celsius{chip="it87",sensor="temp1"} 0',
      'node_hwmon_temp_crit_celsius{chip="it87",sensor="temp1"} 100',
      'node_hwmon_temp_fault{chip="it87",sensor="temp1"} 1',
      'node_hwmon_temp_input_celsius{chip="it87",sensor="temp2"} 43',
      'node_hwmon_temp_type{chip="it87",sensor="temp1"} 4',
      'node_hwmon_update_interval_seconds{chip="it87",sensor="update_interval0"} 2',
      'node_hwmon_voltage_regulator_version{chip="it87",sensor="vrm0"} 82',
    ]);
    const helps = Object.fromEntries(families.map(({ name, help, type }) => [name, `${type} ${help}`]));
    expect(helps).toMatchObject({
      node_hwmon_in_volts: 'gauge Hardware monitor for voltage (input)',
      node_hwmon_energy_joule_total: 'counter Hardware monitor for joules used so far (input)',
      node_hwmon_in_alarm: 'gauge Hardware sensor alarm status (in)',
      node_hwmon_in_beep_enabled: 'gauge Hardware monitor sensor has beeping enabled',
      node_hwmon_temp_crit_alarm_celsius: 'gauge Hardware monitor for temperature (crit_alarm)',
      node_hwmon_pwm_enable: 'gauge Hardware monitor pwm element enable',
      node_hwmon_fan_rpm: 'gauge Hardware monitor for fan revolutions per minute (input)',
      node_hwmon_humidity:
        'gauge Hardware monitor for humidity, as a ratio (multiply with 100.0 to get the humidity as a percentage) (input)',
      node_hwmon_power_average_interval_seconds:
        'gauge Hardware monitor power usage update interval (average_interval)',
    });
  });

  const TEMPERATURE = { temp1_input: '1000\n' };
  it.each([
    ['bus and device', linked(0, 'platform/coretemp.0'), { name: 'coretemp\n' }, 'platform_coretemp_0'],
    ['the driver', {}, { name: 'K10 Temp\n' }, 'k10_temp'],
    ['the folder', {}, {}, 'hwmon0'],
    ['the folder when the name is none', {}, { name: '\xff.\n' }, 'hwmon0'],
    [
      'the device of a chip that is no link',
      { 'class/hwmon/hwmon0/device': '../../../devices/pci0/0000:01:00.0' },
      {},
      'pci0_0000:01:00_0',
    ],
  ])('names a chip by %s', async (_, links, files: Files, label) => {
    const { lines } = await run(chip(0, { ...TEMPERATURE, ...files }), {}, links);
    expect(lines.filter((line) => line.includes('celsius'))).toEqual([
      `node_hwmon_temp_celsius{chip="${label}",sensor="temp1"} 1`,
    ]);
  });

  it('tells chips of one device apart by their drivers, else by their folders', async () => {
    const files = {
      ...chip(0, { ...TEMPERATURE, name: 'phy_0\n' }),
      ...chip(1, { ...TEMPERATURE, name: 'phy_1\n' }),
      ...chip(2, { ...TEMPERATURE, name: 'phy_1\n' }),
      ...chip(3, TEMPERATURE),
    };
    const links = Object.assign({}, ...[0, 1, 2, 3].map((number) => linked(number, 'soc/wifi'))) as Files;
    const { lines } = await run(files, {}, links);
    expect(lines.filter((line) => line.includes('celsius'))).toEqual([
      'node_hwmon_temp_celsius{chip="soc_wifi_phy_0",sensor="temp1"} 1',
      'node_hwmon_temp_celsius{chip="soc_wifi_hwmon1",sensor="temp1"} 1',
      'node_hwmon_temp_celsius{chip="soc_wifi_hwmon2",sensor="temp1"} 1',
      'node_hwmon_temp_celsius{chip="soc_wifi_hwmon3",sensor="temp1"} 1',
    ]);
  });

  it('finds the sensors of old drivers in the folder of the device', async () => {
    const { lines } = await run(
      chip(0, { name: 'smc\n', 'device/temp1_input': '1\n', 'device/temp': '5\n' }),
    );
    expect(lines).toContain('node_hwmon_temp_celsius{chip="hwmon0_device",sensor="temp1"} 0.001');
    expect(lines).toContain('node_hwmon_temp_celsius{chip="hwmon0_device",sensor="temp0"} 0.005');
  });

  it.each([
    [{ chipInclude: '^a$' }, ['a;temp1', 'a;temp2']],
    [{ chipExclude: '^a$' }, ['b;temp1']],
    [{ sensorInclude: 'a;temp1' }, ['a;temp1']],
    [{ sensorExclude: '^a;temp1$' }, ['a;temp2', 'b;temp1']],
    [{ chipInclude: '.', chipExclude: 'b', sensorExclude: 'temp2' }, ['a;temp1']],
  ])('with %j shows %j', async (config, sensors) => {
    const files = {
      ...chip(0, { name: 'a', temp1_input: '1', temp2_input: '1' }),
      ...chip(1, { name: 'b', temp1_input: '1' }),
    };
    const { lines } = await run(files, config);
    const shown = lines.flatMap((line) => {
      const [, label, sensor] = /celsius\{chip="(.*)",sensor="(.*)"}/.exec(line) ?? [];
      return label === undefined ? [] : [`${label};${sensor}`];
    });
    expect(shown).toEqual(sensors);
  });

  it('leaves out a sensor without a value, and shows it again when it has one', async () => {
    const files = chip(0, { temp1_input: '', temp2_input: 'x\n', temp3_input: '3000\n' });
    const next = collectorOf(hwmon, { sysfs: fileTree(files) });
    expect((await next()).lines).toEqual(['node_hwmon_temp_celsius{chip="hwmon0",sensor="temp3"} 3']);
    files['class/hwmon/hwmon0/temp1_input'] = '1000\n';
    expect((await next()).lines).toHaveLength(2);
  });

  it('follows chips that come and go', async () => {
    const files = chip(0, TEMPERATURE);
    const links: Files = linked(0, 'platform/a');
    const next = collectorOf(hwmon, { sysfs: fileTree(files, links) });
    await next();
    Object.assign(files, chip(1, TEMPERATURE));
    expect((await next()).lines).toHaveLength(2);
    Object.assign(links, linked(0, 'platform/b'));
    expect((await next()).lines[0]).toContain('platform_b');
  });

  it('shows one of two frequencies with one label', async () => {
    const clock = { freq1_input: '1', freq1_label: 'a', freq2_input: '2', freq2_label: 'a' };
    const { lines } = await run(chip(0, clock));
    expect(lines.filter((line) => line.includes('mhz'))).toHaveLength(1);
  });

  it('says when there are no sensors', async () => {
    await expect(run({ 'class/net/lo/mtu': '1' })).rejects.toThrow(ModuleError);
    await expect(run({})).rejects.toMatchObject({ code: 'unsupported' });
  });

  it.each([
    ['temp1_input', { type: 'temp', sensor: 'temp1', element: 'input' }],
    ['temp01', { type: 'temp', sensor: 'temp1', element: '' }],
    ['pwm1_auto_point1_pwm', { type: 'pwm', sensor: 'pwm1', element: 'auto_point1_pwm' }],
    ['in', { type: 'in', sensor: 'in0', element: '' }],
    ['power', null],
    ['fan1_', null],
    ['fan_input', null],
    ['temp99999999999999999999_input', null],
    ['1temp', null],
    ['', null],
  ])('%j is the attribute %j', (name, parsed) => expect(parseAttributeName(name)).toEqual(parsed));

  it('fuzz: whatever a chip says, families have names and values are numbers', async () => {
    const name = fc.oneof(
      fc.constantFrom('temp1_input', 'in0_\xe4X', 'fan2_label', 'freq1_input', 'freq1_label', 'power1_\n'),
      fc.stringMatching(/^(temp|in|fan|pwm|power|freq)[0-9]{0,3}_[ -~]{1,6}$/),
    );
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, fc.string({ maxLength: 20 })), async (sensors) => {
        const { lines } = await run(chip(0, { uevent: '', ...sensors }));
        for (const line of lines) expect(line).toMatch(/^node_hwmon_[a-z0-9:_]+\{.*\} -?[\d.e+-]+$/s);
      }),
    );
  });

  it('fuzz: a shape has a clean name', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('temp', 'power', 'pwm'),
        fc.string(),
        fc.boolean(),
        (type, element, bare) => {
          expect(shapeOf(type, element, bare)?.variable ?? 'x').toMatch(/^[a-z0-9:_]+$/);
          expect(cleanName(element)).toMatch(/^[a-z0-9:_]*$/);
        },
      ),
    );
  });
});
