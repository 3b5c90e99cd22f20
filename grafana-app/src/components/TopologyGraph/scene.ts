import { paint, radiusAt, type Picture } from './drawing/paint';
import { nodeAt } from './pick';
import { between, centred, fit, toGraph, toScreen, type Point, type View } from './viewport';

/** How near to a node a click or a finger must come, in pixels. */
const REACH = 8;
const GLIDE_MS = 260;
/** What is looked at is at least this large. */
const READABLE_ZOOM = 0.8;

/** What is on the canvas, outside of React: a pan draws a frame, and renders nothing. */
export interface Scene {
  /** Changes what is shown; drawn in the next frame. */
  update(part: Partial<Picture>): void;
  view(): View;
  /** By the user: from now on the view stays as it is when the graph changes. */
  move(view: View): void;
  /** Glides to where all of these, or the whole graph, are in sight. */
  show(ids?: Iterable<string>): void;
  /** Brings one node into the middle if it is not well in sight. */
  reveal(id: string): void;
  /** Follows a layout on its way, unless the user has taken over. */
  follow(): void;
  idAt(point: Point): string | null;
  dispose(): void;
}

export function createScene(canvas: HTMLCanvasElement, first: Picture): Scene {
  const context = canvas.getContext('2d');
  let picture = first;
  let frame = 0;
  let moved = false;
  let glide: { readonly from: View; readonly to: View; readonly began: number } | null = null;

  function schedule(): void {
    frame ||= requestAnimationFrame(draw);
  }

  function draw(now: number): void {
    frame = 0;
    if (glide !== null) {
      const part = Math.min(1, Math.max(0, (now - glide.began) / GLIDE_MS));
      picture = { ...picture, view: between(glide.from, glide.to, picture.size, part) };
      glide = part < 1 ? glide : null;
      if (glide !== null) {
        schedule();
      }
    }
    if (context !== null) {
      resize();
      paint(context, picture);
    }
  }

  function resize(): void {
    const width = Math.round(picture.size.width * picture.pixelRatio);
    const height = Math.round(picture.size.height * picture.pixelRatio);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
  }

  function glideTo(to: View): void {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      jumpTo(to);
      return;
    }
    glide = { from: picture.view, to, began: performance.now() };
    schedule();
  }

  function jumpTo(view: View): void {
    glide = null;
    picture = { ...picture, view };
    schedule();
  }

  function pointsOf(ids?: Iterable<string>): Point[] {
    if (ids === undefined) {
      return [...picture.positions.values()];
    }
    return [...ids].flatMap((id) => picture.positions.get(id) ?? []);
  }

  return {
    update: (part) => {
      picture = { ...picture, ...part };
      schedule();
    },
    view: () => picture.view,
    move: (view) => {
      moved = true;
      jumpTo(view);
    },
    show: (ids) => {
      moved = ids !== undefined;
      glideTo(fit(pointsOf(ids), picture.size));
    },
    reveal: (id) => {
      const position = picture.positions.get(id);
      if (position === undefined) {
        return;
      }
      const { x, y } = toScreen(picture.view, position);
      const { width, height } = picture.size;
      const inSight = x > width * 0.08 && x < width * 0.92 && y > height * 0.08 && y < height * 0.92;
      if (!inSight || picture.view.zoom < READABLE_ZOOM / 2) {
        moved = true;
        glideTo(centred(position, picture.size, Math.max(picture.view.zoom, READABLE_ZOOM)));
      }
    },
    follow: () => {
      if (!moved) {
        jumpTo(fit(pointsOf(), picture.size));
      }
    },
    idAt: (point) => {
      const { view, positions } = picture;
      return nodeAt(positions, toGraph(view, point), (radiusAt(view.zoom) + REACH) / view.zoom);
    },
    dispose: () => cancelAnimationFrame(frame),
  };
}
