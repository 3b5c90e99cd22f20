import { describe, expect, it } from 'vitest';
import { socketSnapshot, socketsPort } from '../../../../../test/support/sockets.ts';
import { ModuleError, type Observation } from '../../../contract/module.ts';
import type { ProcessInfo, ProcessSnapshot } from '../../../model/process.ts';
import watcher from './module.ts';
import { namesOf } from './suspicion.ts';

const START = 1_800_000_000_000;

function processOf(pid: number, more: Partial<ProcessInfo> = {}): ProcessInfo {
  return {
    pid,
    parentPid: 1,
    name: 'worker',
    exe: '/usr/bin/worker',
    cmdline: ['worker', '--token=abc'],
    uid: 1000,
    username: 'bob',
    state: 'S',
    createTime: START / 1000 - 100,
    startTicks: pid * 10,
    userSeconds: 1,
    systemSeconds: 1,
    cpuPercent: 1,
    memoryPercent: 0.5,
    rssBytes: 1_000_000,
    vmsBytes: 2_000_000,
    threads: 3,
    openFiles: 7,
    minorFaults: 0,
    majorFaults: 0,
    ...more,
  };
}

const INIT = processOf(1, { parentPid: 0, name: 'systemd', exe: '/sbin/init', cmdline: ['init'] });

interface Scene {
  processes: ProcessInfo[];
  connections?: Record<number, number>;
  skipped?: number;
  vanished?: number;
}

/** A watcher with a machine whose processes each look is given; looks are 5 s apart. */
function watching(config: object = {}) {
  const options = watcher.config.parse({ top: 0, ...config });
  const state = watcher.init?.(options);
  if (!state) throw new Error('no state');
  const clock = { ms: START };
  const partial: ModuleError[] = [];
  const look = async ({ processes, connections = {}, skipped = 0, vanished = 0 }: Scene, sockets = true) => {
    const told: Observation[] = [];
    const snapshot: ProcessSnapshot = { timeMs: clock.ms, processes, skipped, vanished };
    const byPid = new Map(Object.entries(connections).map(([pid, count]) => [Number(pid), count]));
    await watcher.watch(
      {
        processes: { snapshot: () => Promise.resolve(snapshot) },
        sockets: {
          ...socketsPort(socketSnapshot([])),
          snapshot: () =>
            sockets
              ? Promise.resolve(socketSnapshot([], { connectionsByPid: byPid }))
              : Promise.reject(new ModuleError('permission_denied', 'no')),
        },
        signal: new AbortController().signal,
        now: () => clock.ms,
        timeLeft: () => 10_000,
        host: { asset: 'host-a', name: 'a' },
        state,
        partial: (reason) => partial.push(reason),
      },
      options,
      (observation) => told.push(observation),
    );
    clock.ms += 5000;
    return told;
  };
  return { look, partial, state };
}

const kinds = (told: readonly Observation[]) => told.map(({ kind }) => kind);

