/** A machine in memory whose processes a test of process groups makes up. */
import processGroups from '../../exporter/src/modules/collectors/process-groups/module.ts';
import type { FileTree, ProcessTable } from '../../exporter/src/contract/ports.ts';
import { ModuleError } from '../../exporter/src/model/errors.ts';
import { collectorOf } from './collect.ts';
import { fileTree } from './file-tree.ts';

export type Files = Record<string, string>;

export interface Fake {
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

export const ALL = { cmdline: ['.+'] };

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

export function addProcess(files: Files, pid: number, fake: Fake = {}): void {
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

export function removeProcess(files: Files, pid: number): void {
  for (const path of Object.keys(files)) if (path.startsWith(`${pid}/`)) Reflect.deleteProperty(files, path);
}

const noProcesses: ProcessTable = { snapshot: () => Promise.reject(new ModuleError('bug', 'not asked for')) };

export function machine(
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
export function groups(values: Readonly<Record<string, number>>): Record<string, number> {
  const pairs = Object.entries(values).flatMap(([key, value]) => {
    const name = /^num_procs\{groupname="(.*)"\}$/.exec(key)?.[1];
    return name === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(pairs);
}
