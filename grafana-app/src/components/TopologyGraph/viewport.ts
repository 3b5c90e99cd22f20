import type { Size } from '../useSize';

/** Where the eye is: a point of the graph at the left upper corner of the canvas, and pixels per unit of the graph. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export const ZOOM = { min: 0.05, max: 4 } as const;
/** A graph of two nodes is not blown up to fill the screen. */
const FIT_ZOOM_MAX = 1.25;
const FIT_MARGIN = 40;

export const toScreen = ({ x, y, zoom }: View, point: Point): Point => ({
  x: (point.x - x) * zoom,
  y: (point.y - y) * zoom,
});

export const toGraph = ({ x, y, zoom }: View, point: Point): Point => ({
  x: point.x / zoom + x,
  y: point.y / zoom + y,
});

export const pan = (view: View, dx: number, dy: number): View => ({
  ...view,
  x: view.x - dx / view.zoom,
  y: view.y - dy / view.zoom,
});

/** What is under the point on the screen stays under it. */
export function zoomAt(view: View, point: Point, factor: number): View {
  const zoom = Math.min(ZOOM.max, Math.max(ZOOM.min, view.zoom * factor));
  const fixed = toGraph(view, point);
  return { x: fixed.x - point.x / zoom, y: fixed.y - point.y / zoom, zoom };
}

export function centred({ x, y }: Point, { width, height }: Size, zoom: number): View {
  return { x: x - width / 2 / zoom, y: y - height / 2 / zoom, zoom };
}

/** Shows all points. */
export function fit(points: Iterable<Point>, size: Size, zoomMax = FIT_ZOOM_MAX): View {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  if (left > right) {
    return centred({ x: 0, y: 0 }, size, 1);
  }
  const zoom = Math.min(
    (size.width - 2 * FIT_MARGIN) / Math.max(1, right - left),
    (size.height - 2 * FIT_MARGIN) / Math.max(1, bottom - top),
    zoomMax
  );
  const bounded = Math.min(ZOOM.max, Math.max(ZOOM.min, zoom));
  return centred({ x: (left + right) / 2, y: (top + bottom) / 2 }, size, bounded);
}

/** Between two views, `part` from 0 to 1; zoom goes by factors, as it is felt. */
export function between(from: View, to: View, size: Size, part: number): View {
  const eased = part * (2 - part);
  const middle = (view: View) => toGraph(view, { x: size.width / 2, y: size.height / 2 });
  const a = middle(from);
  const b = middle(to);
  const zoom = from.zoom * Math.pow(to.zoom / from.zoom, eased);
  return centred({ x: a.x + (b.x - a.x) * eased, y: a.y + (b.y - a.y) * eased }, size, zoom);
}
