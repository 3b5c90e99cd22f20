import { z } from 'zod';
import { defineScanner, type HostIdentity, ModuleError } from '../../../contract/module.ts';
import type { AssetDraft } from '../../../model/asset.ts';
import type { ProcessInfo } from '../../../model/process.ts';
import { statusOf } from '../../../protocols/procfs/pid-stat.ts';
import { maskCommandLine } from '../../../protocols/secrets.ts';

const MEGABYTE = 1024 * 1024;
/** A pass this young shows the same processes. */
const MAX_AGE_MS = 5000;
/** Linux has no swappable memory of its own for these: children of kthreadd, which is pid 2. */
const KTHREADD = 2;

const config = z.object({
  minCpuPercent: z
    .number()
    .min(0)
    .max(100_000)
    .default(1)
    .describe('Share of one core in per cent from which a process is worth knowing, whatever its memory.'),
  minMemoryMb: z
    .number()
    .min(0)
    .default(100)
    .describe('Resident memory in MiB from which a process is worth knowing, whatever its CPU share.'),
  excludeSystem: z.boolean().default(false).describe('Leave out the processes of root.'),
  maxProcesses: z
    .number()
    .int()
    .min(1)
    .max(5000)
    .default(500)
    .describe(
      'Processes to report at most; those with the most CPU and memory come first. Bounds the inventory.',
    ),
});
type Config = z.output<typeof config>;

export default defineScanner({
  id: 'processes',
  summary:
    'Running processes that use a noteworthy share of CPU or memory; one that was found stays until it ends.',
  config,
  needs: ['processes'],
  interval: '60s',
  init: () => ({ found: new Set<string>() }),
  async scan({ processes, host, state, partial }, options) {
    const snapshot = await processes.snapshot(MAX_AGE_MS);
    const wanted = snapshot.processes
      .filter((process) => isCandidate(process, options))
      .filter((process) => isNoteworthy(process, options) || state.found.has(idOf(host, process)))
      .sort((a, b) => weight(b) - weight(a));
    const reported = wanted.slice(0, options.maxProcesses);
    state.found = new Set(reported.map((process) => idOf(host, process)));
    const left = wanted.length - reported.length;
    if (left > 0)
      partial(new ModuleError('limit_exceeded', `${left} processes beyond maxProcesses left out`));
    return {
      assets: reported.map((process) => assetOf(process, host)),
      complete: left === 0 && snapshot.skipped === (snapshot.vanished ?? 0),
    };
  },
});

function isCandidate(process: ProcessInfo, { excludeSystem }: Config): boolean {
  const isKernelThread = process.pid === KTHREADD || process.parentPid === KTHREADD;
  return !(isKernelThread && process.vmsBytes === 0) && !(excludeSystem && process.uid === 0);
}

function isNoteworthy(
  { cpuPercent, rssBytes }: ProcessInfo,
  { minCpuPercent, minMemoryMb }: Config,
): boolean {
  return cpuPercent >= minCpuPercent || rssBytes >= minMemoryMb * MEGABYTE;
}

function weight({ cpuPercent, memoryPercent }: ProcessInfo): number {
  return Math.max(cpuPercent, memoryPercent);
}

function idOf({ name }: HostIdentity, { pid, startTicks }: ProcessInfo): string {
  const host = name.replace(/[^A-Za-z0-9._-]/g, '-').slice(0, 120);
  return `process-${host}-${pid}-${startTicks}`;
}

function assetOf(process: ProcessInfo, host: HostIdentity): AssetDraft {
  return {
    id: idOf(host, process),
    kind: 'process',
    name: process.name === '' ? `pid ${process.pid}` : process.name,
    labels: { user: process.username },
    attributes: {
      pid: process.pid,
      parentPid: process.parentPid,
      name: process.name,
      exe: process.exe,
      user: process.username,
      cmdline: maskCommandLine(process.cmdline),
      createTime: Math.round(process.createTime * 100) / 100,
      // What changes all the time is no change of the asset.
      stats: {
        status: statusOf(process.state),
        cpuPercent: round(process.cpuPercent),
        memoryPercent: round(process.memoryPercent),
        memoryBytes: process.rssBytes,
      },
    },
    relations: [{ type: 'runs-on', target: host.asset }],
  };
}

function round(percent: number): number {
  return Math.round(percent * 10) / 10;
}
