/** Milliseconds since the epoch, and a score. */
export type ScorePoint = readonly [number, number];

export interface Period {
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
}

/** Scores are written every 15 seconds while they change: after a longer silence the last one has held. */
const CHANGING_MS = 60_000;

/** Points to draw straight lines between: what held is flat until the next point, and until the end of the period. */
export function heldPoints(points: readonly ScorePoint[], { to }: Pick<Period, 'to'>): ScorePoint[] {
  const last = points.at(-1);
  const ended = last === undefined || last[0] >= to ? points : [...points, [to, last[1]] as const];
  return ended.flatMap((point, index) => {
    const before = ended[index - 1];
    const isHeld = before !== undefined && point[0] - before[0] > CHANGING_MS && before[1] !== point[1];
    return isHeld ? [[point[0] - 1, before[1]] as const, point] : [point];
  });
}
