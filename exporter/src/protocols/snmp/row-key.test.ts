import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packOid } from './oid.ts';
import { packSubIds, unpackSubIds } from './row-key.ts';

const subIds = fc.array(fc.oneof(fc.nat(300), fc.integer({ min: 0, max: 2 ** 32 - 1 })), { maxLength: 20 });

it.each<[readonly number[], string]>([
  [[], ''],
  [[0], '\x00'],
  [[127], '\x7f'],
  [[128], '\x81\x00'],
  [[16_383, 16_384], '\xff\x7f\x81\x80\x00'],
  [[2 ** 32 - 1], '\x8f\xff\xff\xff\x7f'],
])('the key of %o', (ids, key) => expect([packSubIds(ids), unpackSubIds(key)]).toEqual([key, ids]));

it('a key is what an OID has behind its column', () =>
  fc.assert(
    fc.property(subIds, (ids) => {
      const column = packOid([1, 3, 6]);
      const behind = packOid([1, 3, 6, ...ids]).toString('latin1', column.length);
      expect(packSubIds(ids)).toBe(behind);
      expect(unpackSubIds(behind)).toEqual(ids);
    }),
  ));
