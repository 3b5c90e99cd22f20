import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineBytes } from './line-bytes.ts';

describe('LineBytes', () => {
  it('has what was appended, however much and of whatever characters, and takes more behind it', () => {
    const text = fc.tuple(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 3000 }));
    fc.assert(
      fc.property(fc.array(text), fc.boolean(), (parts, settles) => {
        const lines = new LineBytes();
        let all = '';
        for (const [part, times] of parts) {
          lines.append(part.repeat(times));
          all += part.repeat(times);
          if (settles) expect(lines.bytes.length).toBe(Buffer.byteLength(all));
        }
        expect(lines.bytes.equals(Buffer.from(all))).toBe(true);
      }),
    );
  });
});
