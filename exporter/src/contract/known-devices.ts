/**
 * What is known of devices besides their values, by name: learned when a device comes, forgotten when it goes.
 * A device may also come back as another one under its old name within two runs, so everything is learned anew now
 * and then.
 */
export class KnownDevices<T> {
  readonly #learnAnewAfterRuns: number;
  readonly #known = new Map<string, T>();
  #runs = 0;

  constructor(learnAnewAfterRuns: number) {
    this.#learnAnewAfterRuns = learnAnewAfterRuns;
  }

  /** All devices of this run, which `names` are. */
  of(names: readonly string[], learn: (name: string) => T): ReadonlyMap<string, T> {
    this.#runs += 1;
    if (this.#runs > this.#learnAnewAfterRuns) {
      this.#known.clear();
      this.#runs = 1;
    }
    for (const name of names) if (!this.#known.has(name)) this.#known.set(name, learn(name));
    if (this.#known.size > names.length) this.#forgetAllBut(new Set(names));
    return this.#known;
  }

  /** It is learned anew in the next run. */
  forget(name: string): void {
    this.#known.delete(name);
  }

  #forgetAllBut(names: ReadonlySet<string>): void {
    for (const name of this.#known.keys()) if (!names.has(name)) this.#known.delete(name);
  }
}
