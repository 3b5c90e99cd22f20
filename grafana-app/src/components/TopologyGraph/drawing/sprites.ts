import type { Coloring, GraphNode } from '../graph';
import { colorOf, type Palette } from './palette';
import { CROSS, SHAPES } from './shapes';

/** Half the width of a node in units of the graph. */
export const RADIUS = 12;
/** Around a node there is room for its outline and its badge. */
const MARGIN = 1.9;
/** Radii in device pixels that nodes are prepared in; in between, the next larger one is scaled down. */
const SIZES = [4, 6, 8, 12, 16, 24, 36, 54, 80];

/** Names come and go with processes: twice as many as a graph may have nodes. */
const MAX_WIDTHS = 4000;

export interface Sprites {
  /** A square image of the node; its half width is `extent` times the node's radius. */
  of(node: GraphNode, coloring: Coloring, radius: number): HTMLCanvasElement;
  readonly extent: number;
  /** In pixels; the context has the font of labels. */
  widthOf(context: CanvasRenderingContext2D, text: string): number;
}

/**
 * Images of nodes, drawn once for each look and size: there are at most a few hundred.
 * Colour is never the only sign: badges are round or triangular, what is stale is hollow, what is gone is crossed out.
 */
export function createSprites(palette: Palette): Sprites {
  const images = new Map<string, HTMLCanvasElement>();
  const widths = new Map<string, number>();
  return {
    extent: MARGIN,
    widthOf: (context, text) => {
      const width = widths.get(text) ?? context.measureText(text).width;
      if (widths.size < MAX_WIDTHS) {
        widths.set(text, width);
      }
      return width;
    },
    of: (node, coloring, radius) => {
      const size = SIZES.find((each) => each >= radius) ?? SIZES[SIZES.length - 1] ?? radius;
      const color = colorOf(node, coloring, palette);
      const look = coloring === 'health' ? node.health : `${node.level}${node.score === null}${node.status}`;
      const key = `${node.kind} ${look} ${color} ${size}`;
      const known = images.get(key);
      if (known !== undefined) {
        return known;
      }
      const image = drawn(node, coloring, color, palette, size);
      images.set(key, image);
      return image;
    },
  };
}

function drawn(node: GraphNode, coloring: Coloring, color: string, palette: Palette, size: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = Math.ceil(2 * MARGIN * size);
  const context = canvas.getContext('2d');
  if (context === null) {
    return canvas;
  }
  context.translate(canvas.width / 2, canvas.height / 2);
  context.scale(size, size);
  const hollow = node.status !== 'active';
  const shape = new Path2D(SHAPES[node.kind]);
  // Edges end in the middle of a node: they must not show through its holes.
  context.fillStyle = palette.background;
  context.beginPath();
  context.arc(0, 0, 0.7, 0, 2 * Math.PI);
  context.fill();
  context.fillStyle = hollow ? palette.background : color;
  context.strokeStyle = hollow ? color : palette.background;
  context.lineWidth = 0.18;
  if (hollow) {
    context.setLineDash(node.status === 'stale' ? [0.35, 0.25] : []);
  }
  context.fill(shape, 'evenodd');
  context.stroke(shape);
  if (node.status === 'gone') {
    context.stroke(new Path2D(CROSS));
  }
  if (needsBadge(node, coloring)) {
    drawBadge(context, isGrave(node, coloring), color, palette.background);
  }
  return canvas;
}

const isGrave = (node: GraphNode, coloring: Coloring): boolean =>
  coloring === 'health' ? node.health === 'critical' : node.level === 'CRITICAL' || node.level === 'HIGH';

const needsBadge = (node: GraphNode, coloring: Coloring): boolean =>
  isGrave(node, coloring) || (coloring === 'health' ? node.health === 'warning' : node.level === 'MEDIUM');

/** A round badge for what is grave, a triangle for what may become so; both with an exclamation mark. */
function drawBadge(context: CanvasRenderingContext2D, grave: boolean, color: string, background: string): void {
  context.save();
  context.translate(0.95, -0.95);
  const outline = new Path2D(grave ? 'M0-.75a.75.75 0 1 0 .001 0z' : 'M0-.85.85.65h-1.7z');
  context.setLineDash([]);
  context.fillStyle = background;
  context.strokeStyle = color;
  context.fill(outline);
  context.stroke(outline);
  context.fillStyle = color;
  context.fill(new Path2D('M-.11-.45h.22l-.04.6h-.14zM-.1.27h.2v.2h-.2z'));
  context.restore();
}
