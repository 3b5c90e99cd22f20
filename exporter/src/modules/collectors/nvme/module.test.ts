import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import nvme from './module.ts';

const NVME0 = 'class/nvme/nvme0';
const CONTROLLER = {
  [`${NVME0}/model`]: 'Example 970 PRO                         \n',
  [`${NVME0}/serial`]: 'S1\n',
  [`${NVME0}/firmware_rev`]: '1B2Q\n',
  [`${NVME0}/state`]: 'live\n',
  [`${NVME0}/cntlid`]: '7\n',
  [`${NVME0}/ng0n1/size`]: '1\n',
};
const namespace = (name: string, size = '2000', blockSize = '512') => ({
  [`${NVME0}/${name}/size`]: `${size}\n`,
  [`${NVME0}/${name}/queue/logical_block_size`]: `${blockSize}\n`,
});
const run = (files: Record<string, string>) => collect(nvme, { sysfs: fileTree(files) });
const INFO =
  'node_nvme_info{cntlid="7",device="nvme0",firmware_revision="1B2Q",model="Example 970 PRO",serial="S1",state="live"} 1';

describe('nvme', () => {
  it('shows controllers and namespaces', async () => {
    const files = {
      ...CONTROLLER,
      ...namespace('nvme0n3', '2000', '4096'),
      [`${NVME0}/nvme0n3/nuse`]: '500\n',
      [`${NVME0}/nvme0n3/ana_state`]: 'optimized\n',
    };
    expect((await run(files)).lines).toEqual([
      INFO,
      'node_nvme_namespace_capacity_bytes{device="nvme0",nsid="3"} 8192000',
      'node_nvme_namespace_info{ana_state="optimized",device="nvme0",nsid="3"} 1',
      'node_nvme_namespace_logical_block_size_bytes{device="nvme0",nsid="3"} 4096',
      'node_nvme_namespace_size_bytes{device="nvme0",nsid="3"} 8192000',
      'node_nvme_namespace_used_bytes{device="nvme0",nsid="3"} 2048000',
    ]);
  });

  it.each([
    ['nvme0n1', '1'],
    ['nvme0c1n12', '12'],
    ['nvme10n1', '1'],
    ['ng0n2', null],
    ['nvme0', null],
    ['hwmon3', null],
  ])('takes %s for the namespace %s', async (name, nsid) => {
    const { lines } = await run({ ...CONTROLLER, ...namespace(name) });
    const shown = lines.filter((line) => line.startsWith('node_nvme_namespace_info'));
    expect(shown).toEqual(
      nsid === null ? [] : [`node_nvme_namespace_info{ana_state="unknown",device="nvme0",nsid="${nsid}"} 1`],
    );
  });

  it('shows what there is where the kernel does not tell how much is used', async () => {
    const { lines } = await run({ ...CONTROLLER, ...namespace('nvme0n1') });
    expect(lines).toHaveLength(5);
    expect(lines.join()).not.toContain('used');
  });

  it('shows a namespace with two names once', async () => {
    const files = { ...CONTROLLER, ...namespace('nvme0n1'), ...namespace('nvme0c0n1') };
    expect((await run(files)).lines).toHaveLength(5);
  });

  it('leaves labels empty for what is not there', async () => {
    const { lines } = await run({ [`${NVME0}/model`]: 'x\n' });
    expect(lines).toEqual([
      'node_nvme_info{cntlid="",device="nvme0",firmware_revision="",model="x",serial="",state=""} 1',
    ]);
  });

  it('follows state, use, namespaces and controllers', async () => {
    const files: Record<string, string> = { ...CONTROLLER, ...namespace('nvme0n1') };
    const next = collectorOf(nvme, { sysfs: fileTree(files) });
    const shown = async () => (await next()).lines.join('\n');
    expect(await shown()).toContain('state="live"');
    files[`${NVME0}/state`] = 'dead\n';
    Object.assign(files, namespace('nvme0n1', '4000'));
    expect(await shown()).toMatch(/state="dead"[^]*size_bytes{device="nvme0",nsid="1"} 2048000/);
    for (const path of Object.keys(namespace('nvme0n1'))) Reflect.deleteProperty(files, path);
    expect(await shown()).not.toContain('nsid="1"');
    Object.assign(files, namespace('nvme0n2'), { 'class/nvme/nvme1/model': 'y\n' });
    expect(await shown()).toMatch(/device="nvme1"[^]*nsid="2"/);
    Object.assign(files, namespace('nvme0n3'));
    for (let i = 0; i < 10; i += 1) await next();
    expect(await shown()).toContain('nsid="3"');
  });

  it.each(['', 'many\n', '-1\n', `${'9'.repeat(300)}\n`, '\xff\xfe'])(
    'refuses the size %j, and shows the controller',
    async (size) => {
      const sysfs = fileTree({ ...CONTROLLER, ...namespace('nvme0n1', size) });
      const { lines, error } = await collectorOf(nvme, { sysfs }).attempt();
      expect(error).toMatchObject({ code: 'malformed_reply' });
      expect(lines).toEqual([INFO]);
    },
  );

  it('is unsupported without NVMe', async () => {
    await expect(run({})).rejects.toMatchObject({ code: 'unsupported' });
  });
});
