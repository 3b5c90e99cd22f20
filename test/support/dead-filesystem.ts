/** File systems of a server that never answers, as a dead NFS server leaves them: FUSE whose other end says nothing. */
import { spawnSync } from 'node:child_process';
import { accessSync, closeSync, constants, mkdirSync, openSync } from 'node:fs';

/** Mounting needs root, and a machine with FUSE. */
export function canMount(): boolean {
  if (process.getuid?.() !== 0) return false;
  try {
    accessSync('/dev/fuse', constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

export interface DeadFilesystem {
  /** Lets all who wait for it go on, with an error. */
  unmount(): void;
}

/** `device` as `server:/export`. */
export function mountDead(device: string, mountpoint: string): DeadFilesystem {
  mkdirSync(mountpoint, { recursive: true });
  const otherEnd = openSync('/dev/fuse', constants.O_RDWR);
  const options = 'fd=3,rootmode=40000,user_id=0,group_id=0';
  run(['mount', '-i', '-t', 'fuse.dead', '-o', options, device, mountpoint], otherEnd);
  return {
    unmount() {
      run(['umount', '--lazy', mountpoint]);
      closeSync(otherEnd);
    },
  };
}

/** A file system that is asked like one of the network, and answers. */
export function mountAlive(mountpoint: string): DeadFilesystem {
  mkdirSync(mountpoint, { recursive: true });
  run(['mount', '-t', 'binfmt_misc', 'alive:/export', mountpoint]);
  return { unmount: () => run(['umount', '--lazy', mountpoint]) };
}

function run([command = '', ...args]: readonly string[], descriptor?: number): void {
  const stdio = ['ignore', 'ignore', 'pipe', ...(descriptor === undefined ? [] : [descriptor])] as const;
  const { status, stderr } = spawnSync(command, args, { stdio: [...stdio], encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${String(status)}: ${stderr}`);
}
