import type { AssetGraph } from '../../store/store.ts';

/** Assets that are followed from a focus: all processes of a busy host, found in some 10 ms. */
const MAX_REACHED = 10_000;

export interface Reach {
  /** Relations from the focus, by asset, known or not. */
  readonly distances: ReadonlyMap<string, number>;
  /** Whether there is more than was followed. */
  readonly bounded: boolean;
}

/** Breadth first, along relations of either direction. */
export async function reach(graph: AssetGraph, focus: string, depth: number): Promise<Reach> {
  const distances = new Map([[focus, 0]]);
  let frontier: readonly string[] = [focus];
  for (let distance = 1; distance <= depth && frontier.length > 0; distance += 1) {
    const found = await graph.neighbours(frontier, MAX_REACHED + 1);
    const fresh = found.filter((id) => !distances.has(id));
    for (const id of fresh) {
      if (distances.size >= MAX_REACHED) return { distances, bounded: true };
      distances.set(id, distance);
    }
    frontier = fresh;
  }
  return { distances, bounded: false };
}
