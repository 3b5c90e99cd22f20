/** The graph that is drawn and listed: plain data, whether it came from the API or from a panel's data frames. */
import type { Asset, RelationType, ThreatScore } from '../../api/types';

export type Kind = Asset['kind'];

/** The gravest first. */
export const HEALTHS = ['critical', 'warning', 'stale', 'gone', 'ok'] as const;
export type Health = (typeof HEALTHS)[number];

export type Level = ThreatScore['level'];
export type Status = Asset['status'];

export type Coloring = 'health' | 'score';

export interface GraphNode {
  readonly id: string;
  readonly name: string;
  readonly kind: Kind;
  readonly status: Status;
  readonly tenant: string;
  readonly health: Health;
  /** Threat score from 0 to 100; null when there is none. */
  readonly score: number | null;
  readonly level: Level;
  readonly incident: { readonly id: string; readonly title: string } | null;
}

export interface GraphEdge {
  readonly source: string;
  readonly target: string;
  readonly type: RelationType;
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export interface Neighbour {
  readonly node: GraphNode;
  /** `out`: the node says this of itself; `in`: the neighbour says it. */
  readonly direction: 'in' | 'out';
  readonly type: RelationType;
}

export type Neighbourhood = ReadonlyMap<string, readonly Neighbour[]>;

export function neighbourhood({ nodes, edges }: Graph): Neighbourhood {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const found = new Map<string, Neighbour[]>(nodes.map(({ id }) => [id, []]));
  for (const { source, target, type } of edges) {
    const from = byId.get(source);
    const to = byId.get(target);
    if (from !== undefined && to !== undefined) {
      found.get(source)?.push({ node: to, direction: 'out', type });
      found.get(target)?.push({ node: from, direction: 'in', type });
    }
  }
  return found;
}

/** The node and all that are at most `depth` relations away, either way. */
export function within(neighbours: Neighbourhood, id: string, depth: number): ReadonlySet<string> {
  const reached = new Set(neighbours.has(id) ? [id] : []);
  let border = [...reached];
  for (let distance = 0; distance < depth && border.length > 0; distance += 1) {
    const next: string[] = [];
    for (const each of border) {
      for (const { node } of neighbours.get(each) ?? []) {
        if (!reached.has(node.id)) {
          reached.add(node.id);
          next.push(node.id);
        }
      }
    }
    border = next;
  }
  return reached;
}

/** Whose name or id contains the text, in any case; those whose name begins with it first. */
export function search(nodes: readonly GraphNode[], text: string): readonly GraphNode[] {
  const wanted = text.trim().toLocaleLowerCase();
  if (wanted === '') {
    return [];
  }
  const rank = ({ name, id }: GraphNode) => {
    const at = name.toLocaleLowerCase().indexOf(wanted);
    return at === 0 ? 0 : at > 0 ? 1 : id.toLocaleLowerCase().includes(wanted) ? 2 : 3;
  };
  return nodes
    .map((node) => ({ node, rank: rank(node) }))
    .filter((each) => each.rank < 3)
    .sort((a, b) => a.rank - b.rank || byName(a.node, b.node))
    .map(({ node }) => node);
}

/** What needs attention first, then by name: the order of lists. */
export function byUrgency(a: GraphNode, b: GraphNode): number {
  return HEALTHS.indexOf(a.health) - HEALTHS.indexOf(b.health) || (b.score ?? -1) - (a.score ?? -1) || byName(a, b);
}

const byName = (a: GraphNode, b: GraphNode): number => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1);
