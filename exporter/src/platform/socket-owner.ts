/** Who a process is, as far as the list of listening ports needs to know. */
import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { SocketOwner } from '../model/socket.ts';
import { parseCmdline } from '../protocols/procfs/pid-cmdline.ts';

/** What is kept of a command line; Java has class paths of megabytes. */
const MAX_CMDLINE_BYTES = 4096;
/** The kernel cuts comm off here. */
const MAX_COMM = 15;
/** Name of the main thread of Node.js from version 22 on. */
const UNTELLING_COMM = /^(?:node-)?MainThread$/;
/** A program may call itself what it likes, at any length. */
const MAX_NAME = 128;

export function readOwner(root: string, pid: number): SocketOwner {
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
