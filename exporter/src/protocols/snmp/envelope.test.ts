import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ModuleError } from '../../model/errors.ts';
import { readEnvelope } from './envelope.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

/** Version 3, user `ops`, engine 80 00 00 00 01, boots 7, time 300; encrypted or an empty scoped PDU. */
function userMessage(flags: string, data: string): Buffer {
  const header = `300d 020101 02020400 0401${flags} 020103`;
  const security = '0419 3017 0405 8000000001 020107 0202012c 0403 6f7073 0400 0400';
  const content = hex(`020103 ${header} ${security} ${data}`);
  return Buffer.concat([Buffer.of(0x30, content.length), content]);
}

const PLAIN = '3004 0400 0400';
const ENCRYPTED = '0402 abcd';

describe('what a message says of its sender', () => {
  it.each([
    ['version 1', hex('300b 020100 0406 7075626c6963'), { version: 1, community: Buffer.from('public') }],
    ['version 2c', hex('300b 020101 0406 7075626c6963'), { version: 2, community: Buffer.from('public') }],
    ['an empty community', hex('3005 020101 0400'), { version: 2, community: Buffer.alloc(0) }],
    ['a long form of a length', hex('308105 020101 0400'), { version: 2, community: Buffer.alloc(0) }],
    ['a user', userMessage('00', PLAIN), { isAuthenticated: false, isEncrypted: false, isReportable: false }],
    ['one who proves it', userMessage('01', PLAIN), { isAuthenticated: true, isEncrypted: false }],
    ['one who hides', userMessage('03', ENCRYPTED), { isAuthenticated: true, isEncrypted: true }],
    ['one who waits', userMessage('07', ENCRYPTED), { isReportable: true }],
    [
      'its engine',
      userMessage('01', PLAIN),
      { version: 3, engineId: hex('8000000001'), engineBoots: 7, engineTime: 300, user: 'ops' },
    ],
  ])('%s', (_, bytes, expected) => expect(readEnvelope(bytes)).toMatchObject(expected));

  it.each([
    ['nothing', ''],
    ['no sequence', '0400'],
    ['no version', '3000'],
    ['version 2, which nobody speaks', '3005 020102 0400'],
    ['a truncated community', '300b 020101 0406 7075'],
    ['a length of no end', '3080 020101 0400 0000'],
    ['a number instead of a community', '3006 020101 020101'],
  ])('%s is malformed', (_, text) =>
    expect(() => readEnvelope(hex(text))).toThrow(expect.objectContaining({ code: 'malformed_reply' })),
  );

  it('encrypted but not authenticated is malformed', () =>
    expect(() => readEnvelope(userMessage('02', ENCRYPTED))).toThrow('not authenticated'));

  it('any bytes are an envelope or malformed', () => {
    const valid = userMessage('03', ENCRYPTED);
    const mutated = fc
      .array(fc.tuple(fc.nat(valid.length - 1), fc.nat(255)), { maxLength: 4 })
      .map((changes) => {
        const bytes = Buffer.from(valid);
        for (const [at, byte] of changes) bytes[at] = byte;
        return bytes;
      });
    const any = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(fc.oneof(any, mutated), (bytes) => {
        try {
          expect([1, 2, 3]).toContain(readEnvelope(bytes).version);
        } catch (error) {
          expect(error).toBeInstanceOf(ModuleError);
          expect((error as ModuleError).code).toBe('malformed_reply');
        }
      }),
      { numRuns: 3000 },
    );
  });
});
