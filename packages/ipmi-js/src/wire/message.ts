/** IPMI messages as LAN and IPMB carry them (IPMI 2.0, 13.8 and figure 13-4). */
import type { Decoded } from './dropped.ts';

/** Slave address of every BMC. */
export const BMC_ADDRESS = 0x20;
/** Software id of a remote console. */
export const CONSOLE_ADDRESS = 0x81;
/** Sequence numbers of requests have six bits. */
export const MAX_REQUEST_SEQUENCE = 0x3f;
/** The two checksums, addresses, network function, sequence and command. */
const REQUEST_OVERHEAD = 7;
/** The same and the completion code. */
const MIN_RESPONSE_BYTES = 8;

export interface MessageRequest {
  /** Of the responder: the BMC's unless the message is bridged. */
  readonly address?: number;
  readonly requester?: number;
  readonly netFn: number;
  readonly lun: number;
  readonly command: number;
  readonly sequence: number;
  readonly data: Uint8Array;
}

export interface MessageResponse {
  /** Who answers. */
  readonly address: number;
  /** Odd: that of the request and one. */
  readonly netFn: number;
  readonly sequence: number;
  readonly command: number;
  readonly completionCode: number;
  /** After the completion code; lies in the packet. */
  readonly data: Buffer;
}

export function encodeMessage(request: MessageRequest): Buffer {
  const { netFn, lun, command, sequence, data } = request;
  const bytes = Buffer.alloc(REQUEST_OVERHEAD + data.length);
  bytes[0] = request.address ?? BMC_ADDRESS;
  bytes[1] = (netFn << 2) | lun;
  bytes[2] = checksum(bytes, 0, 2);
  bytes[3] = request.requester ?? CONSOLE_ADDRESS;
  bytes[4] = sequence << 2;
  bytes[5] = command;
  bytes.set(data, 6);
  bytes[bytes.length - 1] = checksum(bytes, 3, bytes.length - 1);
  return bytes;
}

export function decodeMessage(bytes: Buffer, options: { checkChecksums: boolean }): Decoded<MessageResponse> {
  if (bytes.length < MIN_RESPONSE_BYTES) return 'malformed';
  const end = bytes.length - 1;
  const sound = bytes[2] === checksum(bytes, 0, 2) && bytes[end] === checksum(bytes, 3, end);
  if (!sound && options.checkChecksums) return 'checksum';
  return {
    address: bytes.readUInt8(3),
    netFn: bytes.readUInt8(1) >> 2,
    sequence: bytes.readUInt8(4) >> 2,
    command: bytes.readUInt8(5),
    completionCode: bytes.readUInt8(6),
    data: bytes.subarray(7, end),
  };
}

/** Two's complement of the sum: with it, the bytes add up to 0. */
function checksum(bytes: Uint8Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += bytes[i] ?? 0;
  return -sum & 0xff;
}
