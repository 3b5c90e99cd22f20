import type { Positions } from './layout/plan';
import type { Point } from './viewport';

/** The node nearest to a point of the graph, if it is within `reach` of it. */
export function nodeAt(positions: Positions, point: Point, reach: number): string | null {
  let nearest: string | null = null;
  let best = reach * reach;
  for (const [id, { x, y }] of positions) {
    const distance = (x - point.x) ** 2 + (y - point.y) ** 2;
    if (distance <= best) {
      best = distance;
      nearest = id;
    }
  }
  return nearest;
}

export type Direction = 'left' | 'right' | 'up' | 'down';

/** The next node in a direction: near, and rather straight ahead than aside. */
export function nodeTowards(positions: Positions, from: string, direction: Direction): string | null {
  const origin = positions.get(from);
  if (origin === undefined) {
    return null;
  }
  let next: string | null = null;
  let best = Infinity;
  for (const [id, { x, y }] of positions) {
    const { ahead, aside } = split(x - origin.x, y - origin.y, direction);
    const cost = ahead + 2 * aside;
    if (id !== from && ahead > 0 && aside <= 2 * ahead && cost < best) {
      best = cost;
      next = id;
    }
  }
  return next;
}

function split(dx: number, dy: number, direction: Direction): { ahead: number; aside: number } {
  switch (direction) {
    case 'left':
      return { ahead: -dx, aside: Math.abs(dy) };
    case 'right':
      return { ahead: dx, aside: Math.abs(dy) };
    case 'up':
      return { ahead: -dy, aside: Math.abs(dx) };
    case 'down':
      return { ahead: dy, aside: Math.abs(dx) };
  }
}
