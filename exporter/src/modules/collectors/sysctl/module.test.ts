import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import { ModuleError } from '../../../contract/module.ts';
import sysctl from './module.ts';
import { parseInteger, parseSysctl, valuesOf } from './sysctl.ts';

const procfs = fileTree({
  'sys/kernel/threads-max': '7801\n',
  'sys/kernel/empty': '\n',
  'sys/kernel/words': 'trap  errno\tlog\n',
  'sys/kernel/one': 'enabled\n',
  'sys/kernel/odd': 'x"y \xff\n',
  'sys/fs/file-nr': '1024\t0\t1631329\n',
  'sys/net/ipv4/conf/eth0/tag': '-1\n',
});
const run = (config: object) => collect(sysctl, { procfs }, config);
const attempt = (config: object) => collectorOf(sysctl, { procfs }, config).attempt();

describe('sysctl', () => {
  it.each([
    [['kernel.threads-max'], ['node_sysctl_kernel_threads_max 7801']],
    [
      ['fs.file-nr'],
      [
        'node_sysctl_fs_file_nr{index="0"} 1024',
        'node_sysctl_fs_file_nr{index="1"} 0',
        'node_sysctl_fs_file_nr{index="2"} 1631329',
      ],
    ],
    [
      ['fs.file-nr:total,current,max'],
      [
        'node_sysctl_fs_file_nr_current 0',
        'node_sysctl_fs_file_nr_max 1631329',
        'node_sysctl_fs_file_nr_total 1024',
      ],
    ],
    [['net.ipv4.conf.eth0.tag'], ['node_sysctl_net_ipv4_conf_eth0_tag -1']],
    [['kernel.threads-max', 'kernel.threads-max'], ['node_sysctl_kernel_threads_max 7801']],
    [['fs.file-nr:a,a,b'], ['node_sysctl_fs_file_nr_a 1024', 'node_sysctl_fs_file_nr_b 1631329']],
    [[], []],
  ])('shows %j', async (include, lines) => expect((await run({ include })).lines).toEqual(lines));

  it.each([
    [['kernel.one'], ['node_sysctl_info{index="0",name="kernel.one",value="enabled"} 1']],
    [
      ['kernel.words', 'kernel.words'],
      [
        'node_sysctl_info{index="0",name="kernel.words",value="trap"} 1',
        'node_sysctl_info{index="1",name="kernel.words",value="errno"} 1',
        'node_sysctl_info{index="2",name="kernel.words",value="log"} 1',
      ],
    ],
    [
      ['kernel.odd'],
      [
        String.raw`node_sysctl_info{index="0",name="kernel.odd",value="x\"y"} 1`,
        'node_sysctl_info{index="1",name="kernel.odd",value="\ufffd"} 1',
      ],
    ],
  ])('shows %j as text', async (includeInfo, lines) =>
    expect((await run({ includeInfo })).lines).toEqual(lines),
  );

  it('has types and help', async () => {
    const { families } = await run({
      include: ['fs.file-nr', 'fs.file-nr:a,b,c'],
      includeInfo: ['kernel.one'],
    });
    expect(families).toMatchObject([
      { name: 'node_sysctl_fs_file_nr', type: 'untyped', help: 'sysctl fs.file-nr' },
      { name: 'node_sysctl_fs_file_nr_a', type: 'untyped', help: 'sysctl fs.file-nr, field 0' },
      { name: 'node_sysctl_fs_file_nr_b', type: 'untyped', help: 'sysctl fs.file-nr, field 1' },
      { name: 'node_sysctl_fs_file_nr_c', type: 'untyped', help: 'sysctl fs.file-nr, field 2' },
      { name: 'node_sysctl_info', type: 'gauge', help: 'sysctl info' },
    ]);
  });

  it.each([
    [{ include: ['kernel.none'] }, 'unsupported', 'ENOENT'],
    [{ include: ['kernel.empty'] }, 'malformed_reply', 'sysctl kernel.empty has no values'],
    [{ include: ['kernel.words'] }, 'malformed_reply', 'sysctl kernel.words is not numeric'],
    [{ include: ['kernel.threads-max:max'] }, 'malformed_reply', 'has 1 values, not max'],
    [{ include: ['fs.file-nr:total,max'] }, 'malformed_reply', 'has 3 values, not total,max'],
    [{ includeInfo: ['kernel.words:a,b,c'] }, 'malformed_reply', 'cannot be named'],
  ])('says why it cannot show %j, and shows the others', async (config, code, message) => {
    const found = await attempt({
      include: ['kernel.threads-max'],
      ...config,
      includeInfo: [...('includeInfo' in config ? config.includeInfo : []), 'kernel.one'],
    });
    expect(found.lines).toContain('node_sysctl_info{index="0",name="kernel.one",value="enabled"} 1');
    expect(found.error).toMatchObject({ code, message: expect.stringContaining(message) as string });
  });

  it.each(['', 'a b', 'a:', 'a:b,', 'a:b-c', ':a', 'a:b:c'])('refuses the name %j', (name) =>
    expect(sysctl.config.safeParse({ include: [name] }).success).toBe(false),
  );

  it.each([
    ['kernel.a-b', 'sys/kernel/a-b', 'node_sysctl_kernel_a_b'],
    ['a_.-b', 'sys/a_/-b', 'node_sysctl_a_b'],
    ['../../etc/shadow', 'sys///////etc/shadow', 'node_sysctl__etc_shadow'],
  ])('finds %j at %j', (name, path, family) => expect(parseSysctl(name)).toMatchObject({ path, family }));

  it.each([
    ['0', 0],
    ['-0', 0],
    ['-5', -5],
    ['+5', 5],
    ['0x1F', 31],
    ['010', 8],
    ['09', 9],
    ['9223372036854775807', 2 ** 63],
    ['18446744073709551615', 2 ** 64],
  ])('%j is %d', (text, value) => expect(parseInteger('x', text)).toBe(value));

  it('fuzz: any text gives numbers or malformed_reply', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom('1', '-2', '0x3', 'a', '')).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(text, fc.constantFrom('a', 'a:b', 'a:b,c'), (each, name) => {
        try {
          const values = valuesOf(parseSysctl(name), each).map((value) => parseInteger(name, value));
          expect(values.some(Number.isNaN)).toBe(false);
        } catch (error) {
          expect(error).toBeInstanceOf(ModuleError);
          expect(error).toMatchObject({ code: 'malformed_reply' });
        }
      }),
    );
  });
});
