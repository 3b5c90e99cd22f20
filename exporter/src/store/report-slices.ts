import type { AssetDraft } from '../model/asset.ts';
import { yieldToLoop } from './slices.ts';

/** Plain assets handled in one transaction: some 5 ms where 10,000 are known. */
const ASSETS = 25;
/** What takes as long to write as a plain asset, when it is new. */
const LABELS = 10;
const RELATIONS = 50;

/** The assets in slices that take about as long to write, giving way to the event loop between them. */
export async function* reportSlices(drafts: readonly AssetDraft[]): AsyncGenerator<readonly AssetDraft[]> {
  let slice: AssetDraft[] = [];
  let cost = 0;
  for (const draft of drafts) {
    const own = costOf(draft);
    if (slice.length > 0 && cost + own > ASSETS) {
      yield slice;
      await yieldToLoop();
      [slice, cost] = [[], 0];
    }
    slice.push(draft);
    cost += own;
  }
  if (slice.length > 0) yield slice;
}

function costOf({ labels, relations }: AssetDraft): number {
  return 1 + Math.floor(Object.keys(labels).length / LABELS) + Math.floor(relations.length / RELATIONS);
}
