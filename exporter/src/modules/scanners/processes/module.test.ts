import { describe, expect, it } from 'vitest';
import type { ModuleError } from '../../../contract/module.ts';
import { AssetDraft } from '../../../model/asset.ts';
import type { ProcessInfo } from '../../../model/process.ts';
import scanner from './module.ts';

const MIB = 1024 * 1024;

function processOf(pid: number, more: Partial<ProcessInfo> = {}): ProcessInfo {
  return {
    pid,
    parentPid: 1,
    name: 'worker',
    exe: '/usr/bin/worker',
    cmdline: ['worker', '--password', 'hunter2'],
    uid: 1000,
    username: 'bob',
    state: 'S',
    createTime: 1000.126,
    startTicks: 5000 + pid,
    userSeconds: 1,
    systemSeconds: 1,
    cpuPercent: 0,
    memoryPercent: 0,
    rssBytes: 0,
    vmsBytes: 1,
    threads: 1,
    openFiles: 1,
    minorFaults: 0,
    majorFaults: 0,
    ...more,
  };
}

function scanning(config: object = {}, host = 'box') {
  const options = scanner.config.parse(config);
  const state = scanner.init?.(options);
  if (!state) throw new Error('no state');
  const partial: ModuleError[] = [];
  const scan = (processes: ProcessInfo[], counts: { skipped?: number; vanished?: number } = {}) =>
    scanner.scan(
      {
        processes: { snapshot: () => Promise.resolve({ timeMs: 0, processes, skipped: 0, ...counts }) },
        signal: new AbortController().signal,
        now: () => 0,
        timeLeft: () => 10_000,
        host: { asset: 'host-1', name: host },
        state,
        partial: (reason) => partial.push(reason),
      },
      options,
    );
  return { scan, partial };
}

const pids = (assets: readonly AssetDraft[]) => assets.map(({ attributes }) => attributes['pid']);

describe('the processes scanner', () => {
  it('describes a process as an asset of its host', async () => {
    const { scan } = scanning();
    const busy = processOf(7, { cpuPercent: 12.345, memoryPercent: 1.26, rssBytes: 150 * MIB });
    const { assets, complete } = await scan([busy]);
    expect(complete).toBe(true);
    expect(assets).toEqual([
      {
        id: 'process-box-7-5007',
        kind: 'process',
        name: 'worker',
        labels: { user: 'bob' },
        attributes: {
          pid: 7,
          parentPid: 1,
          name: 'worker',
          exe: '/usr/bin/worker',
          user: 'bob',
          cmdline: 'worker --password ***',
          createTime: 1000.13,
          stats: { status: 'sleeping', cpuPercent: 12.3, memoryPercent: 1.3, memoryBytes: 150 * MIB },
        },
        relations: [{ type: 'runs-on', target: 'host-1' }],
      },
    ]);
    expect(assets.map((asset) => AssetDraft.parse(asset))).toEqual(assets);
  });

  it.each<[string, Partial<ProcessInfo>, object, boolean]>([
    ['much CPU', { cpuPercent: 1 }, {}, true],
    ['much memory', { rssBytes: 100 * MIB }, {}, true],
    ['little of both', { cpuPercent: 0.9, rssBytes: 99 * MIB }, {}, false],
    ['much CPU of root', { cpuPercent: 50, uid: 0 }, {}, true],
    ['much CPU of root when left out', { cpuPercent: 50, uid: 0 }, { excludeSystem: true }, false],
    ['anything when thresholds are 0', {}, { minCpuPercent: 0, minMemoryMb: 0 }, true],
    [
      'a kernel thread',
      { parentPid: 2, vmsBytes: 0, uid: 0, cpuPercent: 9 },
      { excludeSystem: false },
      false,
    ],
  ])('%s', async (_, process, config, reported) => {
    const { assets } = await scanning(config).scan([processOf(7, process)]);
    expect(pids(assets)).toEqual(reported ? [7] : []);
  });

  it('keeps a process that has become calm until it ends', async () => {
    const { scan } = scanning();
    expect(pids((await scan([processOf(7, { cpuPercent: 5 }), processOf(8)])).assets)).toEqual([7]);
    expect(pids((await scan([processOf(7), processOf(8)])).assets)).toEqual([7]);
    expect(pids((await scan([processOf(7, { startTicks: 1 }), processOf(8)])).assets)).toEqual([]);
  });

  it('reports the largest, and says that it is not all', async () => {
    const { scan, partial } = scanning({ maxProcesses: 2 });
    const { assets, complete } = await scan([
      processOf(1, { cpuPercent: 2 }),
      processOf(2, { cpuPercent: 9 }),
      processOf(3, { rssBytes: 200 * MIB, memoryPercent: 30 }),
    ]);
    expect(pids(assets)).toEqual([3, 2]);
    expect(complete).toBe(false);
    expect(partial.map(({ code }) => code)).toEqual(['limit_exceeded']);
  });

  it.each([
    [{ skipped: 2, vanished: 2 }, true],
    [{ skipped: 2, vanished: 1 }, false],
    [{ skipped: 1 }, false],
  ])('with %j is complete: %s', async (counts, complete) => {
    expect((await scanning().scan([], counts)).complete).toBe(complete);
  });

  it('makes ids and names that an inventory takes', async () => {
    const { scan } = scanning({}, 'ünï host/'.repeat(50));
    const { assets } = await scan([processOf(7, { cpuPercent: 5, name: '' })]);
    expect(AssetDraft.safeParse(assets[0]).success).toBe(true);
    expect(assets[0]?.name).toBe('pid 7');
  });
});
