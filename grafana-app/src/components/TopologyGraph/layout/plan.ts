/** What the layout is asked and answers: flat arrays, which pass to a worker without being copied. */
import type { Graph } from '../graph';

export interface LayoutRequest {
  readonly count: number;
  /** Pairs of indices of nodes. */
  readonly edges: Uint32Array;
  /** x and y of each node from before; NaN where there is none. Null: arrange afresh. */
  readonly before: Float64Array | null;
}

export interface LayoutReply {
  /** x and y of each node. */
  readonly positions: Float64Array;
  readonly done: boolean;
}

export interface Plan {
  /** Sorted, so that the same graph gives the same picture in whatever order it came. */
  readonly ids: readonly string[];
  readonly request: LayoutRequest;
  /** The same for graphs with the same nodes and edges. */
  readonly signature: string;
}

export type Positions = ReadonlyMap<string, { readonly x: number; readonly y: number }>;

export function planLayout({ nodes, edges }: Graph, before: Positions | null): Plan {
  const ids = nodes.map(({ id }) => id).sort();
  const indices = new Map(ids.map((id, index) => [id, index]));
  const pairs = new Map<string, readonly [number, number]>();
  for (const { source, target } of edges) {
    const a = indices.get(source);
    const b = indices.get(target);
    if (a !== undefined && b !== undefined && a !== b) {
      const pair = [Math.min(a, b), Math.max(a, b)] as const;
      pairs.set(pair.join('-'), pair);
    }
  }
  const sorted = [...pairs.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return {
    ids,
    request: {
      count: ids.length,
      edges: Uint32Array.from(sorted.flat()),
      before: before === null ? null : flat(ids, before),
    },
    signature: `${ids.join('\n')}\n\n${sorted.join('\n')}`,
  };
}

export function positionsOf(ids: readonly string[], flatPositions: Float64Array): Positions {
  return new Map(
    ids.map((id, index) => [id, { x: flatPositions[2 * index] ?? 0, y: flatPositions[2 * index + 1] ?? 0 }])
  );
}

function flat(ids: readonly string[], positions: Positions): Float64Array {
  const values = new Float64Array(2 * ids.length);
  ids.forEach((id, index) => {
    const known = positions.get(id);
    values[2 * index] = known?.x ?? NaN;
    values[2 * index + 1] = known?.y ?? NaN;
  });
  return values;
}
