import { describe, expect, it } from 'vitest';
import { bytes } from '../test/support/scripted-bmc.ts';
import { bcdPlus, latin1, sixBit, unicode } from './text-field.ts';

describe('texts', () => {
  it.each([
    ['Latin 1', latin1, '4375 b0 20', 'Cu° '],
    ['Latin 1 up to a NUL', latin1, '46616e 00 ff', 'Fan'],
    ['nothing', latin1, '', ''],
    ['BCD plus', bcdPlus, '12 34 ab cd ef', '1234 -.:,_'],
    // The example of the FRU specification, 13.3: "IPMI" is 29h DCh A6h.
    ['six bits', sixBit, '29 dc a6', 'IPMI'],
    ['six bits, not all of the last byte', sixBit, '29 dc', 'IP'],
    ['Unicode', unicode, '4600 fc00 6e00', 'Fün'],
    ['Unicode with an odd end', unicode, '4600 fc', 'F'],
    ['Unicode up to a NUL', unicode, '4600 0000 4100', 'F'],
  ])('%s', (_, read, content, expected) => expect(read(bytes(content))).toBe(expected));
});
