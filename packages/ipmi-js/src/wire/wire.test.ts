import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePong, encodePing } from './asf.ts';
import { DROP_REASONS } from './dropped.ts';
import { decodeFrameV15, encodeFrameV15 } from './frame-v15.ts';
import { decodeFrameV20, encodeBodyV20 } from './frame-v20.ts';
import { decodeMessage, encodeMessage } from './message.ts';
import {
  decodeOpenSessionResponse,
  decodeRakp2,
  decodeRakp4,
  encodeOpenSession,
  encodeRakp1,
  encodeRakp3,
} from './rakp-messages.ts';
import { decodeRmcp } from './rmcp.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('packets, byte for byte', () => {
  it('ping', () => expect(encodePing(7)).toEqual(hex('06 00 ff 06 00 00 11 be 80 07 00 00')));

  it('Get Channel Authentication Capabilities', () => {
    const message = encodeMessage({ netFn: 6, lun: 0, command: 0x38, sequence: 0, data: hex('8e 04') });
    expect(message).toEqual(hex('20 18 c8 81 00 38 8e 04 b5'));
    const frame = { authType: 0, sequence: 0, sessionId: 0, authCode: null, message };
    expect(encodeFrameV15(frame)).toEqual(
      hex('06 00 ff 07 00 00000000 00000000 09 20 18 c8 81 00 38 8e 04 b5'),
    );
  });

  it('Open Session for suite 3', () => {
    const request = { tag: 9, privilege: 0, consoleSessionId: 0xa0a2a3a4 };
    const suite = { authentication: 1, integrity: 1, confidentiality: 1 };
    expect(encodeOpenSession({ ...request, ...suite })).toEqual(
      hex('09 00 00 00 a4a3a2a0 00000008 01000000 01000008 01000000 02000008 01000000'),
    );
  });

  it('RAKP 1', () => {
    const random = Buffer.alloc(16, 0xab);
    const rakp1 = { tag: 9, bmcSessionId: 0x02000100, random, role: 0x14, user: Buffer.from('admin') };
    expect(encodeRakp1(rakp1)).toEqual(hex(`09 000000 00010002 ${'ab'.repeat(16)} 14 0000 05 61646d696e`));
  });

  it('RAKP 3', () => {
    const rakp3 = { tag: 9, status: 0, bmcSessionId: 0x02000100, code: hex('0102') };
    expect(encodeRakp3(rakp3)).toEqual(hex('09 00 0000 00010002 0102'));
  });

  it('a header of RMCP+', () => {
    const body = encodeBodyV20({
      payloadType: 0,
      encrypted: true,
      authenticated: true,
      sessionId: 0x02000100,
      sequence: 3,
      payload: hex('0102'),
    });
    expect(body).toEqual(hex('06 c0 00010002 03000000 0200 0102'));
  });

  it.each([
    [25, 55],
    [26, 57],
    [27, 57],
    [54, 85],
    [82, 113],
    [98, 129],
    [126, 157],
    [127, 157],
  ])('a message of %i bytes in a packet of %i, never of 56, 84, 112, 128 or 156', (length, bytes) => {
    const message = Buffer.alloc(length);
    const frame = { authType: 2, sequence: 1, sessionId: 2, authCode: Buffer.alloc(16), message };
    expect(encodeFrameV15(frame)).toHaveLength(bytes);
  });
});

describe('what comes in', () => {
  it.each([
    ['RMCP of IPMI', decodeRmcp(hex('06 00 ff 07 06')), { class: 'ipmi', body: hex('06') }],
    ['RMCP of ASF', decodeRmcp(hex('06 00 ff 06 00')), { class: 'asf', body: hex('00') }],
    ['an acknowledgement', decodeRmcp(hex('06 00 01 87 00')), 'unexpected'],
    ['another version', decodeRmcp(hex('05 00 ff 07 00')), 'malformed'],
    ['a header alone', decodeRmcp(hex('06 00 ff 07')), 'malformed'],
    ['too much', decodeRmcp(Buffer.concat([hex('06 00 ff 07'), Buffer.alloc(1497)])), 'malformed'],
    [
      'a pong',
      decodePong(hex(`000011be 40 07 00 10 000011be 00000000 81 00 ${'00'.repeat(6)}`)),
      { tag: 7, enterprise: 4542, supportsIpmi: true },
    ],
    ['half a pong', decodePong(hex('000011be 40 07 00 10 000011be')), 'malformed'],
    ['a ping', decodePong(hex('000011be 80 07 00 00')), 'unexpected'],
    [
      'a reply',
      decodeMessage(hex('81 1c 63 20 04 01 00 aa 31'), { checkChecksums: true }),
      { address: 0x20, netFn: 7, sequence: 1, command: 1, completionCode: 0, data: hex('aa') },
    ],
    [
      'a wrong first checksum',
      decodeMessage(hex('81 1c 64 20 04 01 00 aa 31'), { checkChecksums: true }),
      'checksum',
    ],
    [
      'a wrong last checksum',
      decodeMessage(hex('81 1c 63 20 04 01 00 aa 32'), { checkChecksums: true }),
      'checksum',
    ],
    [
      'a reply without completion code',
      decodeMessage(hex('81 1c 63 20 04 01 db'), { checkChecksums: true }),
      'malformed',
    ],
    ['1.5, cut off', decodeFrameV15(hex('00 00000000 00000000 09 20')), 'malformed'],
    ['1.5, no such type', decodeFrameV15(hex('07 00000000 00000000 00')), 'malformed'],
    ['2.0, cut off', decodeFrameV20(hex('06 00 00000000 00000000 0500 01')), 'malformed'],
    ["2.0, a maker's payload", decodeFrameV20(hex('06 02 00000000 00000000 0100 01')), 'unexpected'],
    ['a refusal of two bytes', decodeRakp4(hex('09 0f')), expect.objectContaining({ tag: 9, status: 0x0f })],
    ['Open Session, cut off', decodeOpenSessionResponse(hex('09 00 04 00 a4a3a2a0')), 'malformed'],
    ['RAKP 2, cut off', decodeRakp2(hex('09 00 00 00 a4a3a2a0')), 'malformed'],
  ])('%s', (_name, decoded, expected) => expect(decoded).toEqual(expected));

  it('takes a wrong checksum when told so', () => {
    const decoded = decodeMessage(hex('81 1c 64 20 04 01 00 aa 31'), { checkChecksums: false });
    expect(decoded).toMatchObject({ command: 1 });
  });
});

describe('any bytes', () => {
  const decoders = {
    decodeRmcp,
    decodePong,
    decodeMessage: (bytes: Buffer) => decodeMessage(bytes, { checkChecksums: false }),
    decodeFrameV15,
    decodeFrameV20,
    decodeOpenSessionResponse,
    decodeRakp2,
    decodeRakp4,
  };
  it.each(Object.entries(decoders))('%s gives a value or a reason', (_name, decode) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
        const decoded = decode(Buffer.from(bytes));
        if (typeof decoded === 'string') expect(DROP_REASONS).toContain(decoded);
      }),
      { numRuns: 500 },
    );
  });
});
