import { useEffect, type RefObject } from 'react';
import type { Scene } from './scene';
import { pan, zoomAt, type Point } from './viewport';

interface Handlers {
  readonly scene: RefObject<Scene | null>;
  /** Whether a turn of the wheel zooms by itself, or only with Ctrl, so that a page can be scrolled over the graph. */
  readonly wheelZooms: boolean;
  readonly onHover: (id: string | null) => void;
  readonly onPick: (id: string | null) => void;
}

/** A hand trembles: less than this many pixels is a click. */
const DRAG_FROM = 5;
const ZOOM_PER_PIXEL = 0.0016;
/** Firefox tells a wheel in lines. */
const LINE_PIXELS = 16;
const MAX_WHEEL = 240;

/** Mouse, pen and fingers: drag to pan, wheel or two fingers to zoom, click or tap to pick. */
export function usePointer(canvas: HTMLCanvasElement | null, { scene, wheelZooms, onHover, onPick }: Handlers): void {
  useEffect(() => {
    if (canvas === null) {
      return undefined;
    }
    const down = new Map<number, Point>();
    let dragged = false;
    let start: Point = { x: 0, y: 0 };

    const at = (event: MouseEvent): Point => {
      const { left, top } = canvas.getBoundingClientRect();
      return { x: event.clientX - left, y: event.clientY - top };
    };

    const onDown = (event: PointerEvent) => {
      if (event.button !== 0) {
        return;
      }
      canvas.setPointerCapture(event.pointerId);
      dragged = down.size > 0;
      start = at(event);
      down.set(event.pointerId, start);
    };

    const onMove = (event: PointerEvent) => {
      const point = at(event);
      const before = down.get(event.pointerId);
      const shown = scene.current;
      if (shown === null) {
        return;
      }
      if (before === undefined) {
        const id = shown.idAt(point);
        canvas.style.cursor = id === null ? 'grab' : 'pointer';
        onHover(id);
        return;
      }
      dragged ||= distance(point, start) >= DRAG_FROM;
      if (!dragged) {
        return;
      }
      canvas.style.cursor = 'grabbing';
      const other = [...down].find(([pointer]) => pointer !== event.pointerId)?.[1];
      if (other === undefined) {
        shown.move(pan(shown.view(), point.x - before.x, point.y - before.y));
      } else {
        const factor = distance(point, other) / Math.max(1, distance(before, other));
        const moved = pan(shown.view(), (point.x - before.x) / 2, (point.y - before.y) / 2);
        shown.move(zoomAt(moved, middle(point, other), factor));
      }
      down.set(event.pointerId, point);
    };

    const onUp = (event: PointerEvent) => {
      const wasDown = down.delete(event.pointerId);
      if (wasDown && !dragged && event.type === 'pointerup') {
        onPick(scene.current?.idAt(at(event)) ?? null);
      }
      canvas.style.cursor = 'grab';
    };

    const onLeave = () => onHover(null);

    const onWheel = (event: WheelEvent) => {
      const shown = scene.current;
      if (shown === null || !(wheelZooms || event.ctrlKey || event.metaKey)) {
        return;
      }
      event.preventDefault();
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * LINE_PIXELS : event.deltaY;
      const bounded = Math.max(-MAX_WHEEL, Math.min(MAX_WHEEL, pixels));
      shown.move(zoomAt(shown.view(), at(event), Math.exp(-bounded * ZOOM_PER_PIXEL)));
    };

    const controller = new AbortController();
    const { signal } = controller;
    canvas.addEventListener('pointerdown', onDown, { signal });
    canvas.addEventListener('pointermove', onMove, { signal });
    canvas.addEventListener('pointerup', onUp, { signal });
    canvas.addEventListener('pointercancel', onUp, { signal });
    canvas.addEventListener('pointerleave', onLeave, { signal });
    // Not passive: the page must not scroll as well.
    canvas.addEventListener('wheel', onWheel, { signal, passive: false });
    return () => controller.abort();
  }, [canvas, scene, wheelZooms, onHover, onPick]);
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
