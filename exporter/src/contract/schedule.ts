/** When which device is looked at: spread over the time, few at once, those that are silent apart from the others. */

/** The share of all looks at the same time that devices may have which did not answer the last time. */
const SILENT_SHARE = 0.25;
/** The first looks at all devices are spread over no more than that. */
const MAX_SPREAD_MS = 60_000;
/** Multiples of it, less their whole part, lie evenly between 0 and 1 however many there are. The golden ratio. */
const SPREAD_STEP = 0.618_033_988_749_895;

export interface Pace {
  readonly maxPolls: number;
  /** Milliseconds. */
  readonly maxBackoff: number;
}

export interface Course<T> {
  readonly subject: T;
  /** Milliseconds. */
  readonly interval: number;
  /** Looks in a row that failed. */
  failures: number;
  nextMs: number;
  isUnderWay: boolean;
}

export class Schedule<T> {
  readonly #courses: readonly Course<T>[];
  readonly #pace: Pace;

  /** `nowMs`, here and below, on a clock that nobody sets. */
  constructor(
    subjects: readonly { readonly subject: T; readonly interval: number }[],
    pace: Pace,
    nowMs: number,
  ) {
    this.#pace = pace;
    this.#courses = subjects.map(({ subject, interval }, i) => ({
      subject,
      interval,
      failures: 0,
      nextMs: nowMs + Math.min(interval, MAX_SPREAD_MS) * ((i * SPREAD_STEP) % 1),
      isUnderWay: false,
    }));
  }

  get courses(): readonly Course<T>[] {
    return this.#courses;
  }

  /** Those whose time has come, the latest first; each counts as under way until `ended`. */
  takeDue(nowMs: number): Course<T>[] {
    const underWay = this.#courses.filter((course) => course.isUnderWay);
    let free = this.#pace.maxPolls - underWay.length;
    let freeForSilent = this.#mostSilent - underWay.filter(isSilent).length;
    const due = this.#courses
      .filter((course) => !course.isUnderWay && course.nextMs <= nowMs)
      .sort((a, b) => a.nextMs - b.nextMs);
    return due.filter((course) => {
      if (free <= 0 || (isSilent(course) && freeForSilent <= 0)) return false;
      free -= 1;
      if (isSilent(course)) freeForSilent -= 1;
      course.isUnderWay = true;
      const next = course.nextMs + course.interval;
      course.nextMs = next > nowMs ? next : nowMs + course.interval;
      return true;
    });
  }

  ended(course: Course<T>, hasAnswered: boolean, nowMs: number): void {
    course.isUnderWay = false;
    course.failures = hasAnswered ? 0 : course.failures + 1;
    if (course.failures > 1) course.nextMs = Math.max(course.nextMs, nowMs + this.#backoffOf(course));
  }

  get #mostSilent(): number {
    return Math.max(1, Math.floor(SILENT_SHARE * this.#pace.maxPolls));
  }

  #backoffOf({ interval, failures }: Course<T>): number {
    return Math.min(interval * 2 ** Math.min(failures - 2, 30), Math.max(interval, this.#pace.maxBackoff));
  }
}

const isSilent = ({ failures }: { readonly failures: number }) => failures > 0;
