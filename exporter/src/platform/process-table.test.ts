import { spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { describe, expect, it } from 'vitest';
import { fileTree } from '../../../test/support/file-tree.ts';
import type { FileTree } from '../contract/ports.ts';
import { ModuleError } from '../model/errors.ts';
import { KernelFileTree } from './file-tree.ts';
import { processTable } from './process-table.ts';

type Files = Record<string, string>;

const MACHINE = { totalMemoryBytes: () => 1024 * 1024 * 1024, uptimeSeconds: () => 1000 };

interface Fake {
  comm?: string;
  state?: string;
  parent?: number;
  user?: number;
  system?: number;
  threads?: number;
  start?: number;
  uid?: number;
  cmdline?: string;
  pages?: number;
}

function addProcess(files: Files, pid: number, fake: Fake = {}): void {
  const { comm = 'sleep', state = 'S', parent = 1, user = 0, system = 0, threads = 1, start = 90_000 } = fake;
  files[`${pid}/stat`] =
    `${pid} (${comm}) ${state} ${parent} 0 0 0 -1 0 11 0 3 0 ${user} ${system} 0 0 20 0 ${threads} 0 ${start} 40960 ${fake.pages ?? 256} 1`;
  files[`${pid}/status`] = `Name:\t${comm}\nUid:\t0\t${fake.uid ?? 0}\t0\t0\n`;
  files[`${pid}/cmdline`] = fake.cmdline ?? 'sleep\x001000\x00';
  files[`${pid}/fd/0`] = '';
  files[`${pid}/fd/1`] = '';
}

/** A machine whose files the test changes; `time` moves the wall clock and the uptime together. */
function machine(links: Readonly<Record<string, string>> = {}) {
  const files: Files = { uptime: '1000.00 1.00\n', stat: 'cpu 1\nbtime 5000\n' };
  const clock = { ms: 1_000_000 };
  const wait = (seconds: number) => {
    clock.ms += seconds * 1000;
    files['uptime'] = `${(Number(files['uptime']?.split(' ')[0]) + seconds).toFixed(2)} 1.00\n`;
  };
  return { files, wait, now: () => clock.ms, procfs: fileTree(files, links) };
}

describe('processTable', () => {
  it('tells all about a process', async () => {
    const { files, procfs, now } = machine({ '42/exe': '/usr/bin/sleep (deleted)' });
    addProcess(files, 42, { user: 300, system: 200, uid: 33, threads: 2 });
    const rootfs = fileTree({ 'etc/passwd': 'www-data:x:33:33::/:/\n' });
    const { timeMs, processes, skipped } = await processTable({ procfs, os: MACHINE, now, rootfs }).snapshot(
      0,
    );
    expect({ timeMs, skipped }).toEqual({ timeMs: 1_000_000, skipped: 0 });
    expect(processes).toEqual([
      {
        pid: 42,
        parentPid: 1,
        name: 'sleep',
        exe: '/usr/bin/sleep',
        cmdline: ['sleep', '1000'],
        uid: 33,
        username: 'www-data',
        state: 'S',
        createTime: 5900,
        startTicks: 90_000,
        userSeconds: 3,
        systemSeconds: 2,
        cpuPercent: 5,
        memoryPercent: 0.09765625,
        rssBytes: 1048576,
        vmsBytes: 40960,
        threads: 2,
        openFiles: 2,
        minorFaults: 11,
        majorFaults: 3,
      },
    ]);
  });

  it('shows a user without a name as a number', async () => {
    const { files, procfs, now } = machine();
    addProcess(files, 42, { uid: 12345 });
    const { processes } = await processTable({ procfs, os: MACHINE, now }).snapshot(0);
    expect(processes[0]?.username).toBe('12345');
  });

  it('measures the processor since the pass before, over at least a second', async () => {
    const { files, procfs, now, wait } = machine();
    const table = processTable({ procfs, os: MACHINE, now });
    const percent = async () => (await table.snapshot(0)).processes[0]?.cpuPercent;
    addProcess(files, 42, { user: 1000 });
    expect(await percent()).toBe(10);
    wait(5);
    addProcess(files, 42, { user: 1200, system: 50 });
    expect(await percent()).toBe(50);
    wait(0.2);
    addProcess(files, 42, { user: 1220, system: 50 });
    expect(await percent()).toBe(50);
    wait(1.8);
    expect(await percent()).toBe(10);
  });

  it('starts afresh when the pid has a new process', async () => {
    const { files, procfs, now, wait } = machine();
    const table = processTable({ procfs, os: MACHINE, now });
    addProcess(files, 42, { user: 1000, cmdline: 'old\0' });
    await table.snapshot(0);
    wait(10);
    addProcess(files, 42, { user: 500, start: 100_000, cmdline: 'new\0' });
    const { processes } = await table.snapshot(0);
    expect(processes[0]).toMatchObject({ cmdline: ['new'], cpuPercent: 50 });
  });

  it('never tells more than all threads can use', async () => {
    const { files, procfs, now } = machine();
    addProcess(files, 42, { user: 7, start: 99_999 });
    const { processes } = await processTable({ procfs, os: MACHINE, now }).snapshot(0);
    expect(processes[0]?.cpuPercent).toBe(100);
  });

  it('reads the command line again after an exec, and when it is old', async () => {
    const { files, procfs, now, wait } = machine();
    const table = processTable({ procfs, os: MACHINE, now });
    const cmdline = async () => (await table.snapshot(0)).processes[0]?.cmdline.join(' ');
    addProcess(files, 42, { cmdline: 'a\0' });
    expect(await cmdline()).toBe('a');
    addProcess(files, 42, { cmdline: 'b\0' });
    expect(await cmdline()).toBe('a');
    addProcess(files, 42, { comm: 'other', cmdline: 'c\0' });
    expect(await cmdline()).toBe('c');
    addProcess(files, 42, { comm: 'other', cmdline: 'd\0' });
    wait(301);
    expect(await cmdline()).toBe('d');
  });

  it('reads the user again once a young process has settled', async () => {
    const { files, procfs, now, wait } = machine();
    const table = processTable({ procfs, os: MACHINE, now });
    const uid = async () => (await table.snapshot(0)).processes[0]?.uid;
    addProcess(files, 42, { start: 99_990, uid: 0 });
    expect(await uid()).toBe(0);
    addProcess(files, 42, { start: 99_990, uid: 33 });
    wait(3);
    expect(await uid()).toBe(33);
  });

  it('counts what vanishes while it is read, and what cannot be read', async () => {
    const { files, procfs, now } = machine();
    for (const pid of [1, 2, 3, 4]) addProcess(files, pid);
    files['4/stat'] = 'garbage';
    const flaky: FileTree = {
      ...procfs,
      readOnce(path) {
        if (path === '2/stat') throw new ModuleError('unsupported', 'ESRCH');
        if (path === '3/stat') throw new ModuleError('permission_denied', 'EACCES');
        return procfs.readOnce(path);
      },
    };
    const snapshot = await processTable({ procfs: flaky, os: MACHINE, now }).snapshot(0);
    expect(snapshot.processes.map(({ pid }) => pid)).toEqual([1]);
    expect(snapshot).toMatchObject({ skipped: 3, vanished: 1 });
  });

  it('asks only once for open files it may not see', async () => {
    const { files, procfs, now } = machine();
    addProcess(files, 42);
    let asked = 0;
    const denied: FileTree = {
      ...procfs,
      list(path) {
        if (!path.endsWith('/fd')) return procfs.list(path);
        asked += 1;
        throw new ModuleError('permission_denied', 'EACCES');
      },
    };
    const table = processTable({ procfs: denied, os: MACHINE, now });
    for (let i = 0; i < 3; i += 1) expect((await table.snapshot(0)).processes[0]?.openFiles).toBeNull();
    expect(asked).toBe(1);
  });

  it('is bounded', async () => {
    const { files, procfs, now } = machine();
    for (let pid = 1; pid <= 250; pid += 1) addProcess(files, pid);
    const snapshot = await processTable({ procfs, os: MACHINE, now, maxProcesses: 240 }).snapshot(0);
    expect(snapshot.processes).toHaveLength(240);
    expect(snapshot).toMatchObject({ skipped: 10, vanished: 0 });
  });

  it('shares one pass among all who ask', async () => {
    const { files, procfs, now, wait } = machine();
    for (let pid = 1; pid <= 250; pid += 1) addProcess(files, pid);
    const table = processTable({ procfs, os: MACHINE, now });
    const [a, b] = await Promise.all([table.snapshot(0), table.snapshot(0)]);
    expect(a).toBe(b);
    wait(1);
    expect(await table.snapshot(1001)).toBe(a);
    expect(await table.snapshot(1000)).not.toBe(a);
  });

  it('fails when there is no process file system, and recovers', async () => {
    const { files, procfs, now } = machine();
    let broken = true;
    const list = (path: string) => {
      if (broken) throw new ModuleError('unsupported', 'ENOENT');
      return procfs.list(path);
    };
    const table = processTable({ procfs: { ...procfs, list }, os: MACHINE, now });
    await expect(table.snapshot(0)).rejects.toMatchObject({ code: 'unsupported' });
    broken = false;
    addProcess(files, 42);
    expect((await table.snapshot(0)).processes).toHaveLength(1);
  });

  it('finds a real child with its user, command line and open files', async () => {
    const child = spawn('sleep', ['30'], { stdio: 'ignore' });
    await once(child, 'spawn');
    try {
      const table = processTable({
        procfs: new KernelFileTree('/proc'),
        rootfs: new KernelFileTree('/'),
        os: { totalMemoryBytes: os.totalmem, uptimeSeconds: os.uptime },
        now: Date.now,
      });
      const look = async () => (await table.snapshot(0)).processes.find(({ pid }) => pid === child.pid);
      // Just after exec(2) it has touched no page yet.
      await expect.poll(async () => (await look())?.rssBytes, { timeout: 5000 }).toBeGreaterThan(100_000);
      const found = await look();
      expect(found).toMatchObject({ parentPid: process.pid, cmdline: ['sleep', '30'], threads: 1 });
      expect(found?.username).toBe(os.userInfo().username);
      expect(found?.exe).toMatch(/\/(sleep|coreutils|busybox)$/);
      expect(Math.abs((found?.createTime ?? 0) - Date.now() / 1000)).toBeLessThan(5);
      expect(found?.openFiles).toBeGreaterThanOrEqual(3);
    } finally {
      child.kill();
    }
  });
});
