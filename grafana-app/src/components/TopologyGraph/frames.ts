import type { RelationType } from '../../api/types';
import { ASSET_KINDS, ASSET_STATUSES, RELATION_TYPES, THREAT_LEVELS } from '../../api/values';
import {
  HEALTHS,
  type Graph,
  type GraphEdge,
  type GraphNode,
  type Health,
  type Kind,
  type Level,
  type Status,
} from './graph';

/** Of @grafana/data's DataFrame, what is read of it. */
interface Frame {
  readonly fields: ReadonlyArray<{ readonly name: string; readonly values: ArrayLike<unknown> }>;
  readonly length: number;
}

/** Beyond these a picture says nothing, and layout takes too long: the API's own limit, and eight edges a node. */
const MAX_NODES = 2000;
const MAX_EDGES = 16_000;

export interface FramesGraph {
  readonly graph: Graph;
  readonly truncated: boolean;
}

/**
 * The graph in frames with the fields of Grafana's node graph: edges have `source` and `target`, nodes an `id`.
 * Null when no frame has nodes.
 */
export function framesToGraph(frames: readonly Frame[]): FramesGraph | null {
  const edgeFrames = frames.filter((frame) => has(frame, 'source') && has(frame, 'target'));
  const nodeFrames = frames.filter((frame) => !edgeFrames.includes(frame) && has(frame, 'id'));
  if (nodeFrames.length === 0) {
    return null;
  }
  const nodes = new Map<string, GraphNode>();
  for (const node of nodeFrames.flatMap(nodesOf)) {
    nodes.set(node.id, node);
  }
  const shown = [...nodes.values()].slice(0, MAX_NODES);
  const ids = new Set(shown.map(({ id }) => id));
  const edges = edgeFrames.flatMap(edgesOf).filter(({ source, target }) => ids.has(source) && ids.has(target));
  return {
    graph: { nodes: shown, edges: edges.slice(0, MAX_EDGES) },
    truncated: shown.length < nodes.size || edges.length > MAX_EDGES,
  };
}

function nodesOf(frame: Frame): GraphNode[] {
  const read = reader(frame);
  return rows(frame).flatMap((row) => {
    const id = text(read('id', row));
    if (id === '') {
      return [];
    }
    const score = read('score', row);
    const status = oneOf<Status>(ASSET_STATUSES, read('status', row), 'active');
    return [
      {
        id,
        name: text(read('title', row)) || text(read('name', row)) || id,
        kind: oneOf<Kind>(ASSET_KINDS, read('kind', row), 'other'),
        status,
        tenant: text(read('tenant', row)),
        health: oneOf<Health>(HEALTHS, read('health', row), status === 'active' ? 'ok' : status),
        score: typeof score === 'number' && Number.isFinite(score) ? score : null,
        level: oneOf<Level>(THREAT_LEVELS, read('level', row), 'BENIGN'),
        incident: null,
      },
    ];
  });
}

function edgesOf(frame: Frame): GraphEdge[] {
  const read = reader(frame);
  return rows(frame).map((row) => ({
    source: text(read('source', row)),
    target: text(read('target', row)),
    type: oneOf<RelationType>(RELATION_TYPES, read('type', row) ?? read('mainstat', row), 'connects-to'),
  }));
}

/** Grafana's node graph matches names of fields in any case. */
const has = (frame: Frame, name: string): boolean => frame.fields.some((field) => field.name.toLowerCase() === name);

function reader(frame: Frame): (name: string, row: number) => unknown {
  const byName = new Map(frame.fields.map((field) => [field.name.toLowerCase(), field.values]));
  return (name, row) => byName.get(name)?.[row];
}

const rows = (frame: Frame): number[] => Array.from({ length: frame.length }, (_, row) => row);

const text = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

function oneOf<T extends string>(values: readonly T[], value: unknown, otherwise: T): T {
  return values.find((each) => each === value) ?? otherwise;
}
