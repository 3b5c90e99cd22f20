import { IpmiError } from '../errors.ts';

/** The reason of a signal when it is one of ours, else that somebody did not want to wait longer. */
export function abortError(signal: AbortSignal, target: string): IpmiError {
  const reason: unknown = signal.reason;
  if (reason instanceof IpmiError) return reason;
  return new IpmiError('aborted', `${target}: given up by the caller`, { cause: reason });
}

interface Watched {
  readonly waiters: Set<() => void>;
  readonly listener: () => void;
}

/** Any number of waiters for one signal with one listener: Node warns of a leak from the eleventh on. */
export class AbortWatch {
  readonly #watched = new Map<AbortSignal, Watched>();

  /** @returns what ends the watch; it must be called. */
  watch(signal: AbortSignal, onAbort: () => void): () => void {
    const watched = this.#watched.get(signal) ?? this.#begin(signal);
    watched.waiters.add(onAbort);
    return () => {
      watched.waiters.delete(onAbort);
      if (watched.waiters.size === 0) this.#end(signal, watched);
    };
  }

  #begin(signal: AbortSignal): Watched {
    const waiters = new Set<() => void>();
    const listener = () => {
      for (const onAbort of [...waiters]) onAbort();
    };
    signal.addEventListener('abort', listener);
    const watched = { waiters, listener };
    this.#watched.set(signal, watched);
    return watched;
  }

  #end(signal: AbortSignal, watched: Watched): void {
    signal.removeEventListener('abort', watched.listener);
    if (this.#watched.get(signal) === watched) this.#watched.delete(signal);
  }
}
