import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { integerContent, oidContent, tlv } from '../../../../test/support/snmp-agent/ber.ts';
import { PduType } from '../../model/snmp.ts';
import { answeredId } from './message.ts';
import type { Request } from './pdu.ts';
import { reportIn } from './report.ts';
import {
  FLAG_AUTH,
  FLAG_PRIV,
  readScopedPdu,
  readV3Message,
  scopedPdu,
  type V3Header,
  v3Message,
} from './v3-message.ts';
import { readVarbinds } from './varbinds.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const GET: Request = { type: PduType.get, oids: [[1, 3, 6, 1]], nonRepeaters: 0, maxRepetitions: 0 };
const HEADER: V3Header = {
  messageId: 99,
  flags: 0,
  engineId: hex('80 00 1f 88 04 61'),
  boots: 3,
  time: 70_000,
  userName: Buffer.from('ops'),
  privParameters: Buffer.alloc(0),
};

describe('a message', () => {
  it('is written as RFC 3412 and RFC 3414 have it', () => {
    const scoped = scopedPdu(HEADER.engineId, 'vrf', GET, 99);
    expect(scoped).toEqual(
      hex(
        '30 23 04 06 80 00 1f 88 04 61 04 03 76 72 66 a0 14 02 01 63 02 01 00 02 01 00 30 09 30 07 06 03 2b 06 01 05 00',
      ),
    );
    const { bytes, digestStart, digestEnd } = v3Message({ ...HEADER, flags: FLAG_AUTH }, 12, scoped);
    const security = '04 27 30 25 04 06 80 00 1f 88 04 61 02 01 03 02 03 01 11 70 04 03 6f 70 73 04 0c';
    expect(bytes).toEqual(
      hex(
        `30 61 02 01 03 30 0e 02 01 63 02 03 00 ff e3 04 01 01 02 01 03 ${security} ${'00'.repeat(12)} 04 00`.replace(
          /\s/g,
          '',
        ) + scoped.toString('hex'),
      ),
    );
    expect([digestStart, digestEnd]).toEqual([
      bytes.indexOf(hex('04 0c')) + 2,
      bytes.indexOf(hex('04 0c')) + 14,
    ]);
  });

  it('is read as it was written', () =>
    fc.assert(
      fc.property(
        fc.record({
          messageId: fc.nat(2 ** 31 - 1),
          flags: fc.nat(7),
          engineId: fc.uint8Array({ maxLength: 32 }).map((bytes) => Buffer.from(bytes)),
          boots: fc.nat(2 ** 31 - 1),
          time: fc.nat(2 ** 31 - 1),
          userName: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
          privParameters: fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
        }),
        fc.nat(48),
        (header, digest) => {
          const data = scopedPdu(header.engineId, '', GET, 1);
          const { bytes, digestStart, digestEnd } = v3Message(header, digest, data);
          const read = readV3Message(Buffer.concat([bytes, hex('00 00')]));
          expect(read).toMatchObject({ header, bytes, digestStart, digestEnd });
          expect(digestEnd - digestStart).toBe(digest);
          expect(answeredId(bytes)).toBe(header.messageId);
          if ((header.flags & FLAG_PRIV) === 0) expect(bytes.subarray(read.scopedStart)).toEqual(data);
          expect(read.encrypted).toEqual((header.flags & FLAG_PRIV) === 0 ? null : data);
        },
      ),
    ));
});

const wrong = (part: Partial<V3Header>, data = scopedPdu(HEADER.engineId, '', GET, 1)) =>
  v3Message({ ...HEADER, ...part }, 0, data).bytes;

describe('what is malformed', () => {
  it.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['another version', Buffer.from(wrong({})).fill(1, 4, 5)],
    ['an engine id of 33 octets', wrong({ engineId: Buffer.alloc(33) })],
    ['an encrypted PDU that is none', Buffer.from(wrong({})).fill(FLAG_PRIV, 17, 18)],
    ['another security model', Buffer.from(wrong({})).fill(2, 20, 21)],
    ['cut off', wrong({}).subarray(0, -1)],
  ])('%s', (_, bytes) =>
    expect(() => readV3Message(bytes)).toThrow(expect.objectContaining({ code: 'malformed_reply' })),
  );

  it.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['no sequence', hex('04 02 00 00')],
    ['no response', scopedPdu(HEADER.engineId, '', GET, 1)],
    ['cut off', hex('30 05 04 00')],
  ])('as a scoped PDU %s', (_, bytes) =>
    expect(() => readScopedPdu(bytes, 0)).toThrow(expect.objectContaining({ code: 'malformed_reply' })),
  );

  it('is told of any bytes', () => {
    const sound = wrong({ flags: FLAG_AUTH });
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
        try {
          const { digestStart, digestEnd, scopedStart } = readV3Message(bytes);
          expect(digestStart).toBeLessThanOrEqual(digestEnd);
          expect(digestEnd).toBeLessThanOrEqual(bytes.length);
          readScopedPdu(bytes, scopedStart);
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed_reply' });
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a report', () => {
  it.each<[number[], object]>([
    [[1, 3, 6, 1, 6, 3, 15, 1, 1, 4, 0], { kind: 'unknownEngineId' }],
    [[1, 3, 6, 1, 6, 3, 15, 1, 1, 2, 0], { kind: 'notInTimeWindow' }],
    [
      [1, 3, 6, 1, 6, 3, 15, 1, 1, 5, 0],
      {
        kind: 'refused',
        refusal: { words: 'wrong digest', meaning: expect.stringContaining('password') as string },
      },
    ],
    [
      [1, 3, 6, 1, 9, 9],
      { kind: 'refused', refusal: { words: 'unknown report pdu', meaning: 'it reports 1.3.6.1.9.9' } },
    ],
  ])('%j', (oid, report) => {
    const list = tlv(0x30, Buffer.concat([tlv(6, oidContent(oid)), tlv(0x41, integerContent(1))]));
    expect(reportIn(readVarbinds(list, 0, list.length))).toEqual(report);
  });

  it('of nothing', () =>
    expect(reportIn(readVarbinds(Buffer.alloc(0), 0, 0))).toEqual({
      kind: 'refused',
      refusal: { words: 'unknown report pdu', meaning: 'it reports nothing' },
    }));
});
