/** Arranges a graph away from the thread that draws. */
import { arrange } from './arrange';
import type { LayoutReply, LayoutRequest } from './plan';

/** How often the picture on the way is shown. */
const SHOW_MS = 120;

self.addEventListener('message', ({ data }: MessageEvent<LayoutRequest>) => {
  const steps = arrange(data);
  let shown = performance.now();
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) {
      send({ positions: step.value, done: true });
      return;
    }
    if (performance.now() - shown >= SHOW_MS) {
      send({ positions: step.value, done: false });
      shown = performance.now();
    }
  }
});

function send(reply: LayoutReply): void {
  self.postMessage(reply, { transfer: [reply.positions.buffer] });
}
