/**
 * Structures of the Linux driver (include/uapi/linux/ipmi.h) as a 64-bit little-endian kernel has them, in one piece
 * of memory: `ipmi_req` or `ipmi_recv` at its beginning, then the address and the data that these point to.
 */
import type { IpmiRequest } from 'ipmi-js';

/** _IOR('i', 13, struct ipmi_req): 40 bytes. */
export const SEND_COMMAND = 0x8028690d;
/** _IOWR('i', 11, struct ipmi_recv): 48 bytes; data for which there is no room is cut off. */
export const RECEIVE_MSG_TRUNC = 0xc030690b;
/** `recv_type` of what answers a command; others are events, and commands from elsewhere. */
export const RESPONSE = 1;
/** IPMI_MAX_MSG_LENGTH of linux/ipmi_msgdefs.h. */
export const MAX_DATA_BYTES = 272;

const ADDRESS_AT = 64;
/** IPMI_MAX_ADDR_SIZE and the two fields before it. */
const ADDRESS_BYTES = 40;
const DATA_AT = 128;

const SYSTEM_INTERFACE = 0x0c;
const BMC_CHANNEL = 0x0f;
const IPMB = 0x01;
/** `ipmi_system_interface_addr` and `ipmi_ipmb_addr`, with what pads them. */
const SENT_ADDRESS_BYTES = 8;

const REQUEST = { address: 0, addressBytes: 8, id: 16, message: 24 } as const;
const RECEIVED = { type: 0, address: 8, addressBytes: 16, id: 24, message: 32 } as const;
/** Within `ipmi_msg`. */
const MESSAGE = { netFn: 0, command: 1, dataBytes: 2, data: 8 } as const;
const NO_DATA = new Uint8Array(0);

export interface ReceivedMessage {
  readonly type: number;
  /** Of the command that it answers. */
  readonly id: number;
  readonly netFn: number;
  readonly command: number;
  /** With the completion code; a copy. */
  readonly data: Uint8Array;
}

export class MessageMemory {
  /** Memory of its own: what is small, Node may keep where the garbage collector moves it. */
  readonly bytes = Buffer.from(new ArrayBuffer(DATA_AT + MAX_DATA_BYTES));
  readonly #at: bigint;

  constructor(addressOf: (bytes: Uint8Array) => bigint) {
    this.#at = addressOf(this.bytes);
  }

  /** @throws RangeError when it has more data than a message can have. */
  layRequest(id: number, { netFn, command, data = NO_DATA, lun = 0, target }: IpmiRequest): void {
    if (data.length > MAX_DATA_BYTES) throw new RangeError(`more than ${MAX_DATA_BYTES} bytes of data`);
    const { bytes } = this;
    bytes.fill(0);
    bytes.writeInt32LE(target ? IPMB : SYSTEM_INTERFACE, ADDRESS_AT);
    bytes.writeInt16LE(target ? target.channel : BMC_CHANNEL, ADDRESS_AT + 4);
    bytes.set(target ? [target.address, lun] : [lun], ADDRESS_AT + 6);
    bytes.set(data, DATA_AT);
    this.#point(REQUEST.address, ADDRESS_AT);
    bytes.writeUInt32LE(SENT_ADDRESS_BYTES, REQUEST.addressBytes);
    bytes.writeBigInt64LE(BigInt(id), REQUEST.id);
    bytes.writeUInt8(netFn, REQUEST.message + MESSAGE.netFn);
    bytes.writeUInt8(command, REQUEST.message + MESSAGE.command);
    this.#layData(REQUEST.message, data.length);
  }

  /** Room for whatever comes. */
  layRoom(): void {
    this.bytes.fill(0);
    this.#point(RECEIVED.address, ADDRESS_AT);
    this.bytes.writeUInt32LE(ADDRESS_BYTES, RECEIVED.addressBytes);
    this.#layData(RECEIVED.message, MAX_DATA_BYTES);
  }

  /** What the driver has written there. */
  received(): ReceivedMessage {
    const { bytes } = this;
    const dataBytes = bytes.readUInt16LE(RECEIVED.message + MESSAGE.dataBytes);
    return {
      type: bytes.readInt32LE(RECEIVED.type),
      id: Number(bytes.readBigInt64LE(RECEIVED.id)),
      netFn: bytes.readUInt8(RECEIVED.message + MESSAGE.netFn),
      command: bytes.readUInt8(RECEIVED.message + MESSAGE.command),
      data: Uint8Array.from(bytes.subarray(DATA_AT, DATA_AT + Math.min(dataBytes, MAX_DATA_BYTES))),
    };
  }

  #layData(message: number, length: number): void {
    this.bytes.writeUInt16LE(length, message + MESSAGE.dataBytes);
    this.#point(message + MESSAGE.data, DATA_AT);
  }

  #point(from: number, to: number): void {
    this.bytes.writeBigUInt64LE(this.#at + BigInt(to), from);
  }
}
