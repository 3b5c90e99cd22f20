import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import thermalZone from './module.ts';

type Files = Record<string, string>;
const device = (name: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([file, text]) => [`class/thermal/${name}/${file}`, text]));
const ZONE = { type: 'x86_pkg_temp\n', policy: 'step_wise\n', temp: '48125\n' };
const run = (files: Files) => collect(thermalZone, { sysfs: fileTree(files) });

describe('thermal_zone', () => {
  it('shows zones and cooling devices', async () => {
    const { lines } = await run({
      ...device('thermal_zone0', { ...ZONE, mode: 'enabled\n' }),
      ...device('thermal_zone12', { ...ZONE, type: 'acpitz\n', temp: '-5000\n' }),
      ...device('cooling_device3', { type: 'intel_powerclamp\n', max_state: '50\n', cur_state: '-1\n' }),
      'class/thermal/thermal_message/uevent': '',
    });
    expect(lines).toEqual([
      'node_cooling_device_cur_state{name="3",type="intel_powerclamp"} -1',
      'node_cooling_device_max_state{name="3",type="intel_powerclamp"} 50',
      'node_thermal_zone_temp{type="x86_pkg_temp",zone="0"} 48.125',
      'node_thermal_zone_temp{type="acpitz",zone="12"} -5',
    ]);
  });

  it.each([
    ['no thermal devices', {}],
    ['a zone that is disabled', device('thermal_zone0', { ...ZONE, mode: 'disabled\n' })],
    ['a zone without a policy', device('thermal_zone0', { type: 'a\n', temp: '1\n' })],
    ['a zone without a temperature', device('thermal_zone0', { type: 'a\n', policy: 'b\n' })],
    ['a cooling device without a state', device('cooling_device0', { type: 'Fan\n', max_state: '1\n' })],
    ['a folder of another name', device('thermal_zonex', ZONE)],
  ])('shows nothing of %s', async (_, files: Files) => expect((await run(files)).lines).toEqual([]));

  it.each(['', 'hot\n', '1.5\n', '9'.repeat(5000), '\xff\xfe', '\0'])(
    'refuses the temperature %j after what came before',
    async (temp) => {
      const sysfs = fileTree({
        ...device('thermal_zone0', ZONE),
        ...device('thermal_zone1', { ...ZONE, temp }),
      });
      const { lines, error } = await collectorOf(thermalZone, { sysfs }).attempt();
      expect(error).toMatchObject({ code: 'malformed_reply' });
      expect(lines).toHaveLength(1);
    },
  );

  it('fuzz: any content gives temperatures or malformed_reply', async () => {
    const content = fc.string({ unit: 'binary', maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(content, content, content, async (type, mode, temp) => {
        const files = device('thermal_zone0', { ...ZONE, type, mode, temp });
        const { lines, error } = await collectorOf(thermalZone, { sysfs: fileTree(files) }).attempt();
        if (error) expect(error).toMatchObject({ code: 'malformed_reply' });
        else expect(lines.length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
