import { describe, expect, it } from 'vitest';
import { collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import { ModuleError } from '../../../contract/module.ts';
import type { FileTree, ProcessTable } from '../../../contract/ports.ts';
import type { ProcessInfo } from '../../../model/process.ts';
import processGroups from './module.ts';

type Files = Record<string, string>;

interface Fake {
  comm?: string;
  state?: string;
  parent?: number;
  user?: number;
  system?: number;
  start?: number;
  cmdline?: string;
  read?: number;
  written?: number;
  voluntary?: number;
  swap?: number;
  wchan?: string;
  threads?: Readonly<Record<number, Omit<Fake, 'threads'>>>;
}

const ALL = { cmdline: ['.+'] };

function addTask(files: Files, dir: string, id: number, fake: Fake, threads: number): void {
  const {
    comm = 'app',
    state = 'S',
    parent = 1,
    user = 0,
    system = 0,
    start = 100,
    voluntary = 0,
    swap = 0,
  } = fake;
  files[`${dir}/stat`] =
    `${id} (${comm}) ${state} ${parent} 0 0 0 -1 0 20 0 2 0 ${user} ${system} 0 0 20 0 ${threads} 0 ${start} 40960 2 1`;
  files[`${dir}/status`] =
    `Name:\t${comm}\nVmSwap:\t ${swap} kB\nvoluntary_ctxt_switches:\t${voluntary}\nnonvoluntary_ctxt_switches:\t1\n`;
  files[`${dir}/io`] = `rchar: 1\nread_bytes: ${fake.read ?? 0}\nwrite_bytes: ${fake.written ?? 0}\n`;
  files[`${dir}/wchan`] = fake.wchan ?? '0';
}

function addProcess(files: Files, pid: number, fake: Fake = {}): void {
  const threads = Object.entries(fake.threads ?? {});
  addTask(files, String(pid), pid, fake, Math.max(1, threads.length));
  for (const [tid, thread] of threads)
    addTask(files, `${pid}/task/${tid}`, Number(tid), thread, threads.length);
  files[`${pid}/cmdline`] = fake.cmdline ?? '/usr/bin/app\0-x\0';
  files[`${pid}/limits`] =
    'Limit\nMax open files            10                   20                   files\n';
  files[`${pid}/smaps_rollup`] = 'a\nPss:  3 kB\nSwapPss:  1 kB\n';
  files[`${pid}/cgroup`] = '0::/system.slice/app.service\n';
  for (const fd of [0, 1, 2]) files[`${pid}/fd/${fd}`] = '';
}

function removeProcess(files: Files, pid: number): void {
  for (const path of Object.keys(files)) if (path.startsWith(`${pid}/`)) delete files[path];
}

const noProcesses: ProcessTable = { snapshot: () => Promise.reject(new ModuleError('bug', 'not asked for')) };

function machine(
  config: object = {},
  change: (tree: FileTree) => FileTree = (tree) => tree,
  processes = noProcesses,
) {
  const files: Files = { uptime: '1000.00 1.00\n', stat: 'cpu 1\nbtime 5000\n' };
  const run = collectorOf(processGroups, { procfs: change(fileTree(files)), processes }, config);
  /** Value by series, without the common prefix of names. */
  const collect = async () => {
    const { lines, partial } = await run();
    const pairs = lines.map((line) => {
      const at = line.lastIndexOf(' ');
      return [
        line.slice(0, at).replace(/^namedprocess_(namegroup_)?/, ''),
        Number(line.slice(at + 1)),
      ] as const;
    });
    return { values: Object.fromEntries(pairs), partial };
  };
  return { files, collect };
}

/** Names of the groups that have processes. */
function groups(values: Readonly<Record<string, number>>): Record<string, number> {
  const pairs = Object.entries(values).flatMap(([key, value]) => {
    const name = /^num_procs\{groupname="(.*)"\}$/.exec(key)?.[1];
    return name === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(pairs);
}

describe('process-groups', () => {
  it('shows a group by the name of the executable, without threads or smaps', async () => {
    const { files, collect } = machine();
    addProcess(files, 10, { user: 500, read: 7, swap: 4, wchan: 'do_poll', start: 250 });
    addProcess(files, 11, { state: 'R', start: 150 });
    addProcess(files, 2, { comm: 'kthreadd', cmdline: '', parent: 0 });
    const { values, partial } = await collect();
    expect(partial).toEqual([]);
    expect(values).toEqual({
      'num_procs{groupname="app"}': 2,
      'cpu_seconds_total{groupname="app",mode="user"}': 0,
      'cpu_seconds_total{groupname="app",mode="system"}': 0,
      'read_bytes_total{groupname="app"}': 0,
      'write_bytes_total{groupname="app"}': 0,
      'major_page_faults_total{groupname="app"}': 0,
      'minor_page_faults_total{groupname="app"}': 0,
      'context_switches_total{ctxswitchtype="voluntary",groupname="app"}': 0,
      'context_switches_total{ctxswitchtype="nonvoluntary",groupname="app"}': 0,
      'memory_bytes{groupname="app",memtype="resident"}': 16384,
      'memory_bytes{groupname="app",memtype="virtual"}': 81920,
      'memory_bytes{groupname="app",memtype="swapped"}': 4096,
      'open_filedesc{groupname="app"}': 6,
      'worst_fd_ratio{groupname="app"}': 0.3,
      'oldest_start_time_seconds{groupname="app"}': 5001,
      'num_threads{groupname="app"}': 2,
      'states{groupname="app",state="Running"}': 1,
      'states{groupname="app",state="Sleeping"}': 1,
      'states{groupname="app",state="Waiting"}': 0,
      'states{groupname="app",state="Zombie"}': 0,
      'states{groupname="app",state="Other"}': 0,
      'threads_wchan{groupname="app",wchan="do_poll"}': 1,
      scrape_errors: 0,
      scrape_procread_errors: 0,
      scrape_partial_errors: 0,
    });
  });

  it('counts from its own start: old processes from nothing, new ones in full, and keeps what is gone', async () => {
    const { files, collect } = machine();
    const cpu = async () => (await collect()).values['cpu_seconds_total{groupname="app",mode="user"}'];
    addProcess(files, 10, { user: 500 });
    expect(await cpu()).toBe(0);
    addProcess(files, 10, { user: 600 });
    addProcess(files, 11, { user: 30, start: 100_050 });
    expect(await cpu()).toBe(1.3);
    removeProcess(files, 10);
    removeProcess(files, 11);
    expect(await cpu()).toBe(1.3);
    addProcess(files, 10, { user: 50, start: 100_900 });
    expect(await cpu()).toBe(1.8);
  });

  it('shows an empty group, or forgets it when asked to', async () => {
    for (const removeEmptyGroups of [false, true]) {
      const { files, collect } = machine({ removeEmptyGroups });
      addProcess(files, 10);
      await collect();
      removeProcess(files, 10);
      const { values } = await collect();
      expect(groups(values)).toEqual(removeEmptyGroups ? {} : { app: 0 });
      if (removeEmptyGroups) continue;
      expect(values['oldest_start_time_seconds{groupname="app"}']).toBe(-62135596800);
      expect(values['open_filedesc{groupname="app"}']).toBe(0);
    }
  });

  describe('threads', () => {
    const threads = {
      10: { comm: 'app', user: 10, voluntary: 5, wchan: 'do_poll' },
      12: { comm: 'pool', user: 20, voluntary: 7, state: 'D', start: 120 },
      13: { comm: 'pool', user: 30, voluntary: 9, start: 130 },
    };

    it('are not read unless asked for', async () => {
      const touched: string[] = [];
      const { files, collect } = machine({}, (tree) => ({
        ...tree,
        list: (path) => (touched.push(path), tree.list(path)),
        readOnce: (path) => (touched.push(path), tree.readOnce(path)),
      }));
      addProcess(files, 10, { threads });
      const { values } = await collect();
      await collect();
      expect(touched.filter((path) => /task|smaps/.test(path))).toEqual([]);
      expect(values['num_threads{groupname="app"}']).toBe(3);
      expect(Object.keys(values).filter((key) => key.startsWith('thread_'))).toEqual([]);
    });

    it('are counted by name, the main thread twice in states and waits as process-exporter has it', async () => {
      const { files, collect } = machine({ threads: true, gatherSmaps: true });
      addProcess(files, 10, { threads, wchan: 'do_poll', voluntary: 5 });
      const first = (await collect()).values;
      expect(first['thread_count{groupname="app",threadname="pool"}']).toBe(2);
      expect(first['thread_count{groupname="app",threadname="app"}']).toBe(1);
      expect(first['states{groupname="app",state="Sleeping"}']).toBe(3);
      expect(first['states{groupname="app",state="Waiting"}']).toBe(1);
      expect(first['threads_wchan{groupname="app",wchan="do_poll"}']).toBe(2);
      expect(first['memory_bytes{groupname="app",memtype="proportionalResident"}']).toBe(3072);
      expect(first['memory_bytes{groupname="app",memtype="proportionalSwapped"}']).toBe(1024);
      expect(first['thread_cpu_seconds_total{groupname="app",mode="user",threadname="pool"}']).toBe(0);

      const later = { ...threads, 12: { ...threads[12], user: 70, read: 4096, voluntary: 8 } };
      addProcess(files, 10, { threads: later, wchan: 'do_poll', voluntary: 5 });
      const second = (await collect()).values;
      expect(second['thread_cpu_seconds_total{groupname="app",mode="user",threadname="pool"}']).toBe(0.5);
      expect(second['thread_io_bytes_total{groupname="app",iomode="read",threadname="pool"}']).toBe(4096);
      expect(second['context_switches_total{ctxswitchtype="voluntary",groupname="app"}']).toBe(1);
    });

    it('that end do not make a counter of the group decrease', async () => {
      const { files, collect } = machine({ threads: true });
      const switches = async () =>
        (await collect()).values['context_switches_total{ctxswitchtype="voluntary",groupname="app"}'];
      addProcess(files, 10, {
        threads: { 10: { voluntary: 1 }, 12: { voluntary: 50 }, 13: { voluntary: 2 } },
      });
      await switches();
      addProcess(files, 10, {
        threads: { 10: { voluntary: 1 }, 12: { voluntary: 60 }, 13: { voluntary: 2 } },
      });
      expect(await switches()).toBe(10);
      removeProcess(files, 10);
      addProcess(files, 10, { threads: { 10: { voluntary: 1 }, 13: { voluntary: 2 } } });
      expect(await switches()).toBe(10);
    });

    it('let others run, however many there are', async () => {
      const { files, collect } = machine({ threads: true });
      addProcess(files, 10, {
        threads: Object.fromEntries(Array.from({ length: 300 }, (_, i) => [i + 10, {}])),
      });
      let turns = 0;
      let done = false;
      const count = () => {
        turns += 1;
        if (!done) setImmediate(count);
      };
      setImmediate(count);
      await collect();
      done = true;
      expect(turns).toBeGreaterThanOrEqual(6);
    });

    it('with endless names are bounded', async () => {
      const { files, collect } = machine({ threads: true });
      const many = Object.fromEntries(
        Array.from({ length: 2010 }, (_, i) => [i + 10, { comm: `conn-${i}` }]),
      );
      addProcess(files, 10, { threads: many });
      const { values, partial } = await collect();
      expect(values['thread_count{groupname="app",threadname="(overflow)"}']).toBe(10);
      expect(partial.map(({ code }) => code)).toEqual(['limit_exceeded']);
    });
  });

  describe('grouping', () => {
    it.each<[string, object[], Fake, string | null]>([
      ['comm', [{ comm: ['a', 'b'] }], { comm: 'b' }, 'app'],
      ['another comm', [{ comm: ['a'] }], { comm: 'b' }, null],
      ['exe by base name', [{ exe: ['app'] }], {}, 'app'],
      ['exe in full', [{ exe: ['/usr/bin/app'] }], {}, 'app'],
      ['exe elsewhere', [{ exe: ['/bin/app', '/opt/app'] }], {}, null],
      ['one of two with the same base name', [{ exe: ['/usr/bin/app', '/opt/app'] }], {}, 'app'],
      ['all patterns', [{ cmdline: ['-x', 'bin'] }], {}, 'app'],
      ['not all patterns', [{ cmdline: ['-x', 'sbin'] }], {}, null],
      ['all selectors', [{ comm: ['app'], exe: ['app'], cmdline: ['x'] }], {}, 'app'],
      ['not all selectors', [{ comm: ['other'], exe: ['app'] }], {}, null],
      [
        'the first item',
        [
          { name: 'one', ...ALL },
          { name: 'two', ...ALL },
        ],
        {},
        'one',
      ],
      ['a Go regular expression', [{ name: '{{.Matches.S}}', cmdline: ['(?i)BIN/(?P<S>\\w+)'] }], {}, 'app'],
      [
        'no command line',
        [{ name: '{{.ExeBase}}:{{.ExeFull}}', comm: ['k'] }],
        { comm: 'k', cmdline: '' },
        'k:k',
      ],
      ['fields', [{ name: '{{.Comm}} {{.ExeFull}} {{.PID}} x', ...ALL }], {}, 'app /usr/bin/app 10 x'],
      [
        'start time',
        [{ name: '{{.StartTime}}', ...ALL }],
        { start: 112 },
        '1970-01-01 01:23:21.12 +0000 UTC',
      ],
      ['cgroups', [{ name: '{{.Cgroups}}', ...ALL }], {}, '[/system.slice/app.service]'],
      ['one cgroup', [{ name: '{{index .Cgroups 0}}', ...ALL }], {}, '/system.slice/app.service'],
      ['a cgroup too far', [{ name: 'a{{index .Cgroups 9}}b', ...ALL }], {}, 'a'],
      ['an absent match', [{ name: '{{.Matches.A}}{{index .Matches "A"}}', ...ALL }], {}, '<no value>'],
      ['trimmed blanks', [{ name: 'a {{- .Comm -}} b', ...ALL }], {}, 'aappb'],
    ])('by %s', async (_, processNames, fake, expected) => {
      const { files, collect } = machine({ processNames });
      addProcess(files, 10, fake);
      expect(groups((await collect()).values)).toEqual(expected === null ? {} : { [expected]: 1 });
    });

    it('takes the user name from the process table, and only then', async () => {
      const processes: ProcessTable = {
        snapshot: () =>
          Promise.resolve({
            timeMs: 0,
            processes: [{ pid: 10, username: 'bob' } as ProcessInfo],
            skipped: 0,
          }),
      };
      const config = { process_names: [{ name: '{{.Username}}', ...ALL }] };
      const { files, collect } = machine(config, (tree) => tree, processes);
      addProcess(files, 10);
      expect(groups((await collect()).values)).toEqual({ bob: 1 });
    });

    it('puts children with the nearest ancestor that has a group', async () => {
      const { files, collect } = machine({ processNames: [{ comm: ['top'], name: 'top' }] });
      addProcess(files, 10, { comm: 'top' });
      addProcess(files, 14, { comm: 'a', parent: 12 });
      addProcess(files, 12, { comm: 'b', parent: 10 });
      addProcess(files, 20, { comm: 'c', parent: 1 });
      addProcess(files, 21, { comm: 'd', parent: 20 });
      expect(groups((await collect()).values)).toEqual({ top: 3 });
      addProcess(files, 15, { comm: 'e', parent: 14 });
      addProcess(files, 22, { comm: 'f', parent: 21 });
      expect(groups((await collect()).values)).toEqual({ top: 4 });
    });

    it('leaves children alone when asked to', async () => {
      const { files, collect } = machine({ processNames: [{ comm: ['top'], name: 'top' }], children: false });
      addProcess(files, 10, { comm: 'top' });
      addProcess(files, 12, { comm: 'b', parent: 10 });
      expect(groups((await collect()).values)).toEqual({ top: 1 });
    });

    it.each([
      [{}, {}],
      [{ recheck: true }, { late: 1 }],
      [{ children: false }, { late: 1 }],
    ])('of a process that changed its name, with %j', async (config, expected) => {
      const { files, collect } = machine({ processNames: [{ comm: ['late'], name: 'late' }], ...config });
      addProcess(files, 10, { comm: 'early' });
      await collect();
      addProcess(files, 10, { comm: 'late' });
      expect(groups((await collect()).values)).toEqual(expected);
    });

    it('survives parents in a circle', async () => {
      const { files, collect } = machine({ processNames: [{ comm: ['top'] }] });
      addProcess(files, 10, { comm: 'a', parent: 12 });
      addProcess(files, 12, { comm: 'b', parent: 10 });
      addProcess(files, 13, { comm: 'c', parent: 13 });
      expect(groups((await collect()).values)).toEqual({});
    });

    it('has no more groups than allowed', async () => {
      const { files, collect } = machine({ processNames: [{ name: '{{.PID}}', ...ALL }], maxGroups: 3 });
      for (const pid of [10, 11, 12, 13, 14]) addProcess(files, pid);
      const { values, partial } = await collect();
      expect(groups(values)).toEqual({ 10: 1, 11: 1, 12: 1, '(overflow)': 2 });
      expect(partial.map(({ code }) => code)).toEqual(['limit_exceeded']);
    });
  });

  describe('errors', () => {
    it('of one process are counted and cost only it', async () => {
      const { files, collect } = machine({}, (tree) => ({
        ...tree,
        readOnce(path) {
          if (path === '11/stat') throw new ModuleError('permission_denied', 'EACCES');
          if (path === '12/stat') throw new ModuleError('unsupported', 'ENOENT');
          if (path === '13/io') throw new ModuleError('permission_denied', 'EACCES');
          return tree.readOnce(path);
        },
      }));
      for (const pid of [10, 11, 12, 13, 14]) addProcess(files, pid);
      files['14/stat'] = 'garbage';
      const { values } = await collect();
      expect(groups(values)).toEqual({ app: 2 });
      expect([values['scrape_procread_errors'], values['scrape_partial_errors']]).toEqual([2, 1]);
    });

    it('of the folder fail the collection', async () => {
      const { collect } = machine({}, (tree) => ({
        ...tree,
        list() {
          throw new ModuleError('unsupported', 'ENOENT');
        },
      }));
      await expect(collect()).rejects.toMatchObject({ code: 'unsupported' });
    });
  });

  it.each<[object, string, string]>([
    [{ processNames: [{ name: '{{.Foo}}', ...ALL }] }, 'processNames.0.name', '{{.Foo}} (allowed: {{.Comm}}'],
    [{ processNames: [{ name: '{{.Comm', ...ALL }] }, 'processNames.0.name', 'not a name template: {{.Comm'],
    [{ processNames: [{ name: '{{.constructor}}', ...ALL }] }, 'processNames.0.name', 'not a name template'],
    [
      { processNames: [{ name: '{{if .Comm}}x{{end}}', ...ALL }] },
      'processNames.0.name',
      'not a name template',
    ],
    [{ process_names: [{ cmdline: ['('] }] }, 'process_names.0.cmdline.0', 'not a regular expression: ('],
    [{ process_names: [{ name: 'x' }] }, 'process_names.0', 'no matchers provided'],
    [{ process_names: [{ comm: ['x'], exes: ['y'] }] }, 'process_names.0', 'exes'],
    [{ maxGroups: 0 }, 'maxGroups', '1'],
  ])('refuses %j', (config, path, message) => {
    const issue = processGroups.config.safeParse(config).error?.issues[0];
    expect(issue?.path.join('.')).toBe(path);
    expect(issue?.message).toContain(message);
  });
});
