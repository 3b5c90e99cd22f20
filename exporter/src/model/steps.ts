/** Work in steps: whoever runs it decides whether others may run between two of them. */
export type Steps<T> = Generator<void, T>;

/** For whoever has nothing else to do. */
export function toTheEnd<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
