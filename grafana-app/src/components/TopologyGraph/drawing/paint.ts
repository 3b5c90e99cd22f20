import type { Size } from '../../useSize';
import type { Coloring, GraphEdge, GraphNode } from '../graph';
import type { Positions } from '../layout/plan';
import { toScreen, type View } from '../viewport';
import { placeLabels, type Candidate } from './labels';
import type { Palette } from './palette';
import { RADIUS, type Sprites } from './sprites';

export interface Picture {
  /** What gets its label first comes first. */
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly positions: Positions;
  readonly coloring: Coloring;
  readonly palette: Palette;
  readonly sprites: Sprites;
  /** Null: all; else the others are dimmed. */
  readonly highlighted: ReadonlySet<string> | null;
  readonly focus: string | null;
  readonly hovered: string | null;
  readonly view: View;
  readonly size: Size;
  readonly pixelRatio: number;
}

/** However far away, a node is this wide, in CSS pixels. */
const MIN_RADIUS = 3;
const DIMMED = 0.16;
/** From this zoom on all nodes may have labels; before, only those that need attention. */
const LABELS_FROM = 0.55;
const LABEL_MAX = 28;
const LABEL_SIZE = 12;
const PLATE = 0.72;

const isHighlighted = ({ highlighted }: Picture, id: string): boolean => highlighted === null || highlighted.has(id);

export const radiusAt = (zoom: number): number => Math.max(MIN_RADIUS, RADIUS * zoom);

export function paint(context: CanvasRenderingContext2D, picture: Picture): void {
  const { size, pixelRatio } = picture;
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  paintEdges(context, picture);
  paintNodes(context, picture);
  paintLabels(context, picture);
}

function paintEdges(context: CanvasRenderingContext2D, picture: Picture): void {
  const { edges, palette, focus, hovered } = picture;
  const plain = new Path2D();
  const dimmed = new Path2D();
  const strong = new Path2D();
  for (const { source, target } of edges) {
    const lit = isHighlighted(picture, source) && isHighlighted(picture, target);
    const ends = [source, target];
    const near = [focus, hovered].some((id) => id !== null && ends.includes(id));
    addLine(lit && near ? strong : lit ? plain : dimmed, picture, source, target);
  }
  stroke(context, dimmed, palette.edge, 1, DIMMED * 2);
  stroke(context, plain, palette.edge, 1, 1);
  stroke(context, strong, palette.edgeStrong, 1.6, 1);
}

function stroke(context: CanvasRenderingContext2D, path: Path2D, color: string, width: number, alpha: number): void {
  context.globalAlpha = alpha;
  context.strokeStyle = color;
  context.lineWidth = width;
  context.stroke(path);
  context.globalAlpha = 1;
}

function addLine(path: Path2D, { positions, view, size }: Picture, source: string, target: string): void {
  const from = positions.get(source);
  const to = positions.get(target);
  if (from === undefined || to === undefined) {
    return;
  }
  const a = toScreen(view, from);
  const b = toScreen(view, to);
  const outside =
    Math.max(a.x, b.x) < 0 ||
    Math.min(a.x, b.x) > size.width ||
    Math.max(a.y, b.y) < 0 ||
    Math.min(a.y, b.y) > size.height;
  if (!outside) {
    path.moveTo(a.x, a.y);
    path.lineTo(b.x, b.y);
  }
}

function paintNodes(context: CanvasRenderingContext2D, picture: Picture): void {
  const { nodes, positions, view, size, sprites, coloring, pixelRatio } = picture;
  const radius = radiusAt(view.zoom);
  const extent = radius * sprites.extent;
  // The last one painted is on top: what needs attention.
  for (let index = nodes.length - 1; index >= 0; index -= 1) {
    const node = nodes[index];
    const position = node === undefined ? undefined : positions.get(node.id);
    if (node === undefined || position === undefined) {
      continue;
    }
    const { x, y } = toScreen(view, position);
    if (x < -extent || x > size.width + extent || y < -extent || y > size.height + extent) {
      continue;
    }
    context.globalAlpha = isHighlighted(picture, node.id) ? 1 : DIMMED;
    const image = sprites.of(node, coloring, radius * pixelRatio);
    context.drawImage(image, x - extent, y - extent, 2 * extent, 2 * extent);
    paintRing(context, picture, node.id, x, y, radius);
  }
  context.globalAlpha = 1;
}

function paintRing(
  context: CanvasRenderingContext2D,
  { focus, hovered, palette }: Picture,
  id: string,
  x: number,
  y: number,
  radius: number
): void {
  if (id !== focus && id !== hovered) {
    return;
  }
  context.globalAlpha = 1;
  context.strokeStyle = palette.selected;
  context.lineWidth = id === focus ? 3 : 1.5;
  context.beginPath();
  context.arc(x, y, radius * 1.5 + 2, 0, 2 * Math.PI);
  context.stroke();
}

function paintLabels(context: CanvasRenderingContext2D, picture: Picture): void {
  const { palette, size } = picture;
  context.font = `${LABEL_SIZE}px ${palette.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'top';
  const labels = placeLabels(candidates(context, picture), size);
  // A plate behind the text: an outline around the letters reads as well, and takes several times as long.
  context.fillStyle = palette.background;
  context.globalAlpha = PLATE;
  for (const { at, width } of labels) {
    context.fillRect(at.x - width / 2 - 2, at.y - 1, width + 4, LABEL_SIZE + 2);
  }
  context.globalAlpha = 1;
  context.fillStyle = palette.label;
  for (const { text, at } of labels) {
    context.fillText(text, at.x, at.y);
  }
}

function candidates(context: CanvasRenderingContext2D, picture: Picture): Candidate[] {
  const { nodes, positions, view, focus, hovered, highlighted, coloring, size, sprites } = picture;
  const below = radiusAt(view.zoom) + 4;
  const found: Candidate[] = [];
  for (const node of nodes) {
    const pinned = node.id === focus || node.id === hovered;
    const wanted = pinned || (isHighlighted(picture, node.id) && (highlighted !== null || isNamed(node)));
    const position = wanted ? positions.get(node.id) : undefined;
    if (position === undefined) {
      continue;
    }
    const { x, y } = toScreen(view, position);
    if (x < 0 || x > size.width || y < -below || y > size.height) {
      continue;
    }
    const text = labelOf(node);
    const candidate = { text, at: { x, y: y + below }, width: sprites.widthOf(context, text), pinned };
    if (pinned) {
      found.unshift(candidate);
    } else {
      found.push(candidate);
    }
  }
  return found;

  function isNamed(node: GraphNode): boolean {
    return view.zoom >= LABELS_FROM || needsAttention(node, coloring);
  }
}

const needsAttention = (node: GraphNode, coloring: Coloring): boolean =>
  coloring === 'health'
    ? node.health === 'critical' || node.health === 'warning'
    : node.level !== 'BENIGN' && node.score !== null;

const labelOf = ({ name }: GraphNode): string => (name.length > LABEL_MAX ? `${name.slice(0, LABEL_MAX - 1)}…` : name);
