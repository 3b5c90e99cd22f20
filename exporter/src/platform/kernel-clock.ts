import type { KernelClock } from '../contract/ports.ts';
import { toModuleError } from './file-tree.ts';
import type { NativeLibrarySource } from './native-library.ts';

/** struct timex has 208 bytes, or 128 where `long` has four. */
const TIMEX_BYTES = 208;

export function kernelClock(native: NativeLibrarySource): KernelClock {
  const timex = Buffer.alloc(TIMEX_BYTES);
  return {
    adjtimex() {
      const library = native();
      // `modes`, the first field: nothing is to be changed.
      timex.fill(0, 0, 4);
      try {
        return { state: library.adjtimex(timex), timex, wordBytes: library.wordBytes };
      } catch (error) {
        throw toModuleError(error, 'adjtimex');
      }
    },
  };
}
