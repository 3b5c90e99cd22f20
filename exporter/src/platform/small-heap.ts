import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Lets V8 collect garbage before it takes more memory from the system: by default it lets the heap of an exporter,
 * some 15 MB, grow to the fourfold first. Costs a collection every few seconds of uninterrupted scrapes.
 */
const SMALL = ['--optimize-for-size', '--heap-growing-percent=10'];
/**
 * What 200 probings of switches allocate at once was looked through seven times with those, which took half of all
 * processor time; with these four or five times, in no more memory.
 */
const ROOMY = ['--no-optimize-for-size', '--heap-growing-percent=50'];

type SetFlag = (flag: string) => void;

/** How much memory V8 takes rather than to look for garbage. It asks for its flags at each collection. */
export class HeapSize {
  readonly #setFlag: SetFlag;
  #isSmall = false;
  #bursts = 0;

  constructor(setFlag: SetFlag = setFlagsFromString) {
    this.#setFlag = setFlag;
  }

  /** From now on, but for bursts. */
  keepSmall(): void {
    this.#isSmall = true;
    if (this.#bursts === 0) SMALL.forEach(this.#setFlag);
  }

  /** Much is under way at the same time, until `burstEnds`. */
  burstBegins(): void {
    this.#bursts += 1;
    if (this.#isSmall && this.#bursts === 1) ROOMY.forEach(this.#setFlag);
  }

  burstEnds(): void {
    this.#bursts -= 1;
    if (this.#isSmall && this.#bursts === 0) SMALL.forEach(this.#setFlag);
  }
}

/**
 * Looks through the whole heap, which takes some 20 ms. Before the first time V8 knows of no limit that 10 % could be
 * added to, and lets the heap of an exporter grow to the threefold.
 */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  setFlagsFromString('--no-expose-gc');
  collect();
}

/** Of this process. */
export const heapSize = new HeapSize();
