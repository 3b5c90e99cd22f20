import { describe, expect, it } from 'vitest';
import { addProcess, groups, machine, removeProcess } from '../../../../../test/support/process-groups.ts';
import { ModuleError } from '../../../contract/module.ts';

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
      const { files, collect } = machine(
        {},
        {
          change: (tree) => ({
            ...tree,
            list: (path) => (touched.push(path), tree.list(path)),
            readOnce: (path) => (touched.push(path), tree.readOnce(path)),
          }),
        },
      );
      addProcess(files, 10, { threads });
      const { values } = await collect();
      await collect();
      expect(touched.filter((path) => /task|smaps/.test(path))).toEqual([]);
      expect(values['num_threads{groupname="app"}']).toBe(3);
      expect(Object.keys(values).filter((key) => key.startsWith('thread_'))).toEqual([]);
    });

    it.each([
      { compat: false, sleeping: 2, polling: 1 },
      { compat: true, sleeping: 3, polling: 2 },
    ])(
      'are counted by name, the main thread once, or twice with $compat',
      async ({ compat, ...expected }) => {
        const { files, collect } = machine({ threads: true, gatherSmaps: true, compat });
        addProcess(files, 10, { threads, wchan: 'do_poll', voluntary: 5 });
        const first = (await collect()).values;
        expect(first['thread_count{groupname="app",threadname="pool"}']).toBe(2);
        expect(first['thread_count{groupname="app",threadname="app"}']).toBe(1);
        expect(first['states{groupname="app",state="Sleeping"}']).toBe(expected.sleeping);
        expect(first['states{groupname="app",state="Waiting"}']).toBe(1);
        expect(first['threads_wchan{groupname="app",wchan="do_poll"}']).toBe(expected.polling);
        expect(first['memory_bytes{groupname="app",memtype="proportionalResident"}']).toBe(3072);
        expect(first['memory_bytes{groupname="app",memtype="proportionalSwapped"}']).toBe(1024);
        expect(first['thread_cpu_seconds_total{groupname="app",mode="user",threadname="pool"}']).toBe(0);

        const later = { ...threads, 12: { ...threads[12], user: 70, read: 4096, voluntary: 8 } };
        addProcess(files, 10, { threads: later, wchan: 'do_poll', voluntary: 5 });
        const second = (await collect()).values;
        expect(second['thread_cpu_seconds_total{groupname="app",mode="user",threadname="pool"}']).toBe(0.5);
        expect(second['thread_io_bytes_total{groupname="app",iomode="read",threadname="pool"}']).toBe(4096);
        expect(second['context_switches_total{ctxswitchtype="voluntary",groupname="app"}']).toBe(1);
      },
    );

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
        threads: Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [i + 10, {}])),
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
      expect(turns).toBeGreaterThanOrEqual(2);
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

  describe('errors', () => {
    it('of one process are counted and cost only it', async () => {
      const { files, collect } = machine(
        {},
        {
          change: (tree) => ({
            ...tree,
            readOnce(path) {
              if (path === '11/stat') throw new ModuleError('permission_denied', 'EACCES');
              if (path === '12/stat') throw new ModuleError('unsupported', 'ENOENT');
              if (path === '13/io') throw new ModuleError('permission_denied', 'EACCES');
              return tree.readOnce(path);
            },
          }),
        },
      );
      for (const pid of [10, 11, 12, 13, 14]) addProcess(files, pid);
      files['14/stat'] = 'garbage';
      const { values } = await collect();
      expect(groups(values)).toEqual({ app: 2 });
      expect([values['scrape_procread_errors'], values['scrape_partial_errors']]).toEqual([2, 1]);
    });

    it('of the folder fail the collection', async () => {
      const { collect } = machine(
        {},
        {
          change: (tree) => ({
            ...tree,
            list() {
              throw new ModuleError('unsupported', 'ENOENT');
            },
          }),
        },
      );
      await expect(collect()).rejects.toMatchObject({ code: 'unsupported' });
    });
  });
});
