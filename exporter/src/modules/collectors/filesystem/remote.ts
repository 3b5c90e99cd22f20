import type { Filesystems, FilesystemStats } from '../../../contract/ports.ts';
import type { Mount } from '../../../protocols/procfs/mountinfo.ts';

/** What node_exporter shows as `device_error`. */
export const TIMED_OUT = new Error('mountpoint timeout');

export type Answer = FilesystemStats | Error;

interface Patience {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface RemoteMount {
  readonly mountpoint: string;
  readonly server: string;
}

/** Asks file systems that may never answer. One that did not is waited for no more until it has. */
export class RemoteFilesystems {
  /** Mount points whose answer is still to come. */
  readonly #silent = new Set<string>();

  /** Calls `tell` once for each mount point, in the order of the answers; never rejects. */
  stat(
    filesystems: Filesystems,
    mounts: readonly RemoteMount[],
    { timeoutMs, signal }: Patience,
    tell: (mountpoint: string, answer: Answer) => void,
  ): Promise<void> {
    return new Promise((resolve) => {
      const awaited = new Set<string>();
      const giveUp = () => {
        for (const mountpoint of awaited) {
          this.#silent.add(mountpoint);
          tell(mountpoint, TIMED_OUT);
        }
        awaited.clear();
        done();
      };
      const timer = setTimeout(giveUp, timeoutMs);
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      signal.addEventListener('abort', giveUp);
      for (const { mountpoint, server } of mounts) {
        if (this.#silent.has(mountpoint)) {
          tell(mountpoint, TIMED_OUT);
          continue;
        }
        awaited.add(mountpoint);
        void filesystems
          .stat(mountpoint, server)
          .catch(toError)
          .then((answer) => {
            this.#silent.delete(mountpoint);
            if (awaited.delete(mountpoint)) tell(mountpoint, answer);
            if (awaited.size === 0) done();
          });
      }
      if (awaited.size === 0) done();
      else if (signal.aborted) giveUp();
    });
  }
}

const toError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** `nfs.example:/export`, `//smb.example/share`, `user@ssh.example:/home`: the server; else what was mounted. */
export function serverOf({ device, mountpoint }: Pick<Mount, 'device' | 'mountpoint'>): string {
  return /^(?:\/\/[^/]+(?=\/)|.+?(?=:\/))/.exec(device)?.[0] ?? mountpoint;
}
