import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import { ModuleError } from '../../../contract/module.ts';
import rapl from './module.ts';

type Files = Record<string, string>;
const zone = (folder: string, name: string, energy: string, range = '262143328850\n'): Files => ({
  [`class/powercap/${folder}/name`]: `${name}\n`,
  [`class/powercap/${folder}/energy_uj`]: energy,
  [`class/powercap/${folder}/max_energy_range_uj`]: range,
});
const MACHINE: Files = {
  'class/powercap/intel-rapl/enabled': '1\n',
  ...zone('intel-rapl:0', 'package-0', '240422366267\n'),
  ...zone('intel-rapl:0:0', 'core', '1\n'),
  ...zone('intel-rapl:0:1', 'dram', '2000000\n'),
  ...zone('intel-rapl:1', 'package-1', '18446744073709551615\n'),
  ...zone('intel-rapl:1:0', 'dram', '3000000\n'),
  ...zone('intel-rapl:2', 'package-1-die-1', '0\n'),
};
const run = (files: Files, config: object = {}) => collect(rapl, { sysfs: fileTree(files) }, config);

describe('rapl', () => {
  it('shows a family for each kind of zone', async () => {
    const { lines, families } = await run(MACHINE);
    expect(lines).toEqual(
      [
        'node_rapl_core_joules_total{index="0",path="/test/class/powercap/intel-rapl:0:0"} 0.000001',
        'node_rapl_dram_joules_total{index="0",path="/test/class/powercap/intel-rapl:0:1"} 2',
        'node_rapl_dram_joules_total{index="1",path="/test/class/powercap/intel-rapl:1:0"} 3',
        'node_rapl_package_joules_total{index="0",path="/test/class/powercap/intel-rapl:0"} 240422.366267',
        'node_rapl_package_joules_total{index="1",path="/test/class/powercap/intel-rapl:1"} 18446744073709.55',
        'node_rapl_package_1_die_1_joules_total{index="0",path="/test/class/powercap/intel-rapl:2"} 0',
      ].sort((a, b) => familyOf(a).localeCompare(familyOf(b), 'en')),
    );
    expect(families.find(({ name }) => name.includes('die'))).toMatchObject({
      type: 'counter',
      help: 'Current RAPL package-1-die-1 value in joules',
    });
  });

  it('shows one family on request', async () => {
    const { lines } = await run(zone('intel-rapl:0', 'package-0', '5000000\n'), { enableZoneLabel: true });
    expect(lines).toEqual([
      'node_rapl_joules_total{index="0",path="/test/class/powercap/intel-rapl:0",rapl_zone="package"} 5',
    ]);
  });

  it('follows zones that come', async () => {
    const files = zone('intel-rapl:0', 'package-0', '1\n');
    const next = collectorOf(rapl, { sysfs: fileTree(files) });
    await next();
    Object.assign(files, zone('intel-rapl:1', 'package-1', '1\n'), {
      'class/powercap/intel-rapl:0/energy_uj': '7000000\n',
    });
    const { lines } = await next();
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/ 7$/);
  });

  it('says when there is nothing to read', async () => {
    await expect(run({})).rejects.toMatchObject({ code: 'unsupported' });
    const sysfs = {
      ...fileTree(MACHINE),
      read(path: string) {
        if (path.endsWith('energy_uj')) throw new ModuleError('permission_denied', path);
        return fileTree(MACHINE).read(path);
      },
    };
    await expect(collect(rapl, { sysfs })).rejects.toThrow('may be read by root only');
  });

  it.each([
    ['energy', zone('z', 'core', 'x\n'), 'malformed_reply'],
    ['energy', zone('z', 'core', ''), 'malformed_reply'],
    ['energy', zone('z', 'core', '9'.repeat(5000)), 'malformed_reply'],
    ['range', zone('z', 'core', '1\n', '\xff\xfe'), 'malformed_reply'],
    ['range', { 'class/powercap/z/name': 'core\n' }, 'unsupported'],
  ])('refuses the %s of %j', async (_, files: Files, code) => {
    await expect(run(files)).rejects.toMatchObject({ code });
  });

  it('fuzz: any name and energy give a sample or malformed_reply', async () => {
    const content = fc.string({ unit: 'binary', maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(content, content, async (name, energy) => {
        const sysfs = fileTree(zone('z', name, energy));
        const { lines, error } = await collectorOf(rapl, { sysfs }).attempt();
        if (error) expect(error).toMatchObject({ code: 'malformed_reply' });
        else expect(lines[0]).toMatch(/^node_rapl_\w*_joules_total\{/);
      }),
    );
  });
});

const familyOf = (line: string) => line.slice(0, line.indexOf('{'));
