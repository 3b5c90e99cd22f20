import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNetAddress, isLoopback, isWildcard } from './net-address.ts';
import { dropsOf, emptyNetRow, type NetRow, parseNetRow } from './net-row.ts';
import { socketInode } from './socket-link.ts';

const LISTEN =
  '   0: 0100007F:1F90 00000000:0000 0A 00000000:00000003 00:00000000 00000000  1000        0 1206 1 00000000e1448f59 100 0 0 10 0                      ';
const TIME_WAIT =
  '   7: 0100007F:D902 0100007F:0CEA 06 00000000:00000000 03:00000A5B 00000000     0        0 0 3 00000000d9c1f3a8                                      ';
const TCP6 =
  '   1: 0000000000000000FFFF00000100007F:0050 0000000000000000FFFF00000200007F:C350 08 00000000:00000001 00:00000000 00000000     0        0 4294967295 1 0000000000000000 20 4 0 10 -1';
const UDP =
  ' 1234: 00000000:14E9 00000000:0000 07 00000000:00000300 00:00000000 00000000   105        0 21345 2 0000000000000000 17         ';

function parse(text: string): NetRow | null {
  const row = emptyNetRow();
  return parseNetRow(Buffer.from(text, 'latin1'), 0, text.length, row) ? row : null;
}

