/** What modules remember of one BMC: as long as it is known, and shared by all who ask it. */
export class Kept {
  readonly #things = new Map<() => object, object>();

  of<T extends object>(make: () => T): T {
    const known = this.#things.get(make);
    // What stands under a function is what that function has made.
    if (known !== undefined) return known as T;
    const made = make();
    this.#things.set(make, made);
    return made;
  }
}
