import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import type { Filesystems, FilesystemStats } from '../contract/ports.ts';
import { type ErrorCode, messageOf, ModuleError } from '../model/errors.ts';
import { StatQueue } from './stat-queue.ts';
import { ownThread, sharedThread, type StatsFs } from './stat-thread.ts';

/** File systems below `root`, asked by statfs(2). */
export function filesystems(root: string): Filesystems {
  const queue = new StatQueue({ shared: sharedThread, own: ownThread, hang });
  return {
    root: root.length > 1 ? root.replace(/\/+$/, '') : root,
    statSync: (mountpoint) => {
      try {
        return toStats(statfsSync(join(root, mountpoint)));
      } catch (error) {
        throw toStatError(error);
      }
    },
    stat: async (mountpoint, server = mountpoint) => {
      try {
        return toStats(await queue.ask(join(root, mountpoint), server));
      } catch (error) {
        throw toStatError(error);
      }
    },
  };
}

/** The end of a process waits for all its threads; out of statfs(2) on a dead server only a signal gets one. */
function hang(some: boolean): void {
  if (some) process.on('exit', killItself);
  else process.off('exit', killItself);
}

function killItself(): void {
  process.kill(process.pid, 'SIGKILL');
}

function toStats({ bsize, blocks, bfree, bavail, files, ffree }: StatsFs): FilesystemStats {
  return { blockSize: bsize, blocks, blocksFree: bfree, blocksAvailable: bavail, files, filesFree: ffree };
}
/** Texts of strerror(3) for what statfs(2) reports; libuv's differ. */
const ERRORS: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  EACCES: ['permission_denied', 'permission denied'],
  EPERM: ['permission_denied', 'operation not permitted'],
  ENOENT: ['unsupported', 'no such file or directory'],
  ENOTDIR: ['unsupported', 'not a directory'],
  ENOSYS: ['unsupported', 'function not implemented'],
  ELOOP: ['unsupported', 'too many levels of symbolic links'],
  ENAMETOOLONG: ['unsupported', 'file name too long'],
  EIO: ['unreachable', 'input/output error'],
  ENOTCONN: ['unreachable', 'transport endpoint is not connected'],
  ECONNABORTED: ['unreachable', 'software caused connection abort'],
  ESTALE: ['unreachable', 'stale file handle'],
  EHOSTDOWN: ['unreachable', 'host is down'],
  EHOSTUNREACH: ['unreachable', 'no route to host'],
  ETIMEDOUT: ['timeout', 'connection timed out'],
};

function toStatError(error: unknown): ModuleError {
  const name = error instanceof Error && 'code' in error ? String(error.code) : '';
  const [code, text] = ERRORS[name] ?? (['unreachable', name || messageOf(error)] as const);
  return new ModuleError(code, text, { cause: error });
}
