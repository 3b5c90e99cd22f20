/** Work for so long, then let others run: a fifth of the 20 ms that nothing may block the event loop. */
const SLICE_MS = 4;

export interface TimeSlice {
  /** True when it is time to `await next()`. */
  over(): boolean;
  /** Resolves in a later turn of the event loop, with a new slice begun. */
  next(): Promise<void>;
}

export function timeSlice(): TimeSlice {
  let until = performance.now() + SLICE_MS;
  return {
    over: () => performance.now() >= until,
    next: () =>
      new Promise((resolve) =>
        setImmediate(() => {
          until = performance.now() + SLICE_MS;
          resolve();
        }),
      ),
  };
}
