import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from 'd3-force';
import type { LayoutRequest } from './plan';

/** Distances are in pixels at zoom 1, where a node is 24 wide. */
const LINK = 54;
const REPULSION = -130;
/** Beyond this, nodes leave each other alone: neighbouring clusters do not push the whole picture apart. */
const REPULSION_REACH = 420;
const ROOM = 18;
/** Pictures are wider than high, as screens are. */
const GRAVITY = { x: 0.045, y: 0.1 };
const TICKS = 220;
const ALPHA_MIN = 0.001;
/** Enough to make room for what is new, too little to move what is there. */
const WARM_ALPHA = 0.15;
const GRID = 40;
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

interface Body extends SimulationNodeDatum {
  readonly id: number;
  x: number;
  y: number;
}

/**
 * Positions after each step; the last ones are returned. Without randomness: d3-force has a generator with a fixed seed.
 * Nodes without relations are not simulated but stand in rows below the others.
 */
export function* arrange({ count, edges, before }: LayoutRequest): Generator<Float64Array, Float64Array> {
  const neighbours = neighboursOf(count, edges);
  const placed = startPositions(neighbours, before);
  const all = Array.from({ length: count }, (_, id) => id);
  const alone = all.filter((id) => neighbours[id]?.length === 0);
  const bodies = all
    .filter((id) => neighbours[id]?.length !== 0)
    .map((id): Body => ({ id, x: placed[2 * id] ?? 0, y: placed[2 * id + 1] ?? 0 }));
  const known = (id: number) => before !== null && !Number.isNaN(before[2 * id]);
  const kept = alone.filter(known);
  const fresh = alone.filter((id) => !known(id));
  const simulation = forceSimulation(bodies)
    .alphaDecay(1 - Math.pow(ALPHA_MIN, 1 / TICKS))
    .alpha(bodies.some(({ id }) => known(id)) ? WARM_ALPHA : 1)
    .force('link', forceLink<Body, SimulationLinkDatum<Body>>(linksOf(edges, bodies)).distance(LINK))
    .force('charge', forceManyBody<Body>().strength(REPULSION).distanceMax(REPULSION_REACH))
    .force('room', forceCollide<Body>(ROOM))
    .force('x', forceX<Body>(0).strength(GRAVITY.x))
    .force('y', forceY<Body>(0).strength(GRAVITY.y))
    .stop();
  while (bodies.length > 0 && simulation.alpha() >= ALPHA_MIN) {
    simulation.tick();
    write(bodies, placed);
    placeInRows(fresh, kept, bodies, placed);
    yield placed.slice();
  }
  placeInRows(fresh, kept, bodies, placed);
  return placed;
}

function write(bodies: readonly Body[], placed: Float64Array): void {
  for (const { id, x, y } of bodies) {
    placed[2 * id] = x;
    placed[2 * id + 1] = y;
  }
}

function neighboursOf(count: number, edges: Uint32Array): number[][] {
  const neighbours = Array.from({ length: count }, (): number[] => []);
  for (let at = 0; at + 1 < edges.length; at += 2) {
    const a = edges[at] ?? 0;
    const b = edges[at + 1] ?? 0;
    neighbours[a]?.push(b);
    neighbours[b]?.push(a);
  }
  return neighbours;
}

function linksOf(edges: Uint32Array, bodies: readonly Body[]): Array<SimulationLinkDatum<Body>> {
  const byId = new Map(bodies.map((body) => [body.id, body]));
  const links: Array<SimulationLinkDatum<Body>> = [];
  for (let at = 0; at + 1 < edges.length; at += 2) {
    const source = byId.get(edges[at] ?? -1);
    const target = byId.get(edges[at + 1] ?? -1);
    if (source !== undefined && target !== undefined) {
      links.push({ source, target });
    }
  }
  return links;
}

/** Where each was before; else around a neighbour that has its place; else on a spiral, in order. */
function startPositions(neighbours: readonly number[][], before: Float64Array | null): Float64Array {
  const count = neighbours.length;
  const placed = before === null ? new Float64Array(2 * count).fill(NaN) : before.slice();
  const byDegree = Array.from({ length: count }, (_, index) => index).sort(
    (a, b) => (neighbours[b]?.length ?? 0) - (neighbours[a]?.length ?? 0) || a - b
  );
  let spiral = 0;
  for (const root of byDegree) {
    if (neighbours[root]?.length === 0) {
      break;
    }
    if (Number.isNaN(placed[2 * root])) {
      const radius = 2.2 * LINK * Math.sqrt(spiral);
      placed[2 * root] = radius * Math.cos(spiral * GOLDEN_ANGLE);
      placed[2 * root + 1] = radius * Math.sin(spiral * GOLDEN_ANGLE);
      spiral += 1;
    }
    (neighbours[root] ?? []).forEach((neighbour, turn) => {
      if (Number.isNaN(placed[2 * neighbour])) {
        placed[2 * neighbour] = (placed[2 * root] ?? 0) + LINK * Math.cos(turn * GOLDEN_ANGLE);
        placed[2 * neighbour + 1] = (placed[2 * root + 1] ?? 0) + LINK * Math.sin(turn * GOLDEN_ANGLE);
      }
    });
  }
  return placed;
}

/** Those of before stay where they are; the others fill the free places of the rows. */
function placeInRows(
  fresh: readonly number[],
  kept: readonly number[],
  bodies: readonly Body[],
  placed: Float64Array
): void {
  if (fresh.length === 0) {
    return;
  }
  const count = fresh.length + kept.length;
  const box = boundsOf(bodies);
  const columns = Math.max(Math.ceil(Math.sqrt(count * 4)), Math.floor((box.right - box.left) / GRID));
  const anchor = kept[0];
  const left = anchor === undefined ? (box.left + box.right - (columns - 1) * GRID) / 2 : (placed[2 * anchor] ?? 0);
  const top = anchor === undefined ? box.bottom + 1.5 * GRID : (placed[2 * anchor + 1] ?? 0);
  const cell = (x: number, y: number) => `${Math.round((x - left) / GRID)},${Math.round((y - top) / GRID)}`;
  const taken = new Set(kept.map((id) => cell(placed[2 * id] ?? 0, placed[2 * id + 1] ?? 0)));
  let place = 0;
  for (const id of fresh) {
    let x = left;
    let y = top;
    do {
      x = left + (place % columns) * GRID;
      y = top + Math.floor(place / columns) * GRID;
      place += 1;
    } while (taken.has(cell(x, y)));
    placed[2 * id] = x;
    placed[2 * id + 1] = y;
  }
}

function boundsOf(bodies: readonly Body[]) {
  const box = { left: 0, right: 0, bottom: 0 };
  for (const { x, y } of bodies) {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}
