import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import { ModuleError } from '../../../contract/module.ts';
import { parseCpuInfo } from './info.ts';
import cpu from './module.ts';
import { readCpuTimes } from './times.ts';

const NO_SYSFS = fileTree({});
const stat = (...lines: string[]) => `cpu  9 9 9 9\n${lines.join('\n')}\nintr 1 2 3\nctxt 4\n`;
const run = (text: string, config: object = {}, sysfs = NO_SYSFS, cpuinfo = '') =>
  collect(cpu, { procfs: fileTree({ stat: text, cpuinfo }), sysfs }, config);

describe('cpu', () => {
  it('shows seconds by CPU and mode', async () => {
    const { lines } = await run(stat('cpu0 44490 19 21045 1087069 220 1 3410 0 2 1'));
    expect(lines).toEqual([
      'node_cpu_guest_seconds_total{cpu="0",mode="user"} 0.02',
      'node_cpu_guest_seconds_total{cpu="0",mode="nice"} 0.01',
      'node_cpu_seconds_total{cpu="0",mode="user"} 444.9',
      'node_cpu_seconds_total{cpu="0",mode="nice"} 0.19',
      'node_cpu_seconds_total{cpu="0",mode="system"} 210.45',
      'node_cpu_seconds_total{cpu="0",mode="idle"} 10870.69',
      'node_cpu_seconds_total{cpu="0",mode="iowait"} 2.2',
      'node_cpu_seconds_total{cpu="0",mode="irq"} 0.01',
      'node_cpu_seconds_total{cpu="0",mode="softirq"} 34.1',
      'node_cpu_seconds_total{cpu="0",mode="steal"} 0',
    ]);
  });

  it('leaves the guests out on request, and takes 0 for what an old kernel does not count', async () => {
    const { lines } = await run(stat('cpu0 100 200 300 400', 'cpu2 1 2 3 4'), { guest: false });
    expect(lines).toHaveLength(16);
    expect(lines).toContain('node_cpu_seconds_total{cpu="2",mode="idle"} 0.04');
    expect(lines).toContain('node_cpu_seconds_total{cpu="0",mode="steal"} 0');
  });

  it.each([
    ['a small fall of idle', 'cpu0 100 0 0 701', 'cpu0 200 0 0 402', { idle: '7.01', user: '2' }],
    ['a fall of user', 'cpu0 100 0 0 701', 'cpu0 99 0 0 800', { idle: '8', user: '1' }],
    ['a CPU that came back', 'cpu0 100 0 0 701', 'cpu0 10 0 0 401', { idle: '4.01', user: '0.1' }],
  ])('%s', async (_, first, second, expected) => {
    let text = stat(first);
    const procfs = { ...fileTree({}), read: () => Buffer.from(text) };
    const next = collectorOf(cpu, { procfs, sysfs: NO_SYSFS });
    await next();
    text = stat(second);
    const { lines } = await next();
    for (const [mode, value] of Object.entries(expected)) {
      expect(lines).toContain(`node_cpu_seconds_total{cpu="0",mode="${mode}"} ${value}`);
    }
  });

  it('forgets a CPU that is offline, and looks at the topology anew', async () => {
    let text = stat('cpu0 1 1 1 1', 'cpu1 1 1 1 1');
    const procfs = { ...fileTree({}), read: () => Buffer.from(text) };
    const sysfs = fileTree({ 'devices/system/cpu/isolated': '1\n' });
    const next = collectorOf(cpu, { procfs, sysfs }, { guest: false });
    expect((await next()).lines).toContain('node_cpu_isolated{cpu="1"} 1');
    text = stat('cpu0 2 2 2 2');
    expect((await next()).lines.filter((line) => line.includes('mode="user"'))).toEqual([
      'node_cpu_seconds_total{cpu="0",mode="user"} 0.02',
    ]);
  });

  it('counts the throttling of each core and package once', async () => {
    const thread = (cpu: number, core: number, count: number) => ({
      [`devices/system/cpu/cpu${cpu}/topology/physical_package_id`]: '0\n',
      [`devices/system/cpu/cpu${cpu}/topology/core_id`]: `${core}\n`,
      [`devices/system/cpu/cpu${cpu}/thermal_throttle/core_throttle_count`]: `${count}\n`,
      [`devices/system/cpu/cpu${cpu}/thermal_throttle/package_throttle_count`]: '30\n',
    });
    const sysfs = fileTree({ ...thread(0, 0, 5), ...thread(1, 1, 7), ...thread(2, 0, 5) });
    const { lines } = await run(stat('cpu0 1 1 1 1'), {}, sysfs);
    expect(lines.filter((line) => line.includes('throttles'))).toEqual([
      'node_cpu_core_throttles_total{core="0",package="0"} 5',
      'node_cpu_core_throttles_total{core="1",package="0"} 7',
      'node_cpu_package_throttles_total{package="0"} 30',
    ]);
  });

  it.each([
    ['each CPU', { cpu0: '1\n', cpu1: '0\n', cpu10: '' }, ['0"} 1', '1"} 0', '10"} 0']],
    ['none when the first cannot be switched', { cpu1: '1\n' }, []],
  ])('shows whether it is online: %s', async (_, online: Record<string, string>, expected) => {
    const files = Object.entries(online).map(([cpu, content]) => [
      `devices/system/cpu/${cpu}/online`,
      content,
    ]);
    const sysfs = fileTree({
      'devices/system/cpu/cpu0/uevent': '',
      ...(Object.fromEntries(files) as Record<string, string>),
    });
    const { lines } = await run(stat('cpu0 1 1 1 1'), {}, sysfs);
    expect(lines.filter((line) => line.includes('online'))).toEqual(
      expected.map((rest) => `node_cpu_online{cpu="${rest}`),
    );
  });

  it('shows models, flags and bugs on request', async () => {
    const info =
      'processor\t: 0\ncpu MHz\t\t: 799.998\nphysical id\t: 1\ncore id\t\t: 2\nmodel name\t: A: "B"\nflags\t\t: aes avx avx2\nbugs\t\t: mds l1tf\n\nHardware\t: x\n';
    const { lines } = await run(
      stat('cpu0 1 1 1 1'),
      { infoFlagsInclude: '^avx', infoBugsInclude: 'mds' },
      NO_SYSFS,
      info,
    );
    expect(lines.filter((line) => /_info|_hertz/.test(line))).toEqual([
      'node_cpu_bug_info{bug="mds"} 1',
      'node_cpu_flag_info{flag="avx"} 1',
      'node_cpu_flag_info{flag="avx2"} 1',
      'node_cpu_frequency_hertz{core="2",cpu="0",package="1"} 799998000',
      'node_cpu_info{cachesize="",core="2",cpu="0",family="",microcode="",model="",model_name="A: \\"B\\"",package="1",stepping="",vendor=""} 1',
    ]);
  });

  it.each([
    '',
    'intr 1\n',
    'cpu  1 2 3 4\n',
    'cpu0\n',
    'cpu0 1 2 3',
    'cpu0 1 2 3 x\n',
    'cpu0 1 2 3 -4\n',
    'cpux 1 2 3 4\n',
    'cpu99999 1 2 3 4\n',
    'cpu1 1 2 3 4\ncpu0 1 2 3 4\n',
    'cpu0 1 2 3 4\ncpu0 1 2 3 4\n',
    `cpu0 1 2 3 ${'9'.repeat(5000)}\n`,
    '\xff\xfe\0',
  ])('refuses %j', async (text) => {
    await expect(run(text)).rejects.toThrow(
      new ModuleError('malformed_reply', 'stat: no readable cpu lines'),
    );
  });

  it('refuses an expression that is none', () => {
    expect(() => cpu.config.parse({ infoFlagsInclude: '(' })).toThrow('not a regular expression');
  });

  it('fuzz: any bytes give times or malformed_reply', () => {
    const line = fc.oneof(
      fc
        .tuple(fc.constantFrom('cpu', 'cpu0', 'cpu1 '), fc.array(fc.integer()))
        .map(([n, v]) => `${n} ${v.join(' ')}`),
      fc.string(),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 500 }),
          fc.array(line).map((l) => Buffer.from(l.join('\n'))),
        ),
        (bytes) => {
          try {
            readCpuTimes(bytes, (number, ticks) => {
              expect(number).toBeLessThan(8192);
              expect(ticks.every((value) => value >= 0)).toBe(true);
            });
          } catch (error) {
            expect(error).toMatchObject({ code: 'malformed_reply' });
          }
        },
      ),
    );
  });

  it('fuzz: any text gives CPUs with a number', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 500 }),
          fc.string().map((s) => `processor: 1\n${s}`),
        ),
        (text) => {
          for (const info of parseCpuInfo(text)) expect(info.cpu).toMatch(/^\d+$/);
        },
      ),
    );
  });
});
