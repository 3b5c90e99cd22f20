/** How threat scores went over time: what changed, every so many seconds. */

export interface ScoreSample {
  readonly entity: string;
  readonly timeMs: number;
  readonly score: number;
}

/** [milliseconds since the epoch, score]. */
export type ScorePoint = readonly [number, number];

export interface ScoreHistory {
  /** In the order of their times, later than those recorded before. */
  record(samples: readonly ScoreSample[]): Promise<void>;
  /**
   * Oldest first, from `fromMs` to `toMs`, at most MAX_SCORE_POINTS: of more, the highest of each stretch of time and
   * the last. The score that was in force at `fromMs` is the first point.
   */
  read(entity: string, fromMs: number, toMs: number): Promise<ScorePoint[]>;
  /** The last score of each entity where it is not zero. */
  latest(): Promise<ReadonlyMap<string, number>>;
  /** Deletes what is older, and the oldest of what is too much. */
  prune(beforeMs: number): Promise<void>;
}

export const MAX_SCORE_POINTS = 720;
