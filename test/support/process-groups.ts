/** A machine in memory whose processes a test of process groups makes up. */
import processGroups from '../../exporter/src/modules/collectors/process-groups/module.ts';
import type {
  FileTree,
  ProcessFolder,
  ProcessFolders,
  SocketTable,
} from '../../exporter/src/contract/ports.ts';
import { ModuleError } from '../../exporter/src/model/errors.ts';
import type { SocketSnapshot } from '../../exporter/src/model/socket.ts';
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
  /** What schedstat says; without it the kernel does not count. */
  ran?: number;
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
  files[`${dir}/comm`] = `${comm}\n`;
  files[`${dir}/io`] = `rchar: 1\nread_bytes: ${fake.read ?? 0}\nwrite_bytes: ${fake.written ?? 0}\n`;
  files[`${dir}/wchan`] = fake.wchan ?? '0';
  if (fake.ran !== undefined) files[`${dir}/schedstat`] = `${fake.ran} 7 3\n`;
  files[`${dir}/statm`] = '10 2 1 1 0 1 0\n';
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

/** As the kernel has them, on a tree that lives in memory. Descriptors are kept by start time, as by the kernel. */
export function processFolders(tree: FileTree, keeps = true): ProcessFolders {
  return { process: (pid) => processFolder(tree, pid, keeps) };
}

function processFolder(tree: FileTree, path: string, keeps: boolean): ProcessFolder {
  let denied = false;
  const refused = new Set<string>();
  const kept = new Set<string>();
  let started: string | null = null;
  const attempt = <T>(file: string, read: (path: string) => T): T | null => {
    if (refused.has(file)) return null;
    try {
      return read(`${path}/${file}`);
    } catch (error) {
      if (!(error instanceof ModuleError)) throw error;
      if (error.code === 'permission_denied') denied = true;
      else if (error.code !== 'unsupported') throw error;
      refused.add(file);
      return null;
    }
  };
  const start = () => / 0 (\d+) 40960 2 1$/.exec(tree.readOnce(`${path}/stat`).toString())?.[1] ?? '';
  /** A descriptor belongs to the process for which it was opened. */
  const sameProcess = (file: string) => {
    if (!keeps || !kept.has(file)) return true;
    return attempt('stat', start) === started;
  };
  const read = (file: string) => attempt(file, (full) => tree.readOnce(full));
  return {
    get denied() {
      return denied;
    },
    read(file) {
      if (!sameProcess(file)) return null;
      const bytes = read(file);
      if (bytes !== null && !kept.has(file)) {
        kept.add(file);
        started = attempt('stat', start);
      }
      return bytes;
    },
    readOnce: read,
    readAside: (file) => Promise.resolve(read(file)),
    keeps: (file) => keeps && kept.has(file),
    countOpenFiles: () => attempt('fd', (full) => tree.list(full).length),
    threads: () => attempt('task', (full) => tree.list(full)),
    thread: (id) => processFolder(tree, `${path}/task/${id}`, keeps),
    close: () => kept.clear(),
  };
}

export interface Setting {
  readonly change?: (tree: FileTree) => FileTree;
  readonly keeps?: boolean;
  readonly passwd?: string;
  readonly connections?: Readonly<Record<number, number>>;
}

export function machine(
  config: object = {},
  { change = (tree) => tree, keeps, passwd, connections }: Setting = {},
) {
  const files: Files = { uptime: '1000.00 1.00\n', stat: 'cpu 1\nbtime 5000\n' };
  const procfs = change(fileTree(files));
  const sockets: Pick<SocketTable, 'snapshot'> = {
    snapshot() {
      if (!connections) return Promise.reject(new ModuleError('bug', 'not asked for'));
      const connectionsByPid = new Map(
        Object.entries(connections).map(([pid, count]) => [Number(pid), count]),
      );
      return Promise.resolve({ connectionsByPid } as Partial<SocketSnapshot> as SocketSnapshot);
    },
  };
  const ports = {
    procfs,
    rootfs: fileTree(passwd === undefined ? {} : { 'etc/passwd': passwd }),
    processFolders: processFolders(procfs, keeps),
    sockets: sockets as SocketTable,
  };
  const run = collectorOf(processGroups, ports, { connections: connections !== undefined, ...config });
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

/** Groups that have processes, with their number. */
export function filled(values: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(groups(values)).filter(([, processes]) => processes > 0));
}

/** All groups, with the number of their processes. */
export function groups(values: Readonly<Record<string, number>>): Record<string, number> {
  const pairs = Object.entries(values).flatMap(([key, value]) => {
    const name = /^num_procs\{groupname="(.*)"\}$/.exec(key)?.[1];
    return name === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(pairs);
}
