import { ModuleError } from '../../../contract/module.ts';

/** Nothing, or a promise when it is time to let others run. */
export type Pace = () => Promise<void> | undefined;

/** A fifth of the 20 ms that nothing may block the event loop. */
const SLICE_MS = 4;

/** @throws ModuleError `timeout` through its promise once the signal is given: another pass may have begun. */
export function paced(signal: AbortSignal): Pace {
  let until = performance.now() + SLICE_MS;
  return () => {
    if (performance.now() < until) return undefined;
    return nextTurn(signal).then(() => {
      until = performance.now() + SLICE_MS;
    });
  };
}

async function nextTurn(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (signal.aborted) throw new ModuleError('timeout', 'the pass over all processes was stopped');
}
