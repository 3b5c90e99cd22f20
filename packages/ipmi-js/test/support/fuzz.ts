import fc from 'fast-check';
import { expect } from 'vitest';
import { IpmiError } from '../../src/errors.ts';

/** Any bytes, and right ones with some changed, cut or added, are read or malformed; nothing else. */
export function fuzzDecoder(decode: (bytes: Uint8Array) => unknown, valid: readonly Uint8Array[]): void {
  const any = fc.uint8Array({ maxLength: 300 });
  const input = valid.length === 0 ? any : fc.oneof(any, mutated(valid));
  fc.assert(
    fc.property(input, (bytes) => {
      const before = Uint8Array.from(bytes);
      try {
        decode(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(IpmiError);
        expect(error).toMatchObject({ code: 'malformed_reply' });
      }
      expect(bytes).toEqual(before);
    }),
    { numRuns: 400 },
  );
}

function mutated(valid: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const changes = fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 5 });
  const tail = fc.uint8Array({ maxLength: 8 });
  return fc
    .tuple(fc.constantFrom(...valid), changes, fc.nat(400), tail)
    .map(([original, changed, cut, added]) => {
      const bytes = Uint8Array.from([
        ...original.subarray(0, Math.max(0, original.length - (cut % 40))),
        ...added,
      ]);
      for (const [at, byte] of changed) if (at < bytes.length) bytes[at] = byte;
      return bytes;
    });
}
