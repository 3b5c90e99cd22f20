import { AnyOriginWorker } from './AnyOriginWorker';
import type { LayoutReply, LayoutRequest } from './plan';

/** Where a worker cannot start, the thread that draws arranges in slices this long, and draws in between. */
const SLICE_MS = 8;

/** Calls back with positions on the way and, last, with the final ones; not after it was aborted. */
export function runLayout(request: LayoutRequest, signal: AbortSignal, onReply: (reply: LayoutReply) => void): void {
  let worker: Worker;
  try {
    worker = new AnyOriginWorker(
      new URL(/* webpackChunkName: "topology-layout" */ './layout.worker.ts', import.meta.url)
    );
  } catch {
    // A content security policy without workers: it is slower here, but the picture is the same.
    void arrangeInSlices(request, signal, onReply);
    return;
  }
  const stop = () => worker.terminate();
  signal.addEventListener('abort', stop, { once: true });
  worker.addEventListener('message', ({ data }: MessageEvent<LayoutReply>) => {
    if (data.done) {
      stop();
    }
    onReply(data);
  });
  worker.addEventListener(
    'error',
    (event) => {
      event.preventDefault();
      stop();
      if (!signal.aborted) {
        void arrangeInSlices(request, signal, onReply);
      }
    },
    { once: true }
  );
  worker.postMessage(request);
}

async function arrangeInSlices(
  request: LayoutRequest,
  signal: AbortSignal,
  onReply: (reply: LayoutReply) => void
): Promise<void> {
  const { arrange } = await import('./arrange');
  const steps = arrange(request);
  const slice = () => {
    const until = performance.now() + SLICE_MS;
    while (!signal.aborted) {
      const step = steps.next();
      if (step.done === true) {
        onReply({ positions: step.value, done: true });
        return;
      }
      if (performance.now() >= until) {
        onReply({ positions: step.value, done: false });
        setTimeout(slice);
        return;
      }
    }
  };
  slice();
}
