/** The system event log as a whole (IPMI 2.0, 31.2, 31.3 and 31.10). */
import { ask, type CommandChannel, NET_FN, type SendOptions } from '../command.ts';
import { ReplyBytes } from '../reply-bytes.ts';

const GET_SEL_INFO = 0x40;
const GET_SEL_ALLOCATION = 0x41;
const GET_SEL_TIME = 0x48;

export interface SelInfo {
  /** As `1.5`. */
  readonly version: string;
  readonly entryCount: number;
  /** Bytes; 0xffff for "65535 or more". */
  readonly freeBytes: number;
  /** Seconds since 1970 by the BMC's clock; up to 0x20000000 since it started; 0xffffffff for never. */
  readonly additionTimestamp: number;
  readonly eraseTimestamp: number;
  /** Events were lost for want of space. */
  readonly hasOverflowed: boolean;
  readonly supports: {
    readonly delete: boolean;
    readonly partialAdd: boolean;
    readonly reserve: boolean;
    readonly allocationInfo: boolean;
  };
}

export async function getSelInfo(channel: CommandChannel, options?: SendOptions): Promise<SelInfo> {
  return decodeSelInfo(await ask(channel, { netFn: NET_FN.storage, command: GET_SEL_INFO }, options));
}

/** @param data of a Get SEL Info reply */
export function decodeSelInfo(data: Uint8Array): SelInfo {
  const reply = new ReplyBytes(data, 'Get SEL Info').atLeast(14);
  const version = reply.u8(0);
  return {
    version: `${version & 0x0f}.${version >> 4}`,
    entryCount: reply.u16(1),
    freeBytes: reply.u16(3),
    additionTimestamp: reply.u32(5),
    eraseTimestamp: reply.u32(9),
    hasOverflowed: reply.bit(13, 7),
    supports: {
      delete: reply.bit(13, 3),
      partialAdd: reply.bit(13, 2),
      reserve: reply.bit(13, 1),
      allocationInfo: reply.bit(13, 0),
    },
  };
}

export interface SelAllocation {
  /** Units that the log is made of; 0 for "not specified", as the size. */
  readonly units: number;
  readonly unitBytes: number;
  readonly freeUnits: number;
  readonly largestFreeUnits: number;
  readonly largestRecordUnits: number;
}

export async function getSelAllocation(
  channel: CommandChannel,
  options?: SendOptions,
): Promise<SelAllocation> {
  const data = await ask(channel, { netFn: NET_FN.storage, command: GET_SEL_ALLOCATION }, options);
  const reply = new ReplyBytes(data, 'Get SEL Allocation Info').atLeast(9);
  return {
    units: reply.u16(0),
    unitBytes: reply.u16(2),
    freeUnits: reply.u16(4),
    largestFreeUnits: reply.u16(6),
    largestRecordUnits: reply.u8(8),
  };
}

/** Seconds since 1970 by the BMC's clock, which may be in local time. */
export async function getSelTime(channel: CommandChannel, options?: SendOptions): Promise<number> {
  const data = await ask(channel, { netFn: NET_FN.storage, command: GET_SEL_TIME }, options);
  return new ReplyBytes(data, 'Get SEL Time').u32(0);
}
