import fc from 'fast-check';
import { expect } from 'vitest';

/**
 * Any bytes, and texts that look as if they were right, are read or refused as `malformed_reply`; nothing else.
 * `check` looks at what was read.
 */
export function fuzzBytes<T>(
  read: (bytes: Buffer) => T,
  lookalikes: fc.Arbitrary<string>,
  check: (value: T) => void = () => undefined,
): void {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((each) => Buffer.from(each)),
    lookalikes.map((text) => Buffer.from(text)),
  );
  fc.assert(
    fc.property(bytes, (each) => {
      let value: T;
      try {
        value = read(each);
      } catch (error) {
        expect(error).toMatchObject({ code: 'malformed_reply' });
        return;
      }
      check(value);
    }),
  );
}

/** Lines of words, some of which are the given ones. */
export function linesOf(
  words: readonly string[],
  { separator = ' ', maxWords = 20 } = {},
): fc.Arbitrary<string> {
  const word = fc.oneof(
    fc.constantFrom(...words),
    fc.nat().map(String),
    fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n }).map(String),
    fc.string({ maxLength: 5 }),
  );
  return fc
    .array(fc.array(word, { maxLength: maxWords }), { maxLength: 10 })
    .map((lines) => lines.map((line) => line.join(separator)).join('\n'));
}
