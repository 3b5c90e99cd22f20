/** What everything that asks a BMC is written against: a request goes out, a reply comes back. */
import { completionText } from './completion-codes.ts';
import { IpmiError } from './errors.ts';

/** Network functions of requests (IPMI 2.0, table 5-1); the reply's is one higher. */
export const NET_FN = {
  chassis: 0x00,
  bridge: 0x02,
  sensor: 0x04,
  app: 0x06,
  firmware: 0x08,
  storage: 0x0a,
  transport: 0x0c,
  group: 0x2c,
  oemGroup: 0x2e,
} as const;

/** A controller behind the BMC, reached by Send Message. */
export interface BridgeTarget {
  /** Channel of the bus it is on: 0 is the primary IPMB. */
  readonly channel: number;
  /** Slave address with its lowest bit 0, as 0x72. */
  readonly address: number;
}

export interface IpmiRequest {
  readonly netFn: number;
  readonly command: number;
  /** After the command byte; nothing when left out. */
  readonly data?: Uint8Array;
  /** Of the responder; 0 when left out. */
  readonly lun?: number;
  /** The BMC itself when left out. */
  readonly target?: BridgeTarget;
}

export interface IpmiResponse {
  /** 0 when the command was done. */
  readonly completionCode: number;
  /** After the completion code; a copy of its own. */
  readonly data: Uint8Array;
}

export interface SendOptions {
  readonly signal?: AbortSignal;
}

export interface CommandChannel {
  /**
   * Resolves with whatever the BMC answered, also with a completion code other than 0.
   * @throws IpmiError when there is no such answer.
   */
  send(request: IpmiRequest, options?: SendOptions): Promise<IpmiResponse>;
}

/** The data of a reply. @throws IpmiError 'completion_code' when the BMC did not do it. */
export async function ask(
  channel: CommandChannel,
  request: IpmiRequest,
  options?: SendOptions,
): Promise<Uint8Array> {
  const { completionCode, data } = await channel.send(request, options);
  if (completionCode === 0) return data;
  throw completionError(request, completionCode);
}

/** What a reply other than "done" becomes. */
export function completionError({ netFn, command }: IpmiRequest, completionCode: number): IpmiError {
  const asked = `network function ${hex(netFn)}, command ${hex(command)}`;
  const message = `the BMC answered ${hex(completionCode)} (${completionText(completionCode)}) to ${asked}`;
  return new IpmiError('completion_code', message, { completionCode });
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(2, '0')}`;
}
