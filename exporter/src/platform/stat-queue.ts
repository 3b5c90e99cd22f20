import type { StatsFs, StatThread } from './stat-thread.ts';

/** Half of the threads that all I/O of the process shares. */
const MAX_SHARED = 2;
/** Dead file systems in all; each holds a thread until it answers, and one of our own takes 9 MB. */
const MAX_THREADS = 8;
/** A server that is dead needs no third witness; one that is well may have a dead export. */
const MAX_THREADS_OF_SERVER = 2;
/** Whoever has not answered by then is not waited for before the next one is asked. */
const SLOW_MS = 100;

interface Question {
  readonly path: string;
  readonly server: string;
  readonly resolve: (stats: StatsFs) => void;
  readonly reject: (error: unknown) => void;
}

interface Asked {
  readonly server: string;
  slow: boolean;
}

export interface Threads {
  readonly shared: StatThread;
  readonly own: () => StatThread;
  /** Told when the first thread hangs, and when none does any more. */
  readonly hang: (some: boolean) => void;
}

/**
 * Asks statfs(2) of file systems that may never answer. Healthy ones are asked two at a time by the shared threads;
 * one that does not answer keeps its thread, and the others go on with the next, up to MAX_THREADS.
 * The same path is not asked again before it has answered: whoever asks again gets the same answer.
 */
export class StatQueue {
  readonly #threads: Threads;
  readonly #pending = new Map<string, Promise<StatsFs>>();
  readonly #waiting: Question[] = [];
  readonly #asked = new Set<Asked>();
  readonly #idle: StatThread[] = [];
  /** Shared threads in use. */
  #shared = 0;
  /** Questions that are slow. */
  #hanging = 0;

  constructor(threads: Threads) {
    this.#threads = threads;
  }

  /** File systems of one server share its fate. */
  ask(path: string, server: string): Promise<StatsFs> {
    const pending = this.#pending.get(path);
    if (pending) return pending;
    const answer = new Promise<StatsFs>((resolve, reject) =>
      this.#waiting.push({ path, server, resolve, reject }),
    );
    this.#pending.set(path, answer);
    this.#proceed();
    return answer;
  }

  #proceed(): void {
    for (;;) {
      const next = this.#next();
      if (next === -1) return;
      const [question] = this.#waiting.splice(next, 1);
      if (question) void this.#askOne(question);
    }
  }

  /** The place in the queue of the one to be asked now; -1 for none. */
  #next(): number {
    const open = this.#asked.size;
    if (open >= MAX_THREADS || (open >= MAX_SHARED && open > this.#hanging)) return -1;
    const ofServer = new Map<string, number>();
    for (const { server } of this.#asked) ofServer.set(server, (ofServer.get(server) ?? 0) + 1);
    const unheard = this.#waiting.findIndex(({ server }) => !ofServer.has(server));
    if (unheard !== -1) return unheard;
    return this.#waiting.findIndex(({ server }) => (ofServer.get(server) ?? 0) < MAX_THREADS_OF_SERVER);
  }

  async #askOne({ path, server, resolve, reject }: Question): Promise<void> {
    const asked: Asked = { server, slow: false };
    this.#asked.add(asked);
    const timer = setTimeout(() => this.#setSlow(asked, true), SLOW_MS).unref();
    const thread = this.#take();
    try {
      resolve(await thread.ask(path));
    } catch (error) {
      reject(error);
    }
    clearTimeout(timer);
    this.#asked.delete(asked);
    this.#pending.delete(path);
    this.#giveBack(thread);
    this.#setSlow(asked, false);
  }

  #setSlow(asked: Asked, slow: boolean): void {
    if (asked.slow !== slow) {
      asked.slow = slow;
      this.#hanging += slow ? 1 : -1;
      if (this.#hanging === (slow ? 1 : 0)) this.#threads.hang(slow);
    }
    this.#proceed();
  }

  #take(): StatThread {
    if (this.#shared >= MAX_SHARED) return this.#idle.pop() ?? this.#threads.own();
    this.#shared += 1;
    return this.#threads.shared;
  }

  /** Threads of our own end when the shared ones are free again. */
  #giveBack(thread: StatThread): void {
    if (thread === this.#threads.shared) this.#shared -= 1;
    else if (!thread.ended) this.#idle.push(thread);
    if (this.#shared < MAX_SHARED) for (const idle of this.#idle.splice(0)) idle.end();
  }
}
