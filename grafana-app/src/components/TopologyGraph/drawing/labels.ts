import type { Size } from '../../useSize';
import type { Point } from '../viewport';

export interface Candidate {
  readonly text: string;
  /** Where the middle of the upper edge of the label goes, in pixels. */
  readonly at: Point;
  readonly width: number;
  /** Shown whatever it covers: what is focused or pointed at. */
  readonly pinned: boolean;
}

const HEIGHT = 14;
/** Text is the dearest thing to draw. */
const MAX_LABELS = 160;

/** As many labels as have room without covering each other; earlier ones come first. */
export function placeLabels(candidates: readonly Candidate[], { width, height }: Size): readonly Candidate[] {
  const taken = new Map<string, Candidate[]>();
  const placed: Candidate[] = [];
  for (const candidate of candidates) {
    if (placed.length >= MAX_LABELS) {
      break;
    }
    const { at } = candidate;
    const outside =
      at.x + candidate.width / 2 < 0 || at.x - candidate.width / 2 > width || at.y + HEIGHT < 0 || at.y > height;
    const cells = cellsOf(candidate);
    const covers = cells.some((cell) => taken.get(cell)?.some((other) => overlap(candidate, other)));
    if (outside || (covers && !candidate.pinned)) {
      continue;
    }
    placed.push(candidate);
    for (const cell of cells) {
      taken.set(cell, [...(taken.get(cell) ?? []), candidate]);
    }
  }
  return placed;
}

const overlap = (a: Candidate, b: Candidate): boolean =>
  Math.abs(a.at.x - b.at.x) < (a.width + b.width) / 2 + 4 && Math.abs(a.at.y - b.at.y) < HEIGHT;

const CELL = { width: 96, height: 28 } as const;

function cellsOf({ at, width }: Candidate): string[] {
  const cells: string[] = [];
  const [left, right] = [at.x - width / 2 - 4, at.x + width / 2 + 4].map((x) => Math.floor(x / CELL.width));
  const [top, bottom] = [at.y - HEIGHT, at.y + HEIGHT].map((y) => Math.floor(y / CELL.height));
  for (let x = left ?? 0; x <= (right ?? 0); x += 1) {
    for (let y = top ?? 0; y <= (bottom ?? 0); y += 1) {
      cells.push(`${x},${y}`);
    }
  }
  return cells;
}
