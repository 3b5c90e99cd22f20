import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import powersupplyclass from './module.ts';

type Files = Record<string, string>;
const supply = (name: string, files: Files): Files =>
  Object.fromEntries(
    Object.entries(files).map(([file, text]) => [`class/power_supply/${name}/${file}`, text]),
  );
const run = (files: Files, config: object = {}) =>
  collect(powersupplyclass, { sysfs: fileTree(files) }, config);

describe('powersupplyclass', () => {
  it('shows what a supply tells, and leaves out labels for the rest', async () => {
    const { lines, families } = await run({
      ...supply('BAT1', {
        capacity: '81\n',
        cycle_count: '312\n',
        energy_now: '36580000\n',
        voltage_now: '11660000\n',
        temp: '305\n',
        time_to_empty_now: '0x10\n',
        charge_control_limit: '-1000000\n',
        manufacturer: 'LG\xff\xfeC\n',
        model_name: '\n',
        status: 'Discharging\n',
        type: 'Battery\n',
        alarm: '2253000\n',
        uevent: 'POWER_SUPPLY_NAME=BAT1\n',
        'power/control': 'auto\n',
      }),
      ...supply('AC', { online: '1\n', type: 'Mains\n' }),
    });
    expect(lines).toEqual([
      'node_power_supply_capacity{power_supply="BAT1"} 81',
      'node_power_supply_charge_control_limit{power_supply="BAT1"} -1',
      'node_power_supply_cyclecount{power_supply="BAT1"} 312',
      'node_power_supply_energy_watthour{power_supply="BAT1"} 36.58',
      'node_power_supply_info{manufacturer="LG\ufffdC",power_supply="BAT1",status="Discharging",type="Battery"} 1',
      'node_power_supply_info{power_supply="AC",type="Mains"} 1',
      'node_power_supply_online{power_supply="AC"} 1',
      'node_power_supply_temp_celsius{power_supply="BAT1"} 30.5',
      'node_power_supply_time_to_empty_seconds{power_supply="BAT1"} 16',
      'node_power_supply_voltage_volt{power_supply="BAT1"} 11.66',
    ]);
    expect(families.find(({ name }) => name.endsWith('watthour'))).toMatchObject({
      type: 'gauge',
      help: 'energy_watthour value of /sys/class/power_supply/<power_supply>.',
    });
  });

  it.each([
    [{ ignoredSupplies: '^hid' }, ['AC']],
    [{ ignoredSupplies: '' }, ['AC', 'hid-1']],
    [{}, ['AC', 'hid-1']],
  ])('with %j shows %j', async (config, supplies) => {
    const { lines } = await run(
      { ...supply('AC', { type: 'a' }), ...supply('hid-1', { type: 'b' }) },
      config,
    );
    expect(lines.map((line) => /power_supply="([^"]*)"/.exec(line)?.[1])).toEqual(supplies);
  });

  it('says when the kernel has none, and shows nothing of one without files', async () => {
    await expect(run({})).rejects.toMatchObject({ code: 'unsupported' });
    expect((await run(supply('AC', { 'device/x': '' }))).lines).toEqual([
      'node_power_supply_info{power_supply="AC"} 1',
    ]);
  });

  it.each(['', 'full\n', '1.5\n', '9'.repeat(5000), '\xff\xfe', '\0'])(
    'refuses the capacity %j',
    async (capacity) =>
      expect(run(supply('BAT0', { capacity }))).rejects.toMatchObject({ code: 'malformed_reply' }),
  );

  it('fuzz: any content gives samples or malformed_reply', async () => {
    const content = fc.string({ unit: 'binary', maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(content, content, async (capacity, status) => {
        const sysfs = fileTree(supply('BAT0', { capacity, status }));
        const { lines, error } = await collectorOf(powersupplyclass, { sysfs }).attempt();
        if (error) expect(error).toMatchObject({ code: 'malformed_reply' });
        else expect(lines).toHaveLength(2);
      }),
    );
  });
});
