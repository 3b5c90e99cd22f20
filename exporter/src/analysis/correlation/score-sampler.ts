/** Writes down how scores go: at each look those that have changed. */
import type { ThreatScore } from '../../model/score.ts';
import type { ScoreHistory, ScoreSample } from '../../store/score-history.ts';

/** Entities in one look; those left out come at the next. */
const MAX_SAMPLES = 1000;
/** Half of the last figure that people see. */
const MIN_CHANGE = 0.05;

export interface SamplerDependencies {
  /** The highest scores now. */
  readonly top: () => readonly ThreatScore[];
  readonly scoreOf: (entity: string, nowMs: number) => number;
  readonly history: Pick<ScoreHistory, 'record' | 'latest'>;
  readonly now: () => number;
}

export class ScoreSampler {
  readonly #deps: SamplerDependencies;
  /** What was last written of each entity whose score was not zero. */
  readonly #last = new Map<string, number>();
  #lastMs: number | null = null;
  #hasResumed = false;

  constructor(dependencies: SamplerDependencies) {
    this.#deps = dependencies;
  }

  async sample(): Promise<void> {
    const { top, scoreOf, history, now } = this.#deps;
    if (!this.#hasResumed) await this.#resume();
    const timeMs = now();
    const scores = new Map(top().map(({ entity, score }) => [entity, score]));
    for (const entity of this.#last.keys())
      if (!scores.has(entity)) scores.set(entity, scoreOf(entity, timeMs));
    const changed = [...scores]
      .filter(([entity, score]) => this.#hasChanged(entity, score))
      .slice(0, MAX_SAMPLES);
    const samples = changed.map(([entity, score]): ScoreSample => ({ entity, timeMs, score }));
    await history.record([...this.#zeros(changed), ...samples]);
    for (const [entity, score] of changed) {
      if (score === 0) this.#last.delete(entity);
      else this.#last.set(entity, score);
    }
    this.#lastMs = timeMs;
  }

  /** Goes on where the process before ended: what it wrote last would hold for ever where nobody writes that it fell. */
  async #resume(): Promise<void> {
    for (const [entity, score] of await this.#deps.history.latest()) this.#last.set(entity, score);
    this.#hasResumed = true;
  }

  #hasChanged(entity: string, score: number): boolean {
    const last = this.#last.get(entity) ?? 0;
    return Math.abs(score - last) >= MIN_CHANGE || (score === 0 && last !== 0);
  }

  /** That a score was zero at the look before it rose: else a line would rise since it was last written. */
  #zeros(changed: readonly (readonly [string, number])[]): ScoreSample[] {
    const timeMs = this.#lastMs;
    if (timeMs === null) return [];
    const risen = changed.filter(([entity]) => !this.#last.has(entity));
    return risen.map(([entity]) => ({ entity, timeMs, score: 0 }));
  }
}
