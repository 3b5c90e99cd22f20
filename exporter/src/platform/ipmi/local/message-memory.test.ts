/** Byte by byte, as the kernel's header has the structures on 64-bit machines. */
import { describe, expect, it } from 'vitest';
import { MAX_DATA_BYTES, MessageMemory, RECEIVE_MSG_TRUNC, SEND_COMMAND } from './message-memory.ts';

const AT = 0x7f12_3456_7000n;
const memory = () => new MessageMemory(() => AT);
const hex = (bytes: Uint8Array, from: number, to: number) =>
  Buffer.from(bytes.subarray(from, to)).toString('hex');

/** The macros of asm-generic/ioctl.h. */
const ioc = (direction: number, number: number, size: number) =>
  ((direction << 30) | (size << 16) | ('i'.charCodeAt(0) << 8) | number) >>> 0;
const [READ, READ_WRITE] = [2, 3];

describe('requests of the driver', () => {
  it.each([
    ['IPMICTL_SEND_COMMAND, struct ipmi_req', SEND_COMMAND, ioc(READ, 13, 40)],
    ['IPMICTL_RECEIVE_MSG_TRUNC, struct ipmi_recv', RECEIVE_MSG_TRUNC, ioc(READ_WRITE, 11, 48)],
  ])('%s', (_, number, expected) => expect(number).toBe(expected));
});

describe('a command', () => {
  it('for the BMC', () => {
    const { bytes, ...rest } = laid({ netFn: 0x0a, command: 0x43, lun: 2, data: Uint8Array.of(1, 2, 3) });
    expect(rest).toEqual({
      address: '40705634127f0000',
      addressBytes: '08000000',
      padding: '00000000',
      id: '0807060504030200',
      netFnAndCommand: '0a43',
      dataBytes: '0300',
      morePadding: '00000000',
      data: '80705634127f0000',
    });
    // addr_type 0x0c, channel 15, lun.
    expect([hex(bytes, 64, 72), hex(bytes, 128, 132)]).toEqual(['0c0000000f000200', '01020300']);
  });

  it('for a controller behind it', () => {
    const { bytes, dataBytes } = laid({
      netFn: 4,
      command: 0x2d,
      lun: 1,
      target: { channel: 7, address: 0x72 },
    });
    // addr_type 1, channel, slave_addr, lun.
    expect([hex(bytes, 64, 72), dataBytes]).toEqual(['0100000007007201', '0000']);
  });

  it('leaves nothing of the one before it', () => {
    const each = memory();
    each.layRequest(1, { netFn: 6, command: 1, data: Buffer.alloc(MAX_DATA_BYTES, 0xff) });
    each.layRequest(2, { netFn: 6, command: 1 });
    expect(each.bytes.subarray(128).every((byte) => byte === 0)).toBe(true);
  });

  it('has no more data than a message can have', () => {
    expect(() => memory().layRequest(1, { netFn: 6, command: 1, data: Buffer.alloc(273) })).toThrow(
      RangeError,
    );
  });
});

function laid(request: Parameters<MessageMemory['layRequest']>[1]) {
  const each = memory();
  each.layRequest(0x0002_0304_0506_0708, request);
  const { bytes } = each;
  return {
    bytes,
    address: hex(bytes, 0, 8),
    addressBytes: hex(bytes, 8, 12),
    padding: hex(bytes, 12, 16),
    id: hex(bytes, 16, 24),
    netFnAndCommand: hex(bytes, 24, 26),
    dataBytes: hex(bytes, 26, 28),
    morePadding: hex(bytes, 28, 32),
    data: hex(bytes, 32, 40),
  };
}

it('room for a message', () => {
  const each = memory();
  each.layRoom();
  expect([
    hex(each.bytes, 0, 8),
    hex(each.bytes, 8, 16),
    hex(each.bytes, 16, 24),
    hex(each.bytes, 24, 32),
    hex(each.bytes, 32, 36),
    hex(each.bytes, 40, 48),
  ]).toEqual([
    '0000000000000000',
    '40705634127f0000',
    '2800000000000000',
    '0000000000000000',
    '00001001',
    '80705634127f0000',
  ]);
});

it('a message', () => {
  const each = memory();
  each.layRoom();
  each.bytes.writeInt32LE(1, 0);
  each.bytes.writeBigInt64LE(77n, 24);
  each.bytes.set([0x07, 0x01, 3, 0], 32);
  each.bytes.set([0, 0x20, 0x81], 128);
  const message = each.received();
  expect(message).toEqual({ type: 1, id: 77, netFn: 7, command: 1, data: Uint8Array.of(0, 0x20, 0x81) });
  each.layRoom();
  expect(message.data).toEqual(Uint8Array.of(0, 0x20, 0x81));
});

it('a message that claims to be longer than there is room', () => {
  const each = memory();
  each.bytes.writeUInt16LE(0xffff, 34);
  expect(each.received().data).toHaveLength(MAX_DATA_BYTES);
});
