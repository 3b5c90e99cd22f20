import type { Filesystems, FilesystemStats } from '../../../contract/ports.ts';

/** A question to a dead server holds one of the process' four I/O threads until the server answers. */
const MAX_ASKED = 2;
/** What node_exporter shows as `device_error`. */
export const TIMED_OUT = new Error('mountpoint timeout');

type Answer = FilesystemStats | Error;

interface Patience {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Asks file systems that may never answer. One that did not is not asked again until it has. */
export class RemoteFilesystems {
  /** Mount points that were asked and have not answered. */
  readonly #asked = new Set<string>();

  /** Calls `tell` once for each mount point, in the order of the answers; never rejects. */
  async stat(
    filesystems: Filesystems,
    mountpoints: readonly string[],
    patience: Patience,
    tell: (mountpoint: string, answer: Answer) => void,
  ): Promise<void> {
    const waiting = mountpoints.filter((mountpoint) => !this.#asked.has(mountpoint));
    for (const mountpoint of mountpoints) if (this.#asked.has(mountpoint)) tell(mountpoint, TIMED_OUT);
    const askWhileThereIsRoom = async (): Promise<void> => {
      while (this.#asked.size < MAX_ASKED && !patience.signal.aborted) {
        const next = waiting.shift();
        if (next === undefined) return;
        tell(next, await this.#ask(filesystems, next, patience));
      }
    };
    await Promise.all(Array.from({ length: MAX_ASKED }, askWhileThereIsRoom));
    for (const mountpoint of waiting) tell(mountpoint, TIMED_OUT);
  }

  #ask(filesystems: Filesystems, mountpoint: string, patience: Patience): Promise<Answer> {
    this.#asked.add(mountpoint);
    const answer = filesystems.stat(mountpoint).catch(toError);
    void answer.then(() => this.#asked.delete(mountpoint));
    return Promise.race([answer, timeout(patience, answer)]);
  }
}

const toError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** TIMED_OUT after the time or when aborted; the timer goes when the answer comes. */
function timeout({ timeoutMs, signal }: Patience, answer: Promise<unknown>): Promise<Error> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve(TIMED_OUT);
    };
    const timer = setTimeout(done, timeoutMs);
    signal.addEventListener('abort', done);
    void answer.then(done);
  });
}
