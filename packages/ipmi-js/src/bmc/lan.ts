/** How a LAN channel of the BMC is set up (IPMI 2.0, 23.2). What is secret there, as community strings, is never asked for. */
import { type CommandChannel, completionError, NET_FN, type SendOptions } from '../command.ts';
import { COMPLETION } from '../completion-codes.ts';
import { ReplyBytes } from '../reply-bytes.ts';
import { hexDigits } from '../text-field.ts';

const GET_LAN_PARAMETERS = 0x02;
/** The parameter is not supported, or has no such set. */
const ABSENT: readonly number[] = [0x80, COMPLETION.parameterOutOfRange, COMPLETION.notPresent];
const PARAMETER = { address: 3, source: 4, mac: 5, mask: 6, gateway: 12, gatewayMac: 13, vlan: 20 } as const;
const SOURCES = ['unspecified', 'static', 'dhcp', 'bios', 'other'] as const;
/** The channel that the request came in by. */
export const PRESENT_CHANNEL = 0x0e;

export interface LanConfiguration {
  /** Dotted; null when the BMC does not say, as all others here. */
  readonly ipAddress: string | null;
  readonly ipSource: (typeof SOURCES)[number] | null;
  /** Lower-case with colons. */
  readonly macAddress: string | null;
  readonly subnetMask: string | null;
  readonly gateway: string | null;
  readonly gatewayMac: string | null;
  /** Null also when VLANs are off. */
  readonly vlan: number | null;
}

/** @param lanChannel the one the request comes in by when left out */
export async function getLanConfiguration(
  channel: CommandChannel,
  lanChannel: number = PRESENT_CHANNEL,
  options?: SendOptions,
): Promise<LanConfiguration> {
  const read = (parameter: number) => getLanParameter(channel, lanChannel, parameter, options);
  return {
    ipAddress: dotted(await read(PARAMETER.address)),
    ipSource: sourceOf(await read(PARAMETER.source)),
    macAddress: colons(await read(PARAMETER.mac)),
    subnetMask: dotted(await read(PARAMETER.mask)),
    gateway: dotted(await read(PARAMETER.gateway)),
    gatewayMac: colons(await read(PARAMETER.gatewayMac)),
    vlan: vlanOf(await read(PARAMETER.vlan)),
  };
}

export interface LanParameterOptions extends SendOptions {
  /** Set selector, of parameters that there are several of; 0 when left out. */
  readonly set?: number;
}

/** The data of a parameter without its revision; null when the BMC does not have it. */
export async function getLanParameter(
  channel: CommandChannel,
  lanChannel: number,
  parameter: number,
  { set = 0, ...options }: LanParameterOptions = {},
): Promise<Uint8Array | null> {
  const data = Uint8Array.of(lanChannel & 0x0f, parameter, set, 0);
  const request = { netFn: NET_FN.transport, command: GET_LAN_PARAMETERS, data };
  const answer = await channel.send(request, options);
  if (ABSENT.includes(answer.completionCode)) return null;
  if (answer.completionCode !== COMPLETION.done) throw completionError(request, answer.completionCode);
  return new ReplyBytes(answer.data, `LAN parameter ${parameter}`).atLeast(1).rest(1);
}

function dotted(data: Uint8Array | null): string | null {
  return data === null ? null : new ReplyBytes(data, 'IP address').slice(0, 4).join('.');
}

function colons(data: Uint8Array | null): string | null {
  if (data === null) return null;
  return hexDigits(new ReplyBytes(data, 'MAC address').slice(0, 6)).replace(/..(?!$)/g, '$&:');
}

function sourceOf(data: Uint8Array | null): LanConfiguration['ipSource'] {
  return data === null ? null : (SOURCES[new ReplyBytes(data, 'IP source').u8(0) & 0x0f] ?? 'other');
}

function vlanOf(data: Uint8Array | null): number | null {
  if (data === null) return null;
  const vlan = new ReplyBytes(data, 'VLAN ID').u16(0);
  return (vlan & 0x8000) === 0 ? null : vlan & 0x0fff;
}