describe('a row of /proc/net', () => {
  it.each([
    [
      LISTEN,
      {
        state: 10,
        localPort: 8080,
        remotePort: 0,
        receiveQueue: 3,
        sendQueue: 0,
        uid: 1000,
        inode: 1206,
        addressDigits: 8,
      },
    ],
    [LISTEN.replace(' 00000000:00000003', ' 000000FF:00000003'), { receiveQueue: 3, sendQueue: 255 }],
    [TIME_WAIT, { state: 6, localPort: 55_554, remotePort: 3306, uid: 0, inode: 0 }],
    [TCP6, { state: 8, localPort: 80, remotePort: 50_000, inode: 4_294_967_295, addressDigits: 32 }],
    [UDP, { state: 7, localPort: 5353, receiveQueue: 768, uid: 105, inode: 21_345 }],
  ])('is read: %s', (text, expected) => expect(parse(text)).toMatchObject(expected));

  it('may lie anywhere in the bytes', () => {
    const row = emptyNetRow();
    const bytes = Buffer.from(`${TIME_WAIT}\n${LISTEN}\n${UDP}`);
    const start = TIME_WAIT.length + 1;
    expect(parseNetRow(bytes, start, start + LISTEN.length, row)).toBe(true);
    expect(row).toMatchObject({ localPort: 8080, addressAt: start + LISTEN.indexOf('0100007F') });
  });

  it.each([
    '',
    ' '.repeat(200),
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    LISTEN.slice(0, 90),
    LISTEN.replace('0100007F', '010000'),
    LISTEN.replace('0100007F', '010000ZZ'),
    LISTEN.replace('1F90', '1F9'),
    LISTEN.replace('1F90', '1F90F'),
    LISTEN.replace(' 00000000:00000003', ' 0000000:00000003'),
    LISTEN.replace(' 0A ', ' 00 '),
    LISTEN.replace(' 0A ', ' XX '),
    LISTEN.replace(' 0A ', ' '),
    LISTEN.replace('1206', '-1'),
    LISTEN.replace('1206', '9'.repeat(16)),
    LISTEN.replace('1000', 'root'),
    LISTEN.replace('00000000:00000003', '00000000'),
    TCP6.replace('0000000000000000FFFF00000200007F', '0200007F'),
    '\0'.repeat(150),
    '\xff\xfe'.repeat(75),
    ':'.repeat(150),
  ])('is not %j', (text) => expect(parse(text)).toBeNull());

  it('never throws and never reads what is no number in range', () => {
    const mutated = fc
      .tuple(fc.constantFrom(LISTEN, TIME_WAIT, TCP6, UDP), fc.nat(200), fc.uint8Array({ maxLength: 8 }))
      .map(([text, at, junk]) =>
        Buffer.concat([Buffer.from(text.slice(0, at)), junk, Buffer.from(text.slice(at + 1))]),
      );
    fc.assert(
      fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 400 })), (bytes) => {
        const row = emptyNetRow();
        if (!parseNetRow(bytes, 0, bytes.length, row)) return;
        for (const port of [row.localPort, row.remotePort]) expect(port >= 0 && port <= 65_535).toBe(true);
        expect(row.state >= 1 && row.state <= 255).toBe(true);
        expect(Number.isSafeInteger(row.inode) && row.inode >= 0).toBe(true);
        expect(row.addressAt + row.addressDigits).toBeLessThanOrEqual(bytes.length);
        expect(dropsOf(bytes, 0, bytes.length)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('dropped datagrams', () => {
  it.each([
    [UDP, 17],
    [UDP.replace(' 17 ', ' 4294967295 '), 4_294_967_295],
    [UDP.replace(' 17 ', ' 9'.padEnd(40, '9')), 0],
    ['', 0],
    ['   ', 0],
    ['x', 0],
  ])('%s: %d', (text, drops) => expect(dropsOf(Buffer.from(text), 0, text.length)).toBe(drops));
});

describe('an address of /proc/net', () => {
  it.each([
    ['0100007F', 4, '127.0.0.1'],
    ['00000000', 4, '0.0.0.0'],
    ['FFFFFFFF', 4, '255.255.255.255'],
    ['00000000000000000000000000000000', 6, '::'],
    ['00000000000000000000000001000000', 6, '::1'],
    ['0000000000000000FFFF00000100007F', 4, '127.0.0.1'],
    ['0000000000000000FFFF000000000000', 4, '0.0.0.0'],
    ['B80D0120000000000000000001000000', 6, '2001:db8::1'],
    ['000080FE00000000FF005450B6AD1DFE', 6, 'fe80::5054:ff:fe1d:adb6'],
    // RFC 5952: 4.2.2 one zero group is not shortened, 4.2.3 the first of two equal runs is.
    ['B80D01200000010001000100010001AB', 6, '2001:db8:1:0:1:1:ab01:1'],
    ['B80D0120000000000000010001000000', 6, '2001:db8::1:0:0:1'],
    ['00000001000000000000000000000100', 6, '100::1:0'],
    ['0000ABCD000000000000000000000000', 6, 'cdab::'],
  ])('%s is IPv%d %s', (hex, family, text) => expect(parseNetAddress(hex)).toEqual({ family, text }));

  it.each(['', '0', '0100007', '0100007G', '0100007F0', '0'.repeat(33), '\xff'.repeat(8)])(
    '%j is none',
    (hex) => expect(parseNetAddress(hex)).toBeNull(),
  );

  it('writes every IPv6 address as the WHATWG URL parser does', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), fc.nat(0xffff), (random, zeros) => {
        const bytes = random.map((byte, i) => ((zeros >> i) & 1 ? 0 : byte));
        const words = Array.from({ length: 4 }, (_, i) =>
          Buffer.from(bytes.slice(4 * i, 4 * i + 4).reverse()),
        );
        const address = parseNetAddress(Buffer.concat(words).toString('hex'));
        const groups = Array.from({ length: 8 }, (_, i) =>
          Buffer.from(bytes)
            .readUInt16BE(2 * i)
            .toString(16),
        );
        if (address?.family === 6)
          expect(`[${address.text}]`).toBe(new URL(`http://[${groups.join(':')}]/`).hostname);
      }),
    );
  });

  it('tells wildcard and loopback', () => {
    expect(['0.0.0.0', '::', '127.0.0.1', '::1'].map(isWildcard)).toEqual([true, true, false, false]);
    expect(['127.0.0.53', '::1', '0.0.0.0', '10.0.0.1'].map(isLoopback)).toEqual([true, true, false, false]);
  });
});

describe('the target of a link in /proc/<pid>/fd', () => {
  it.each([
    ['socket:[1206]', 1206],
    ['socket:[4294967295]', 4_294_967_295],
    ['socket:[]', 0],
    ['socket:[12', 0],
    ['socket:[-5]', 0],
    [`socket:[${'9'.repeat(30)}]`, 0],
    ['pipe:[1206]', 0],
    ['anon_inode:[eventpoll]', 0],
    ['/tmp/socket:[1]', 0],
    ['', 0],
  ])('%s: %d', (target, inode) => expect(socketInode(target)).toBe(inode));
});