describe('process-behaviour', () => {
  it('tells nothing of ordinary processes at the first look', async () => {
    const { look } = watching();
    expect(await look({ processes: [INIT, processOf(10)] })).toEqual([]);
  });

  it('tells a start with all facts, and the secret masked', async () => {
    const { look } = watching();
    await look({ processes: [INIT] });
    const told = await look({ processes: [INIT, processOf(10, { state: 'R' })], connections: { 10: 4 } });
    expect(told).toEqual([
      {
        kind: 'process.started',
        severity: 'info',
        message: 'Process worker (pid 10) started',
        timeNs: BigInt(START - 100_000) * 1_000_000n,
        fingerprint: 'process.started:host-a:10:100',
        attributes: {
          pid: 10,
          name: 'worker',
          exe: '/usr/bin/worker',
          cmdline: 'worker --token=***',
          username: 'bob',
          cpu_percent: 1,
          memory_percent: 0.5,
          memory_rss: 1_000_000,
          memory_vms: 2_000_000,
          num_threads: 3,
          connections: 4,
          open_files: 7,
          status: 'running',
          create_time: START / 1000 - 100,
          parent_pid: 1,
          parent: 'systemd',
          reasons: [],
        },
      },
    ]);
  });

  it('tells an end with the lifetime, also of a zombie and of a pid used again', async () => {
    const { look } = watching();
    await look({ processes: [INIT, processOf(10), processOf(11), processOf(12)] });
    const told = await look({
      processes: [INIT, processOf(11, { state: 'Z' }), processOf(12, { startTicks: 999, name: 'next' })],
    });
    expect(told.map(({ kind, message }) => [kind, message])).toEqual([
      ['process.started', 'Process next (pid 12) started'],
      ['process.terminated', 'Process worker (pid 10) ended after 105 s'],
      ['process.terminated', 'Process worker (pid 11) ended after 105 s'],
      ['process.terminated', 'Process worker (pid 12) ended after 105 s'],
    ]);
    expect(told[1]?.attributes['lifetime_seconds']).toBe(105);
  });

  it('takes no process for ended while some cannot be read', async () => {
    const { look } = watching();
    await look({ processes: [INIT, processOf(10)] });
    expect(await look({ processes: [INIT], skipped: 1 })).toEqual([]);
    expect(kinds(await look({ processes: [INIT], skipped: 1, vanished: 1 }))).toEqual(['process.terminated']);
  });

  it('passes over kernel threads', async () => {
    const { look } = watching();
    await look({ processes: [INIT] });
    const kworker = processOf(77, { parentPid: 2, vmsBytes: 0, cmdline: [], name: 'kworker/0:1-backdoor' });
    expect(await look({ processes: [INIT, kworker] })).toEqual([]);
  });

  describe('suspicion', () => {
    it('is told at the first look, repeated after 15 s and not before, under one fingerprint', async () => {
      const { look } = watching();
      const miner = processOf(10, { name: 'xmrig', exe: '/tmp/xmrig', cmdline: ['./xmrig'] });
      const told: Observation[][] = [];
      for (let i = 0; i < 5; i += 1) told.push(await look({ processes: [INIT, miner] }));
      expect(told.map(kinds)).toEqual([['process.suspicious'], [], [], ['process.suspicious'], []]);
      expect(told[0]?.[0]).toMatchObject({
        severity: 'warning',
        fingerprint: 'process.suspicious:host-a:10:100',
        attributes: { pid: 10, reasons: ['its name matches xmrig'] },
      });
      expect(told[3]?.[0]?.fingerprint).toBe(told[0]?.[0]?.fingerprint);
    });

    it.each<[number, number, string[]]>([
      [81, 51, ['process.suspicious', 'process.many_connections']],
      [80, 51, ['process.many_connections']],
      [81, 50, []],
    ])('CPU %d %% with %d connections: %j', async (cpuPercent, connections, expected) => {
      const { look } = watching();
      const told = await look({
        processes: [INIT, processOf(10, { cpuPercent })],
        connections: { 10: connections },
      });
      expect(kinds(told)).toEqual(expected);
      if (cpuPercent === 81 && connections === 51) {
        expect(told[0]?.attributes['reasons']).toEqual(['CPU 81 % with 51 connections']);
      }
    });

    it.each<[string, Partial<ProcessInfo>, boolean]>([
      ['the name', { name: 'xmrig-6.21' }, true],
      ['capitals', { name: 'XMRig' }, true],
      ['the executable behind a changed name', { name: 'kthread', exe: '/tmp/.x/xmrig' }, true],
      ['the name it was called by', { cmdline: ['/tmp/cryptominer', '-o', 'pool'] }, true],
      ['a script', { name: 'bash', exe: '/usr/bin/bash', cmdline: ['/bin/bash', '/tmp/rootkit.sh'] }, true],
      [
        'a Python script',
        { name: 'python3', exe: '/usr/bin/python3.11', cmdline: ['python3', 'backdoor.py'] },
        true,
      ],
      [
        'an editor with such a file',
        { name: 'vim', exe: '/usr/bin/vim', cmdline: ['vim', 'malware.txt'] },
        false,
      ],
      [
        'a search for it',
        { name: 'grep', exe: '/usr/bin/grep', cmdline: ['grep', '-r', 'rootkit', '/'] },
        false,
      ],
      ['an inline script', { name: 'sh', exe: '/bin/sh', cmdline: ['sh', '-c', 'grep malware x'] }, false],
      [
        'data of a script',
        { name: 'python3', exe: '/usr/bin/python3', cmdline: ['python3', 'a.py', 'malware'] },
        false,
      ],
      ['a folder', { exe: '/opt/malware-lab/bin/worker' }, false],
      [
        'a scanner',
        { name: 'chkrootkit', exe: '/usr/bin/dash', cmdline: ['sh', '/usr/sbin/chkrootkit'] },
        false,
      ],
      ['a zombie', { name: 'xmrig', state: 'Z' }, false],
    ])('%s', async (_, process, suspicious) => {
      const { look } = watching();
      const told = await look({ processes: [INIT, processOf(10, process)] });
      expect(kinds(told)).toEqual(suspicious ? ['process.suspicious'] : []);
    });

    it('knows names once', () => expect(namesOf(processOf(1))).toEqual(['worker']));
  });

  it('tells high CPU after two looks in a row', async () => {
    const { look } = watching();
    const busy = { processes: [INIT, processOf(10, { cpuPercent: 95.123 })] };
    const calm = { processes: [INIT, processOf(10, { cpuPercent: 5 })] };
    const told = [];
    for (const scene of [busy, calm, busy, busy, busy]) told.push(kinds(await look(scene)));
    expect(told).toEqual([[], [], [], ['process.cpu_high'], []]);
  });

  it('does without sockets', async () => {
    const { look, partial } = watching({ cpuLooks: 1 });
    const told = await look({ processes: [INIT, processOf(10, { cpuPercent: 95 })] }, false);
    expect(kinds(told)).toEqual(['process.cpu_high']);
    expect(told[0]?.attributes['connections']).toBeNull();
    expect(partial.map(({ code }) => code)).toEqual(['permission_denied']);
  });

  it('tells a burst of one parent, over looks within the window', async () => {
    const { look } = watching();
    const parent = processOf(10, { name: 'forker' });
    const children = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, i) => processOf(from + i, { parentPid: 10 }));
    await look({ processes: [INIT, parent] });
    const first = await look({ processes: [INIT, parent, ...children(100, 115)] });
    expect(kinds(first).filter((kind) => kind === 'process.spawn_burst')).toEqual([]);
    const second = await look({ processes: [INIT, parent, ...children(100, 125)] });
    const burst = second.find(({ kind }) => kind === 'process.spawn_burst');
    expect(burst?.attributes).toMatchObject({ pid: 10, name: 'forker', spawned: 25, window_seconds: 10 });
  });

  it('tells a burst of the host, but none of init', async () => {
    const { look } = watching({ maxEvents: 1 });
    await look({ processes: [INIT] });
    const many = Array.from({ length: 101 }, (_, i) => processOf(100 + i));
    const told = await look({ processes: [INIT, ...many] });
    expect(told.map(({ kind, attributes }) => [kind, attributes['pid'] ?? null])).toEqual([
      ['process.spawn_burst', null],
      ['process.events_dropped', null],
    ]);
    expect(told[1]?.attributes['dropped']).toEqual({ 'process.started': 101 });
  });

  it('tells the top processes once a minute', async () => {
    const { look } = watching({ top: 2 });
    const processes = [
      processOf(10, { cpuPercent: 50, rssBytes: 1 }),
      processOf(11, { cpuPercent: 0, rssBytes: 9e9 }),
      processOf(12, { cpuPercent: 9, rssBytes: 8e9 }),
    ];
    const told = [];
    for (let i = 0; i < 13; i += 1) told.push(await look({ processes }));
    expect(told.map(({ length }) => length)).toEqual([3, ...Array<number>(11).fill(0), 3]);
    expect(told[0]?.map(({ attributes: a }) => [a['pid'], a['cpu_rank'], a['memory_rank']])).toEqual([
      [10, 1, null],
      [12, 2, 2],
      [11, null, 1],
    ]);
    expect(told[0]?.every(({ kind, severity }) => kind === 'process.top' && severity === 'debug')).toBe(true);
  });

  it('forgets processes that have ended', async () => {
    const { look, state } = watching();
    for (let i = 0; i < 50; i += 1) await look({ processes: [INIT, processOf(1000 + i, { name: 'xmrig' })] });
    expect(state.history.told.size).toBeLessThanOrEqual(6);
    expect(state.history.starts.length).toBeLessThanOrEqual(2);
    expect(kinds(await look({ processes: [INIT] }))).toEqual(['process.terminated']);
    expect([...(state.history.known?.keys() ?? [])]).toEqual(['1:10']);
  });

  it.each([
    [{ suspiciousNames: ['('] }, 'suspiciousNames'],
    [{ cpuPercent: 0 }, 'cpuPercent'],
    [{ spawnWindow: 'soon' }, 'spawnWindow'],
  ])('refuses %j', (config, key) => {
    const result = watcher.config.safeParse(config);
    expect(result.error?.issues[0]?.path[0]).toBe(key);
  });
});
