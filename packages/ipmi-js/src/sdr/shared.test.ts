import { describe, expect, it } from 'vitest';
import { bytes } from '../../test/support/scripted-bmc.ts';
import { decodeSdr } from './decode.ts';
import type { CompactSensorRecord } from './record.ts';
import { expandShared } from './shared.ts';

/** @param sharing the two bytes of it, in hexadecimal */
function compact(sharing: string): CompactSensorRecord {
  const text = `0400 51 02 1e 20 00 fe 1d 01 67 43 04 0b ff00 0f00 ff80 c0 12 00 ${sharing} 00 00 000000 00 c3 46616e`;
  const record = decodeSdr(bytes(text));
  if (record.kind !== 'compact') throw new Error('not compact');
  return record;
}

describe('a record of several sensors', () => {
  it.each([
    ['of none named', '00 00', [[0xfe, 'Fan', 1]]],
    ['of one', '01 85', [[0xfe, 'Fan', 1]]],
    [
      'with numbers',
      '03 05',
      [
        [0xfe, 'Fan 5', 1],
        [0xff, 'Fan 6', 1],
        [0x00, 'Fan 7', 1],
      ],
    ],
    [
      'with letters, and an entity each',
      '13 99',
      [
        [0xfe, 'Fan Z', 1],
        [0xff, 'Fan AA', 2],
        [0x00, 'Fan AB', 3],
      ],
    ],
  ])('%s', (_, sharing, expected) => {
    const sensors = expandShared(compact(sharing));
    expect(sensors.map((each) => [each.sensorNumber, each.name, each.entity.instance])).toEqual(expected);
  });
});
