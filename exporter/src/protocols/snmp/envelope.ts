/** What a message says of its sender before anything in it is believed: RFC 1157, RFC 1901, RFC 3412, RFC 3414. */
import { BerReader, malformed, SEQUENCE } from './ber.ts';
import { VERSION_NUMBER } from './message.ts';
import { FLAG_AUTH, FLAG_PRIV, FLAG_REPORTABLE, readV3Message } from './v3-message.ts';

export interface CommunityEnvelope {
  readonly version: 1 | 2;
  readonly community: Buffer;
}

export interface UserEnvelope {
  readonly version: 3;
  readonly isAuthenticated: boolean;
  readonly isEncrypted: boolean;
  /** The sender expects to be answered: never with a trap, always with an inform. */
  readonly isReportable: boolean;
  /** Of the authoritative engine: who sends a trap, who receives an inform. */
  readonly engineId: Buffer;
  readonly engineBoots: number;
  /** Seconds. */
  readonly engineTime: number;
  readonly user: string;
}

/** RFC 3414: msgUserName. */
const MAX_USER_OCTETS = 32;

/** Views on the bytes. @throws ModuleError `malformed_reply` */
export function readEnvelope(bytes: Buffer): CommunityEnvelope | UserEnvelope {
  const message = new BerReader(bytes).enter(SEQUENCE, 'the message');
  const version = message.integer('the version');
  switch (version) {
    case VERSION_NUMBER[1]:
      return { version: 1, community: message.octets('the community') };
    case VERSION_NUMBER[2]:
      return { version: 2, community: message.octets('the community') };
    case VERSION_NUMBER[3]:
      return userEnvelope(bytes);
    default:
      throw malformed(`its version is ${version}`);
  }
}

function userEnvelope(bytes: Buffer): UserEnvelope {
  const { flags, engineId, boots, time, userName } = readV3Message(bytes).header;
  const isAuthenticated = (flags & FLAG_AUTH) !== 0;
  const isEncrypted = (flags & FLAG_PRIV) !== 0;
  if (isEncrypted && !isAuthenticated) throw malformed('it is encrypted but not authenticated');
  if (userName.length > MAX_USER_OCTETS) throw malformed(`a user name has ${userName.length} octets`);
  return {
    version: 3,
    isAuthenticated,
    isEncrypted,
    isReportable: (flags & FLAG_REPORTABLE) !== 0,
    engineId,
    engineBoots: boots,
    engineTime: time,
    user: userName.toString('utf8'),
  };
}
