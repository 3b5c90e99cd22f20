import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import { ModuleError } from '../../../contract/module.ts';
import cpufreq from './module.ts';

type Files = Record<string, string>;
const CPUS = 'devices/system/cpu';
const cpu = (number: number, files: Files = {}): Files =>
  Object.fromEntries(
    Object.entries({
      scaling_cur_freq: '1699981\n',
      scaling_available_governors: 'performance powersave \n',
      scaling_governor: 'powersave\n',
      ...files,
    }).map(([name, text]) => [`${CPUS}/cpu${number}/cpufreq/${name}`, text]),
  );
const OFFLINE = { [`${CPUS}/offline`]: '\n' };
const run = (files: Files) => collect(cpufreq, { sysfs: fileTree(files) });

describe('cpufreq', () => {
  it('shows frequencies and governors', async () => {
    const { lines } = await run({
      ...OFFLINE,
      ...cpu(0, {
        cpuinfo_cur_freq: '1200000\n',
        cpuinfo_min_freq: '800000\n',
        cpuinfo_max_freq: '3700000\n',
        scaling_min_freq: '900000\n',
        scaling_max_freq: '3600000\n',
      }),
      ...cpu(11),
      [`${CPUS}/cpu1/topology/core_id`]: '1\n',
      [`${CPUS}/cpufreq/policy0/scaling_cur_freq`]: '1\n',
    });
    expect(lines).toEqual([
      'node_cpu_frequency_hertz{cpu="0"} 1200000000',
      'node_cpu_frequency_max_hertz{cpu="0"} 3700000000',
      'node_cpu_frequency_min_hertz{cpu="0"} 800000000',
      'node_cpu_scaling_frequency_hertz{cpu="0"} 1699981000',
      'node_cpu_scaling_frequency_hertz{cpu="11"} 1699981000',
      'node_cpu_scaling_frequency_max_hertz{cpu="0"} 3600000000',
      'node_cpu_scaling_frequency_min_hertz{cpu="0"} 900000000',
      'node_cpu_scaling_governor{cpu="0",governor="performance"} 0',
      'node_cpu_scaling_governor{cpu="0",governor="powersave"} 1',
      'node_cpu_scaling_governor{cpu="11",governor="performance"} 0',
      'node_cpu_scaling_governor{cpu="11",governor="powersave"} 1',
    ]);
  });

  it('leaves out CPUs that are offline, and notices when one goes', async () => {
    const files = { ...cpu(0), ...cpu(1), ...cpu(2), [`${CPUS}/offline`]: '1\n' };
    const next = collectorOf(cpufreq, { sysfs: fileTree(files) });
    const shown = async () =>
      (await next()).lines.flatMap((line) => /^node_cpu_scaling_f.*cpu="(\d+)"/.exec(line)?.[1] ?? []);
    expect(await shown()).toEqual(['0', '2']);
    files[`${CPUS}/offline`] = '1-2\n';
    expect(await shown()).toEqual(['0']);
  });

  it('asks once only for what only root may read', async () => {
    const tree = fileTree({ ...OFFLINE, ...cpu(0, { cpuinfo_cur_freq: '1\n' }) });
    let asked = 0;
    const sysfs = {
      ...tree,
      readIfPresent(path: string) {
        if (!path.endsWith('cpuinfo_cur_freq')) return tree.readIfPresent(path);
        asked += 1;
        throw new ModuleError('permission_denied', path);
      },
    };
    const next = collectorOf(cpufreq, { sysfs });
    await next();
    expect((await next()).lines).toHaveLength(3);
    expect(asked).toBe(1);
  });

  it('shows what it can of a CPU', async () => {
    const files = { ...OFFLINE, ...cpu(0, { scaling_cur_freq: '<unknown>\n', scaling_governor: '\n' }) };
    expect((await run(files)).lines).toEqual([]);
  });

  it('has nothing to say of a machine without cpufreq, and fails without CPUs', async () => {
    expect((await run({ ...OFFLINE, [`${CPUS}/cpu0/uevent`]: '' })).lines).toEqual([]);
    await expect(run({})).rejects.toMatchObject({ code: 'unsupported' });
  });

  it.each(['', 'fast\n', '-1\n', '9'.repeat(5000), '\xff\xfe', '\0'])(
    'refuses the frequency %j',
    async (scaling_cur_freq) =>
      expect(run({ ...OFFLINE, ...cpu(0, { scaling_cur_freq }) })).rejects.toMatchObject({
        code: 'malformed_reply',
      }),
  );

  it('fuzz: any content gives frequencies or malformed_reply', async () => {
    const content = fc.string({ unit: 'binary', maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(
        content,
        content,
        content,
        content,
        async (offline, frequency, governor, governors) => {
          const files = {
            [`${CPUS}/offline`]: offline,
            ...cpu(0, {
              scaling_max_freq: frequency,
              scaling_governor: governor,
              scaling_available_governors: governors,
            }),
          };
          const { error } = await collectorOf(cpufreq, { sysfs: fileTree(files) }).attempt();
          if (error) expect(error).toMatchObject({ code: 'malformed_reply' });
        },
      ),
    );
  });
});
