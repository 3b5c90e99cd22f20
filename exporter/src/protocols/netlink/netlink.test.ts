import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  attribute,
  diagMessage,
  type DiagFields,
  done,
  message,
  refused,
  u32,
} from '../../../../test/support/netlink.ts';
import { ModuleError } from '../../model/errors.ts';
import { attributeText, datagramOf, dumpRequest, readAttributes, readMessages } from './message.ts';
import {
  AF_INET6,
  diagDetails,
  emptyDiagRow,
  readDiagRow,
  tcpConnections,
  tcpListeners,
  udpSockets,
} from './socket-diag.ts';

function messagesIn(bytes: Buffer): { last: boolean; messages: [number, string][] } {
  const messages: [number, string][] = [];
  const last = readMessages(datagramOf(bytes), bytes.length, (type, start, end) =>
    messages.push([type, bytes.toString('latin1', start, end)]),
  );
  return { last, messages };
}

describe('messages', () => {
  it('are read one after the other', () => {
    const bytes = Buffer.concat([message(20, Buffer.from('abc')), message(21, Buffer.from('defg'))]);
    expect(messagesIn(bytes)).toEqual({
      last: false,
      messages: [
        [20, 'abc'],
        [21, 'defg'],
      ],
    });
  });

  it('end with the end of the dump, whatever follows', () => {
    const bytes = Buffer.concat([message(20), done(), message(21)]);
    expect(messagesIn(bytes)).toEqual({ last: true, messages: [[20, '']] });
  });

  it('of netlink itself are passed over', () => {
    expect(messagesIn(Buffer.concat([message(1), message(15), message(16)])).messages).toEqual([[16, '']]);
  });

  it.each([
    [2, 'unsupported'],
    [95, 'unsupported'],
    [1, 'permission_denied'],
    [13, 'permission_denied'],
  ])('with error %d are %s', (errno, code) => {
    expect(() => messagesIn(refused(errno))).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(String(errno)) as string }),
    );
  });

  it.each([
    ['too long for the datagram', () => message(20, Buffer.alloc(9)).subarray(0, 20)],
    ['shorter than their header', () => u32(15, 0, 0, 0)],
    ['errors without a number', () => message(2)],
    ['huge', () => u32(0xffffffff, 20, 0, 0)],
  ])('that are %s are malformed', (_, make) =>
    expect(() => messagesIn(make())).toThrow(expect.objectContaining({ code: 'malformed_reply' })),
  );

  it('make a request', () => {
    expect(dumpRequest(38, Uint8Array.of(7))).toEqual(
      Buffer.from([17, 0, 0, 0, 38, 0, 1, 3, 0, 0, 0, 0, 0, 0, 0, 0, 7]),
    );
  });
});

describe('attributes', () => {
  it('are read without the flags of their types', () => {
    const bytes = Buffer.concat([attribute(0x8003, Buffer.from('eth0\0')), attribute(4, u32(9))]);
    const seen: [number, number][] = [];
    readAttributes(bytes, 0, bytes.length, (type, content) => seen.push([type, content.length]));
    expect(seen).toEqual([
      [3, 5],
      [4, 4],
    ]);
  });

  it.each([
    ['eth0\0', 'eth0'],
    ['eth0', 'eth0'],
    ['', ''],
    ['a\0b', 'a'],
  ])('text %j', (content, text) => expect(attributeText(Buffer.from(content))).toBe(text));

  it.each([u32(3, 0), u32(0x00ff, 0)])('of a wrong length are malformed', (bytes) =>
    expect(() => readAttributes(bytes, 0, bytes.length, () => undefined)).toThrow(
      expect.objectContaining({ code: 'malformed_reply' }),
    ),
  );
});

/** What is read of a socket. */
function diagOf(fields: DiagFields) {
  const datagram = datagramOf(diagMessage(fields));
  const row = emptyDiagRow();
  let details: ReturnType<typeof diagDetails> = null;
  readMessages(datagram, datagram.bytes.length, (_type, start, end) => {
    expect(readDiagRow(datagram, start, end, row)).toBe(true);
    details = diagDetails(datagram, start, end);
  });
  return { row, details };
}

const MAPPED = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 10, 0, 0, 9];

describe('sockets', () => {
  it('are read whole', () => {
    const fields = {
      state: 1,
      localPort: 443,
      remotePort: 50_001,
      receiveQueue: 7,
      sendQueue: 4_294_967_295,
    };
    expect(diagOf({ ...fields, inode: 4_000_000_000 }).row).toEqual({ ...fields, inode: 4_000_000_000 });
  });

  it.each<[DiagFields, unknown]>([
    [
      { state: 10, uid: 33, drops: 12 },
      { address: { family: 4, text: '127.0.0.1' }, uid: 33, drops: 12 },
    ],
    [
      { state: 10, family: AF_INET6, address: new Array<number>(16).fill(0) },
      { address: { family: 6, text: '::' }, uid: 0, drops: null },
    ],
    [
      { state: 10, family: AF_INET6, address: MAPPED },
      { address: { family: 4, text: '10.0.0.9' }, uid: 0, drops: null },
    ],
    [{ state: 10, family: 1 }, null],
  ])('%j', (fields, details) => expect(diagOf(fields).details).toEqual(details));

  it('that are cut off are none', () => {
    expect(readDiagRow(datagramOf(Buffer.alloc(71)), 0, 71, emptyDiagRow())).toBe(false);
  });

  it('are asked for: listening ones with memory figures, the others without', () => {
    const [listeners, connections] = [tcpListeners(), tcpConnections()];
    expect([listeners.length, listeners.readUInt16LE(4), listeners[19]]).toEqual([76, 18, 64]);
    expect(listeners.readUInt32LE(68)).toBe(1 << 10);
    expect([connections[19], connections.readUInt32LE(68)]).toEqual([0, 0xffe & ~(1 << 10)]);
    const udp = udpSockets(AF_INET6);
    expect([udp.length, udp.readUInt16LE(4), ...udp.subarray(16, 19)]).toEqual([72, 20, 10, 17, 64]);
  });
});

it('any bytes are messages or malformed', () => {
  const bytesOf = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc
      .array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.uint8Array({ maxLength: 120 })), { maxLength: 4 })
      .map((all) => Buffer.concat(all.map(([type, payload]) => message(type, payload)))),
  );
  fc.assert(
    fc.property(bytesOf, (array) => {
      const datagram = datagramOf(array);
      try {
        readMessages(datagram, array.length, (_type, start, end) => {
          if (readDiagRow(datagram, start, end, emptyDiagRow())) diagDetails(datagram, start, end);
          readAttributes(datagram.bytes, start, end, (_, content) => attributeText(content));
        });
      } catch (error) {
        expect(error).toBeInstanceOf(ModuleError);
      }
    }),
    { numRuns: 500 },
  );
});
