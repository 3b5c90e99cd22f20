/** Texts that firmware and operating system leave with the BMC (IPMI 2.0, 22.14a and 22.14b). */
import { type CommandChannel, completionError, NET_FN, type SendOptions } from '../command.ts';
import { COMPLETION } from '../completion-codes.ts';
import { ReplyBytes } from '../reply-bytes.ts';
import { latin1, unicode } from '../text-field.ts';

const GET_SYSTEM_INFO = 0x59;
const PARAMETER_UNSUPPORTED = 0x80;
/** What a BMC without such a text answers; all of it means that there is none. */
const ABSENT: readonly number[] = [
  PARAMETER_UNSUPPORTED,
  COMPLETION.invalidCommand,
  COMPLETION.invalidForLun,
  COMPLETION.dataLengthInvalid,
  COMPLETION.parameterOutOfRange,
  COMPLETION.notPresent,
  COMPLETION.invalidField,
];
/** The first block gives encoding and length, and up to 14 bytes; others up to 16. */
const BLOCK_LENGTH = 16;
/** The length is one byte: 255 in all, in blocks of 16 after the first 14. */
const MAX_BLOCKS = 17;
const UTF_8 = 1;
const UNICODE = 2;

export const SYSTEM_INFO = {
  firmwareVersion: 1,
  systemName: 2,
  primaryOperatingSystem: 3,
  operatingSystem: 4,
  presentOsVersion: 5,
  bmcUrl: 6,
  baseOsUrl: 7,
} as const;

/** Null when the BMC does not have the command or the text. */
export async function getSystemInfo(
  channel: CommandChannel,
  parameter: number,
  options?: SendOptions,
): Promise<string | null> {
  const first = await readBlock(channel, parameter, 0, options);
  if (first === null) return null;
  const header = new ReplyBytes(first, 'system info').atLeast(2);
  const length = header.u8(1);
  const content = [...header.rest(2)];
  for (let block = 1; block < MAX_BLOCKS && content.length < length; block += 1) {
    const more = await readBlock(channel, parameter, block, options);
    if (more === null || more.length === 0) break;
    content.push(...more);
  }
  return textOf(header.u8(0) & 0x0f, Uint8Array.from(content.slice(0, length)));
}

/** Without parameter revision and block number. */
async function readBlock(
  channel: CommandChannel,
  parameter: number,
  block: number,
  options?: SendOptions,
): Promise<Uint8Array | null> {
  const request = {
    netFn: NET_FN.app,
    command: GET_SYSTEM_INFO,
    data: Uint8Array.of(0, parameter, block, 0),
  };
  const { completionCode, data } = await channel.send(request, options);
  if (ABSENT.includes(completionCode)) return null;
  if (completionCode !== COMPLETION.done) throw completionError(request, completionCode);
  return new ReplyBytes(data, 'Get System Info Parameters').atLeast(2).rest(2).slice(0, BLOCK_LENGTH);
}

function textOf(encoding: number, content: Uint8Array): string {
  if (encoding === UNICODE) return unicode(content);
  if (encoding !== UTF_8) return latin1(content);
  const nul = content.indexOf(0);
  return new TextDecoder().decode(nul < 0 ? content : content.subarray(0, nul));
}
