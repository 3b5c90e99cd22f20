import { statfs } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';

/** What statfs(2) tells, under libuv's names. */
export interface StatsFs {
  readonly bsize: number;
  readonly blocks: number;
  readonly bfree: number;
  readonly bavail: number;
  readonly files: number;
  readonly ffree: number;
}

/** What a question is asked from; busy from the question until the answer. */
export interface StatThread {
  readonly ended: boolean;
  ask(path: string): Promise<StatsFs>;
  end(): void;
}

/** One of the four threads that all I/O of the process shares. */
export const sharedThread: StatThread = {
  ended: false,
  ask: (path) => statfs(path),
  end: () => undefined,
};

const ASK = `
  const { parentPort } = require('node:worker_threads');
  const { statfsSync } = require('node:fs');
  parentPort.on('message', (path) => {
    try {
      const { bsize, blocks, bfree, bavail, files, ffree } = statfsSync(path);
      parentPort.postMessage({ stats: { bsize, blocks, bfree, bavail, files, ffree } });
    } catch ({ code, message }) {
      parentPort.postMessage({ code, message });
    }
  });`;

type Answer = { readonly stats: StatsFs } | { readonly code: string; readonly message: string };

/** A thread of its own: 9 MB, so only for when the shared ones wait for file systems that do not answer. */
export function ownThread(): StatThread {
  const worker = new Worker(ASK, {
    eval: true,
    resourceLimits: { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 8, stackSizeMb: 1 },
  });
  worker.unref();
  let ended = false;
  let answered: (answer: Answer | Error) => void = () => undefined;
  worker.on('message', (answer: Answer) => answered(answer));
  worker.on('error', (error) => {
    ended = true;
    answered(error);
  });
  return {
    get ended() {
      return ended;
    },
    ask: (path) =>
      new Promise((resolve, reject) => {
        answered = (answer) => {
          if ('stats' in answer) resolve(answer.stats);
          else reject(answer instanceof Error ? answer : Object.assign(new Error(answer.message), answer));
        };
        worker.postMessage(path);
      }),
    end: () => void worker.terminate(),
  };
}
