/** One pass over /proc/<pid>/fd, in slices: which process holds which socket. */
import { closeSync, type Dir, openSync, opendirSync, readlinkSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { SocketOwner } from '../model/socket.ts';
import { parseCmdline } from '../protocols/procfs/pid-cmdline.ts';
import { socketInode } from '../protocols/procfs/socket-link.ts';
import { toModuleError } from './file-tree.ts';
import type { InodeSet } from './inode-set.ts';
import type { TimeSlice } from './time-slice.ts';

/** Open files looked at in one pass, some 4 µs each. */
const MAX_DESCRIPTORS = 1_000_000;
/** Processes looked at in one pass; the bound of the process table. */
const MAX_PROCESSES = 20_000;
/** Names fetched from a folder at once: well under a millisecond, where a folder of 20,000 takes 20 to 60. */
const NAMES_AT_ONCE = 256;
/** What is kept of a command line; Java has class paths of megabytes. */
const MAX_CMDLINE_BYTES = 4096;
/** The kernel cuts comm off here. */
const MAX_COMM = 15;
/** Name of the main thread of Node.js from version 22 on. */
const UNTELLING_COMM = /^(?:node-)?MainThread$/;
/** A program may call itself what it likes, at any length. */
const MAX_NAME = 128;
const INIT = 1;

export interface Owners {
  readonly pidByInode: ReadonlyMap<number, number>;
  readonly owners: ReadonlyMap<number, SocketOwner>;
  readonly connectionsByPid: ReadonlyMap<number, number>;
  /** False when a process may not be looked at, or there are more than the bound. */
  readonly complete: boolean;
}

interface Pass {
  readonly root: string;
  readonly listening: ReadonlySet<number>;
  readonly connections: InodeSet;
  readonly slice: TimeSlice;
  readonly pidByInode: Map<number, number>;
  readonly connectionsByPid: Map<number, number>;
  descriptors: number;
  complete: boolean;
}

/** @throws ModuleError when the processes cannot be listed at all. */
export async function readOwners(
  root: string,
  listening: ReadonlySet<number>,
  connections: InodeSet,
  slice: TimeSlice,
): Promise<Owners> {
  const pass: Pass = {
    root,
    listening,
    connections,
    slice,
    pidByInode: new Map(),
    connectionsByPid: new Map(),
    descriptors: 0,
    complete: true,
  };
  for (const pid of await listPids(pass)) await readProcess(pid, pass);
  const owners = new Map<number, SocketOwner>();
  for (const pid of pass.pidByInode.values()) {
    if (!owners.has(pid)) owners.set(pid, readOwner(root, pid));
    if (slice.over()) await slice.next();
  }
  const { pidByInode, connectionsByPid, complete } = pass;
  return { pidByInode, owners, connectionsByPid, complete };
}

/** Ascending: of the processes that share a socket the first is the one that forked the others, as a rule. */
async function listPids(pass: Pass): Promise<number[]> {
  const pids: number[] = [];
  await eachName(pass.root, pass.slice, (name) => {
    if (/^[1-9]\d{0,9}$/.test(name)) pids.push(Number(name));
    return true;
  });
  if (pids.length > MAX_PROCESSES) pass.complete = false;
  return pids.sort((a, b) => a - b).slice(0, MAX_PROCESSES);
}

async function readProcess(pid: number, pass: Pass): Promise<void> {
  const folder = join(pass.root, String(pid), 'fd');
  let connections = 0;
  try {
    await eachName(folder, pass.slice, (name) => {
      if ((pass.descriptors += 1) > MAX_DESCRIPTORS) {
        pass.complete = false;
        return false;
      }
      const inode = socketInode(linkTarget(`${folder}/${name}`));
      if (inode === 0) return true;
      if (pass.listening.has(inode)) setOwner(inode, pid, pass.pidByInode);
      else if (pass.connections.has(inode)) connections += 1;
      return true;
    });
  } catch (error) {
    // A process that has ended meanwhile is nothing to report.
    if (toModuleError(error, folder).code !== 'unsupported') pass.complete = false;
  }
  if (connections > 0) pass.connectionsByPid.set(pid, connections);
}

/** init holds the sockets of the services it starts on demand; once they run, they are the owners. */
function setOwner(inode: number, pid: number, pidByInode: Map<number, number>): void {
  const owner = pidByInode.get(inode);
  if (owner === undefined || owner === INIT) pidByInode.set(inode, pid);
}

/** Empty when the file was closed meanwhile. */
function linkTarget(path: string): string {
  try {
    return readlinkSync(path);
  } catch (error) {
    if (toModuleError(error, path).code === 'unsupported') return '';
    throw error;
  }
}

/** Calls `visit` with each name in a folder until it returns false. */
async function eachName(path: string, slice: TimeSlice, visit: (name: string) => boolean): Promise<void> {
  if (slice.over()) await slice.next();
  const folder: Dir = opendirSync(path, { bufferSize: NAMES_AT_ONCE });
  try {
    for (let entry = folder.readSync(); entry !== null; entry = folder.readSync()) {
      if (!visit(entry.name)) return;
      if (slice.over()) await slice.next();
    }
  } finally {
    folder.closeSync();
  }
}

function readOwner(root: string, pid: number): SocketOwner {
  const comm = readHead(join(root, String(pid), 'comm'))
    .toString('utf8')
    .trimEnd();
  const cmdline = parseCmdline(readHead(join(root, String(pid), 'cmdline')), MAX_CMDLINE_BYTES);
  return { pid, name: programName(comm, cmdline[0] ?? ''), cmdline };
}

function programName(comm: string, command: string): string {
  const base = command.slice(command.lastIndexOf('/') + 1);
  const isCutOff = Buffer.byteLength(comm) >= MAX_COMM && base.startsWith(comm);
  return ((isCutOff || UNTELLING_COMM.test(comm)) && base !== '' ? base : comm).slice(0, MAX_NAME);
}

/** The first bytes of a file; empty when it cannot be read. */
function readHead(path: string): Buffer {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch {
    return Buffer.alloc(0);
  }
  try {
    const head = Buffer.allocUnsafe(MAX_CMDLINE_BYTES);
    return head.subarray(0, readSync(descriptor, head, 0, head.length, 0));
  } catch {
    return Buffer.alloc(0);
  } finally {
    closeSync(descriptor);
  }
}
