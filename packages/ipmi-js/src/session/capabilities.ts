/** What a BMC says about itself before anybody has logged in. */
import { ask, NET_FN, type CommandChannel, type SendOptions } from '../command.ts';
import { cipherSuiteIds } from '../crypto/cipher-suites.ts';
import { IpmiError } from '../errors.ts';
import { AUTH_TYPE } from '../wire/frame-v15.ts';

/** The channel that the request comes in by. */
const THIS_CHANNEL = 0x0e;
const EXTENDED = 0x80;
const COMMAND = { authCapabilities: 0x38, cipherSuites: 0x54 } as const;
const LIST_BY_SUITE = 0x80;
/** Full answers of Get Channel Cipher Suites have this many bytes of records; a shorter one is the last. */
const RECORD_BYTES = 16;
/** The list index has six bits. */
const MAX_RECORD_PARTS = 64;

export interface AuthCapabilities {
  readonly channel: number;
  /** Authentication types of IPMI 1.5 for the privilege that was asked about. */
  readonly authTypes: readonly number[];
  /** K_G is set: logins need it beside the password. Null when the BMC has no RMCP+. */
  readonly needsKg: boolean | null;
  readonly perMessageAuth: boolean;
  readonly userLevelAuth: boolean;
  /** User names other than "", user "" with a password, user "" without. */
  readonly namedUsers: boolean;
  readonly nullUsers: boolean;
  readonly anonymous: boolean;
  readonly supportsV15: boolean;
  readonly supportsV20: boolean;
}

/** @throws IpmiError 'malformed_reply' when it is too short. */
export async function authCapabilities(
  channel: CommandChannel,
  privilege: number,
  options?: SendOptions,
): Promise<AuthCapabilities> {
  const request = (flags: number) => ({
    netFn: NET_FN.app,
    command: COMMAND.authCapabilities,
    data: Uint8Array.of(flags | THIS_CHANNEL, privilege),
  });
  const extended = await channel.send(request(EXTENDED), options);
  if (extended.completionCode === 0) return decodeAuthCapabilities(extended.data);
  // IPMI 1.5 may refuse the bit that asks for the data of 2.0.
  return decodeAuthCapabilities(await ask(channel, request(0), options));
}

export function decodeAuthCapabilities(data: Uint8Array): AuthCapabilities {
  const [channel, types, status, versions] = data;
  if (channel === undefined || types === undefined || status === undefined || versions === undefined) {
    throw new IpmiError('malformed_reply', 'the authentication capabilities are cut off');
  }
  const hasV20Data = (types & 0x80) !== 0;
  return {
    channel,
    authTypes: Object.values(AUTH_TYPE).filter((type) => (types & (1 << type)) !== 0),
    needsKg: hasV20Data ? (status & 0x20) !== 0 : null,
    perMessageAuth: (status & 0x10) === 0,
    userLevelAuth: (status & 0x08) === 0,
    namedUsers: (status & 0x04) !== 0,
    nullUsers: (status & 0x02) !== 0,
    anonymous: (status & 0x01) !== 0,
    supportsV15: !hasV20Data || (versions & 0x01) !== 0,
    supportsV20: hasV20Data && (versions & 0x02) !== 0,
  };
}

/** Ids of the cipher suites of the BMC, as it lists them. @throws IpmiError 'completion_code' when it has no such list. */
export async function channelCipherSuites(channel: CommandChannel, options?: SendOptions): Promise<number[]> {
  const records: number[] = [];
  for (let part = 0; part < MAX_RECORD_PARTS; part++) {
    const request = {
      netFn: NET_FN.app,
      command: COMMAND.cipherSuites,
      data: Uint8Array.of(THIS_CHANNEL, 0, LIST_BY_SUITE | part),
    };
    const [, ...bytes] = await ask(channel, request, options);
    records.push(...bytes);
    if (bytes.length < RECORD_BYTES) break;
  }
  return cipherSuiteIds(Uint8Array.from(records));
}
