/** DCMI 1.5: what data centres want to know of any server. */
import { ask, type CommandChannel, NET_FN, type SendOptions } from '../command.ts';
import { malformed, ReplyBytes } from '../reply-bytes.ts';
import { latin1 } from '../text-field.ts';

/** First byte of every request and reply. */
const DCMI = 0xdc;
const GET_CAPABILITIES = 0x01;
const GET_POWER_READING = 0x02;
const GET_ASSET_TAG = 0x06;
const SUPPORTED_CAPABILITIES = 1;
const SYSTEM_POWER_STATISTICS = 1;
/** A tag has up to 63 bytes, and 16 come in a reply. */
const MAX_TAG_LENGTH = 64;
const TAG_PART = 16;

export interface DcmiCapabilities {
  /** As `1.5`. */
  readonly version: string;
  readonly powerManagement: boolean;
  readonly inBandChannel: boolean;
  readonly serialChannel: boolean;
  readonly outOfBandChannel: boolean;
}

export async function getDcmiCapabilities(
  channel: CommandChannel,
  options?: SendOptions,
): Promise<DcmiCapabilities> {
  return decodeDcmiCapabilities(await askDcmi(channel, GET_CAPABILITIES, [SUPPORTED_CAPABILITIES], options));
}

/** @param data of the reply, for parameter 1, with its group byte */
export function decodeDcmiCapabilities(data: Uint8Array): DcmiCapabilities {
  const reply = groupReply(data, 'Get DCMI Capabilities').atLeast(7);
  return {
    version: `${reply.u8(1)}.${reply.u8(2)}`,
    powerManagement: reply.bit(5, 0),
    inBandChannel: reply.bit(6, 0),
    serialChannel: reply.bit(6, 1),
    outOfBandChannel: reply.bit(6, 2),
  };
}

export interface PowerReading {
  /** Watts; the latter three within the reporting period. */
  readonly currentWatts: number;
  readonly minimumWatts: number;
  readonly maximumWatts: number;
  readonly averageWatts: number;
  /** Seconds since 1970 by the BMC's clock. */
  readonly timestamp: number;
  readonly periodMilliseconds: number;
  /** False: power is not measured, and the watts say nothing. */
  readonly isActive: boolean;
}

export async function getPowerReading(channel: CommandChannel, options?: SendOptions): Promise<PowerReading> {
  const data = await askDcmi(channel, GET_POWER_READING, [SYSTEM_POWER_STATISTICS, 0, 0], options);
  return decodePowerReading(data);
}

/** @param data of the reply, with its group byte */
export function decodePowerReading(data: Uint8Array): PowerReading {
  const reply = groupReply(data, 'Get Power Reading').atLeast(18);
  return {
    currentWatts: reply.u16(1),
    minimumWatts: reply.u16(3),
    maximumWatts: reply.u16(5),
    averageWatts: reply.u16(7),
    timestamp: reply.u32(9),
    periodMilliseconds: reply.u32(13),
    isActive: reply.bit(17, 6),
  };
}

/** What the owner calls the machine; empty when nobody named it. */
export async function getAssetTag(channel: CommandChannel, options?: SendOptions): Promise<string> {
  const tag: number[] = [];
  for (let length = 1; tag.length < length;) {
    const wanted = Math.min(TAG_PART, MAX_TAG_LENGTH - tag.length);
    const reply = groupReply(
      await askDcmi(channel, GET_ASSET_TAG, [tag.length, wanted], options),
      'Get Asset Tag',
    );
    length = Math.min(reply.u8(1), MAX_TAG_LENGTH);
    const part = reply.rest(2);
    if (part.length === 0) break;
    tag.push(...part.subarray(0, length - tag.length));
  }
  return latin1(Uint8Array.from(tag));
}

function askDcmi(
  channel: CommandChannel,
  command: number,
  data: readonly number[],
  options?: SendOptions,
): Promise<Uint8Array> {
  return ask(channel, { netFn: NET_FN.group, command, data: Uint8Array.of(DCMI, ...data) }, options);
}

function groupReply(data: Uint8Array, what: string): ReplyBytes {
  const reply = new ReplyBytes(data, what);
  if (reply.u8(0) !== DCMI) throw malformed(`${what}: the reply is of group ${reply.u8(0)}`);
  return reply;
}
