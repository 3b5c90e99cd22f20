import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32c } from './crc32c.ts';
import { countTorn, encodeFrames, HEADER_BYTES, MAX_PAYLOAD_BYTES, scanFrames } from './frame.ts';

const FIRST = 1_790_000_000_000_000;

function framesOf(bytes: Buffer): { number: number; text: string }[] {
  const found: { number: number; text: string }[] = [];
  scanFrames(bytes, true, ({ number, payload }) => found.push({ number, text: payload.toString() }));
  return found;
}

describe('crc32c', () => {
  it.each([
    ['', 0],
    ['123456789', 0xe3069283],
    ['a', 0xc1d04330],
  ])('of %j', (text, expected) => {
    const bytes = Buffer.from(text);
    expect(crc32c(bytes, 0, bytes.length)).toBe(expected);
  });

  it('continues where it was left', () => {
    const bytes = Buffer.from('123456789');
    expect(crc32c(bytes, 4, 9, crc32c(bytes, 0, 4))).toBe(0xe3069283);
  });
});

describe('frames', () => {
  it('come back as they were written, whatever their text', () => {
    const text = fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 20 });
    fc.assert(
      fc.property(text, (payloads) => {
        const found = framesOf(encodeFrames(payloads, FIRST));
        expect(found).toEqual(payloads.map((each, index) => ({ number: FIRST + index, text: each })));
      }),
    );
  });

  it('are not found in garbage', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (garbage) => {
        expect(framesOf(Buffer.from(garbage))).toEqual([]);
      }),
    );
  });

  it('wait for the rest of their bytes', () => {
    const bytes = encodeFrames(['first', 'second'], FIRST);
    const found: number[] = [];
    const scan = scanFrames(bytes.subarray(0, bytes.length - 1), false, ({ number }) => found.push(number));
    expect(found).toEqual([FIRST]);
    expect(scan).toEqual({ consumed: HEADER_BYTES + 5, validEnd: HEADER_BYTES + 5 });
  });

  it('are found behind one that claims to be longer than it is', () => {
    const bytes = encodeFrames(['first', 'second', 'third'], FIRST);
    bytes.writeUInt32LE(MAX_PAYLOAD_BYTES, 4);
    expect(framesOf(bytes)).toEqual([
      { number: FIRST + 1, text: 'second' },
      { number: FIRST + 2, text: 'third' },
    ]);
  });

  it('cannot be forged in the text of an event', () => {
    const forged = encodeFrames(['forged'], FIRST + 7).toString('latin1');
    const bytes = encodeFrames([JSON.stringify(forged), 'next'], FIRST);
    bytes.writeUInt8(0, 21);
    expect(framesOf(bytes)).toEqual([{ number: FIRST + 1, text: 'next' }]);
  });
});

describe('countTorn', () => {
  const frames = encodeFrames(['first', 'second'], FIRST);
  it.each([
    ['nothing', Buffer.alloc(0), 0],
    ['zeros of a file that grew before its content came', Buffer.alloc(100), 0],
    ['part of a frame', frames.subarray(0, 10), 1],
    ['one frame and part of another', frames.subarray(0, 30), 2],
    ['something else', Buffer.from('garbage'), 1],
  ])('%s', (_, tail, expected) => {
    expect(countTorn(tail)).toBe(expected);
  });
});
