import { useEffect, useRef, useState, type RefObject } from 'react';
import { useTheme2 } from '@grafana/ui';
import type { Size } from '../useSize';
import { paletteOf } from './drawing/palette';
import { createSprites } from './drawing/sprites';
import { byUrgency, type Coloring, type Graph } from './graph';
import type { Positions } from './layout/plan';
import { createScene, type Scene } from './scene';

interface Shown {
  readonly graph: Graph;
  readonly positions: Positions;
  readonly coloring: Coloring;
  readonly highlighted: ReadonlySet<string> | null;
  readonly focus: string | null;
  readonly hovered: string | null;
  readonly size: Size;
}

interface Stage {
  readonly scene: RefObject<Scene | null>;
  readonly canvas: HTMLCanvasElement | null;
  /** For the canvas element's `ref`. */
  readonly setCanvas: (canvas: HTMLCanvasElement | null) => void;
}

/** Keeps what is on the canvas in step with what React knows. */
export function useScene(shown: Shown): Stage {
  const { graph, positions, coloring, highlighted, focus, hovered, size } = shown;
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null);
  const scene = useRef<Scene | null>(null);
  const theme = useTheme2();

  useEffect(() => {
    if (canvas === null) {
      return undefined;
    }
    const palette = paletteOf(theme);
    const look = { palette, sprites: createSprites(palette), pixelRatio: window.devicePixelRatio };
    if (scene.current === null) {
      scene.current = createScene(canvas, { ...EMPTY, ...look });
    } else {
      scene.current.update(look);
    }
    return undefined;
  }, [canvas, theme]);

  useEffect(
    () => () => {
      scene.current?.dispose();
      scene.current = null;
    },
    [canvas]
  );

  useEffect(() => {
    scene.current?.update({ nodes: [...graph.nodes].sort(byUrgency), edges: graph.edges });
  }, [canvas, graph]);

  useEffect(() => {
    scene.current?.update({ coloring, highlighted, focus, hovered });
  }, [canvas, coloring, highlighted, focus, hovered]);

  useEffect(() => {
    scene.current?.update({ positions, size });
    scene.current?.follow();
  }, [canvas, positions, size]);

  return { scene, canvas, setCanvas };
}

const EMPTY = {
  nodes: [],
  edges: [],
  positions: new Map(),
  coloring: 'health',
  highlighted: null,
  focus: null,
  hovered: null,
  view: { x: 0, y: 0, zoom: 1 },
  size: { width: 0, height: 0 },
} as const;
