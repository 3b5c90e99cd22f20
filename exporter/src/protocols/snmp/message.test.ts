import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRequest } from '../../../../test/support/snmp-agent/answer.ts';
import { integerContent, oidContent, tlv } from '../../../../test/support/snmp-agent/ber.ts';
import { PduType } from '../../model/snmp.ts';
import { BerWriter } from './ber-writer.ts';
import { answeredId, communityMessage, readCommunityMessage } from './message.ts';
import type { Request } from './pdu.ts';
import { readVarbinds } from './varbinds.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const GET: Request = { type: PduType.get, oids: [[1, 3, 6, 1, 2, 1]], nonRepeaters: 0, maxRepetitions: 0 };

describe('a request', () => {
  it('is written as RFC 3416 has it', () =>
    expect(communityMessage(2, 'public', GET, 0x01020304)).toEqual(
      hex(
        `30 26 02 01 01 04 06 70 75 62 6c 69 63
         a0 19 02 04 01 02 03 04 02 01 00 02 01 00 30 0b 30 09 06 05 2b 06 01 02 01 05 00`.replace(/\s/g, ''),
      ),
    ));

  it('is read by an agent as it was meant', () =>
    fc.assert(
      fc.property(
        fc.constantFrom<1 | 2>(1, 2),
        fc.string({ maxLength: 300 }),
        fc.constantFrom(PduType.get, PduType.getNext, PduType.getBulk),
        fc.array(
          fc
            .array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { maxLength: 30 })
            .map((rest) => [1, 3, ...rest]),
          { maxLength: 60 },
        ),
        fc.nat(1000),
        fc.integer({ min: 1, max: 2 ** 31 - 1 }),
        (version, community, type, oids, maxRepetitions, id) => {
          const request = { type, oids, nonRepeaters: 0, maxRepetitions };
          const read = readRequest(communityMessage(version, community, request, id));
          expect(read).toMatchObject({ version: version - 1, pdu: type, oids });
          expect(Buffer.from(read.community)).toEqual(Buffer.from(community));
          expect(read.requestId).toEqual(tlv(2, integerContent(id)));
          if (type === PduType.getBulk) expect(read.maxRepetitions).toBe(maxRepetitions);
        },
      ),
    ));

  it('that no datagram can hold is refused', () => {
    const oids = Array.from({ length: 5000 }, (_, i) => [1, 3, 6, 1, 4, 1, 2021, i]);
    expect(() => communityMessage(2, 'public', { ...GET, oids }, 1)).toThrow(
      expect.objectContaining({ code: 'limit_exceeded' }),
    );
  });
});

describe('integers are written in as few octets as it takes', () => {
  it.each([0, 1, 127, 128, 255, 256, 32_767, 32_768, 2 ** 31 - 1, -1, -128, -129, -(2 ** 31)])(
    '%d',
    (value) => {
      const writer = new BerWriter();
      writer.integer(value);
      expect(writer.bytes()).toEqual(tlv(2, integerContent(value)));
    },
  );
});

interface Parts {
  readonly version?: Buffer;
  readonly type?: number;
  readonly id?: Buffer;
  readonly list?: Buffer;
}

const varbind = tlv(0x30, Buffer.concat([tlv(6, oidContent([1, 3, 6, 1])), tlv(2, Buffer.of(5))]));

function response({
  version = tlv(2, Buffer.of(1)),
  type = 0xa2,
  id,
  list = tlv(0x30, varbind),
}: Parts = {}) {
  const fields = [id ?? tlv(2, integerContent(77)), tlv(2, Buffer.of(2)), tlv(2, Buffer.of(1)), list];
  const pdu = tlv(type, Buffer.concat(fields));
  return tlv(0x30, Buffer.concat([version, tlv(4, Buffer.from('public')), pdu]));
}

describe('a response', () => {
  it('is read', () => {
    const bytes = response();
    const pdu = readCommunityMessage(bytes);
    expect(pdu).toMatchObject({ type: PduType.response, requestId: 77, errorStatus: 2, errorIndex: 1 });
    expect(readVarbinds(bytes, pdu.varbindsStart, pdu.varbindsEnd).number(0)).toBe(5);
    expect(answeredId(bytes)).toBe(77);
  });

  it.each<[string, Buffer, number]>([
    ['with an id that is padded', response({ id: hex('02 08 00 00 00 00 00 00 01 00') }), 256],
    ['with a negative id', response({ id: hex('02 04 ff ff ff fe') }), -2],
    ['with something behind it', Buffer.concat([response(), hex('00 00')]), 77],
    [
      'with lengths that are padded',
      hex(
        '30 83 00 00 1d 02 01 01 04 81 01 70 a2 84 00 00 00 0f 02 01 4d 02 01 00 02 01 00 30 04 30 02 06 00 00 00 00',
      ),
      77,
    ],
  ])('%s belongs to its request', (_, bytes, id) => expect(answeredId(bytes)).toBe(id));

  it.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['no sequence', hex('31 00')],
    ['an empty sequence', hex('30 00')],
    ['an indefinite length', Buffer.concat([hex('30 80'), response().subarray(2), hex('00 00')])],
    ['another version', response({ version: tlv(2, Buffer.of(7)) })],
    ['version 3', response({ version: tlv(2, Buffer.of(3)) })],
    ['no integer as its version', response({ version: tlv(4, Buffer.of(1)) })],
    ['a request', response({ type: 0xa0 })],
    ['an id of nine octets', response({ id: tlv(2, Buffer.alloc(9)) })],
    ['no list', response({ list: tlv(2, Buffer.of(1)) })],
    ['a list beyond its end', response({ list: hex('30 40') })],
    ['cut off', response().subarray(0, -1)],
  ])('that is %s is malformed', (_, bytes) =>
    expect(() => readCommunityMessage(bytes)).toThrow(expect.objectContaining({ code: 'malformed_reply' })),
  );

  it('of any bytes is read or malformed', () => {
    const sound = response();
    const damaged = fc
      .tuple(fc.nat(sound.length - 1), fc.nat(255), fc.nat(sound.length))
      .map(([at, octet, length]) => {
        const bytes = Buffer.from(sound);
        bytes[at] = octet;
        return length === 0 ? bytes : bytes.subarray(0, length);
      });
    const anything = fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(fc.oneof(damaged, anything), (bytes) => {
        const id = answeredId(bytes);
        try {
          const pdu = readCommunityMessage(bytes);
          expect(pdu.varbindsEnd).toBeLessThanOrEqual(bytes.length);
          expect(id === null || id === pdu.requestId).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed_reply' });
        }
      }),
      { numRuns: 2000 },
    );
  });
});
