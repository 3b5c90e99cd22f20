/** The part of the graph of assets that is worth showing: what needs attention, then what others stand on. */
import type { AssetKind, AssetStatus, RelationType } from '../../model/asset.ts';
import type { Priority } from '../../model/recommendation.ts';
import { levelOf, type ThreatLevel, type ThreatScore } from '../../model/score.ts';
import type { Attention } from '../../store/attention.ts';
import { yieldToLoop } from '../../store/slices.ts';
import type { AssetFilter, AssetGraph, GraphNode } from '../../store/store.ts';
import { type Pressing, readPressing } from './attention.ts';
import { healthOfNode, type NodeHealth } from './node-health.ts';
import { type Reach, reach } from './reach.ts';

export interface TopologyQuery extends AssetFilter {
  /** Only what is at most `depth` relations away from this asset, which the filter does not concern. */
  readonly focus?: string;
  readonly depth: number;
  readonly limit: number;
}

export interface TopologyNode extends GraphNode {
  readonly health: NodeHealth;
  readonly score: number | null;
  readonly level: ThreatLevel;
  readonly incident: { readonly id: string; readonly severity: Priority; readonly title: string } | null;
  /** Relations either way, also to assets that are not shown. */
  readonly degree: number;
  /** Relations away from the focus; null without one. */
  readonly distance: number | null;
}

export interface Topology {
  readonly nodes: readonly TopologyNode[];
  readonly edges: readonly {
    readonly source: string;
    readonly target: string;
    readonly type: RelationType;
  }[];
  /** How many assets there are to show. */
  readonly total: number;
  /** Whether nodes or edges are left out. */
  readonly truncated: boolean;
}

export interface TopologySources {
  readonly graph: AssetGraph;
  readonly attention: Attention;
  readonly scores: readonly ThreatScore[];
}

/** More lines than a screen can show; 1,000 assets have some thousands. */
const MAX_EDGES = 10_000;

/** What others stand on comes first: without it nothing else can be placed. */
const KINDS: readonly AssetKind[] = [
  'host',
  'network-device',
  'vm',
  'bmc',
  'storage',
  'container',
  'cloud-instance',
  'pod',
  'other',
  'service',
  'process',
];
const THERE: readonly AssetStatus[] = ['active', 'stale'];
const NOT_THERE: readonly AssetStatus[] = ['gone'];
const HEALTHS: readonly NodeHealth[] = ['critical', 'warning', 'ok', 'stale', 'gone'];

interface Choice {
  readonly nodes: readonly GraphNode[];
  readonly total: number;
  /** Whether there may be more than `total`. */
  readonly bounded: boolean;
  readonly distances: ReadonlyMap<string, number>;
}

export async function readTopology(sources: TopologySources, query: TopologyQuery): Promise<Topology> {
  const { graph, attention } = sources;
  const pressing = await readPressing(attention, sources.scores);
  const { nodes, total, bounded, distances } =
    query.focus === undefined
      ? await chooseFromAll(graph, pressing, query)
      : await chooseAround(graph, pressing, query.focus, query);
  const ids = nodes.map(({ id }) => id);
  const degrees = await graph.degrees(ids);
  const edges = await graph.edges(ids, MAX_EDGES + 1);
  const titles = await attention.titles(ids.flatMap((id) => pressing.incidents.get(id)?.id ?? []));
  return {
    nodes: nodes.map((node) => ({
      ...node,
      ...aboutNode(node, pressing, titles),
      degree: degrees.get(node.id) ?? 0,
      distance: distances.get(node.id) ?? null,
    })),
    edges: edges.slice(0, MAX_EDGES),
    total,
    truncated: bounded || total > nodes.length || edges.length > MAX_EDGES,
  };
}

function aboutNode({ id, status }: GraphNode, pressing: Pressing, titles: ReadonlyMap<string, string>) {
  const findings = pressing.findingsOf(id);
  const incident = pressing.incidents.get(id);
  const title = incident === undefined ? undefined : titles.get(incident.id);
  return {
    health: healthOfNode(status, findings),
    score: findings.score,
    level: levelOf(findings.score ?? 0),
    // One that was deleted between two looks has no title.
    incident:
      incident === undefined || title === undefined
        ? null
        : { id: incident.id, severity: incident.severity, title },
  };
}

async function chooseFromAll(
  graph: AssetGraph,
  pressing: Pressing,
  { limit, ...filter }: TopologyQuery,
): Promise<Choice> {
  const counts = await graph.count(filter);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const ofInterest = [...(await graph.among(pressing.assets, filter)).values()];
  const chosen = new Map<string, GraphNode>();
  const choose = (nodes: readonly GraphNode[]) => {
    for (const node of nodes) if (chosen.size < limit) chosen.set(node.id, node);
  };
  choose(sortByUrgency(ofInterest, pressing).filter((node) => isUnwell(node, pressing)));
  const places = [THERE, NOT_THERE].flatMap((statuses) =>
    KINDS.filter((kind) => counts.has(kind)).flatMap((kind) => statuses.map((status) => ({ kind, status }))),
  );
  for (const place of places) {
    if (chosen.size >= Math.min(limit, total)) break;
    await yieldToLoop();
    choose(await graph.ofKind(place, filter, limit));
  }
  return { nodes: [...chosen.values()], total, bounded: false, distances: new Map() };
}

async function chooseAround(
  graph: AssetGraph,
  pressing: Pressing,
  focus: string,
  { limit, depth, ...filter }: TopologyQuery,
): Promise<Choice> {
  const { distances, bounded }: Reach = await reach(graph, focus, depth);
  const passing = new Map([
    ...(await graph.among([focus], {})),
    ...(await graph.among([...distances.keys()], filter)),
  ]);
  const sorted = sortByUrgency(passing.values(), pressing, distances);
  return { nodes: sorted.slice(0, limit), total: passing.size, bounded, distances };
}

function isUnwell({ id, status }: GraphNode, pressing: Pressing): boolean {
  const health = healthOfNode(status, pressing.findingsOf(id));
  return health === 'critical' || health === 'warning';
}

/** The nearest first; among those the unwell, the highest score before others; then by kind. */
function sortByUrgency(
  nodes: Iterable<GraphNode>,
  pressing: Pressing,
  distances?: ReadonlyMap<string, number>,
): GraphNode[] {
  const ranked = Array.from(nodes, (node) => {
    const findings = pressing.findingsOf(node.id);
    const health = HEALTHS.indexOf(healthOfNode(node.status, findings));
    const place = (distances?.get(node.id) ?? 0) * HEALTHS.length + health;
    return { node, place, score: findings.score ?? 0, kind: KINDS.indexOf(node.kind) };
  });
  const sorted = ranked.sort(
    (a, b) => a.place - b.place || b.score - a.score || a.kind - b.kind || (a.node.id < b.node.id ? -1 : 1),
  );
  return sorted.map(({ node }) => node);
}
