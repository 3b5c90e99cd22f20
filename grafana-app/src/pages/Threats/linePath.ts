import type { Period, ScorePoint } from '../../components/ScoreHistory/held';

export interface Box {
  readonly width: number;
  readonly height: number;
}

/** The path of an SVG, in a box whose height is the scale of scores; empty without points. */
export function sparklinePath(points: readonly ScorePoint[], { from, to }: Period, { width, height }: Box): string {
  const x = (time: number) => clamp((time - from) / (to - from)) * width;
  const y = (score: number) => (1 - clamp(score / 100)) * height;
  return points
    .map(([time, score], index) => `${index === 0 ? 'M' : 'L'}${round(x(time))} ${round(y(score))}`)
    .join('');
}

export interface Course {
  readonly first: number;
  readonly highest: number;
  readonly last: number;
}

/** What the line says, for those who do not see it; null without points. */
export function courseOf(points: readonly ScorePoint[]): Course | null {
  const scores = points.map(([, score]) => score);
  const [first, last] = [scores[0], scores.at(-1)];
  return first === undefined || last === undefined ? null : { first, last, highest: Math.max(...scores) };
}

const clamp = (share: number) => Math.min(1, Math.max(0, share));

const round = (value: number) => Math.round(value * 10) / 10;
