/** A login to IPMI 1.5: challenge, then activation (IPMI 2.0, 22.16 and 22.17). */
import { randomBytes } from 'node:crypto';
import { NET_FN } from '../command.ts';
import { IpmiError } from '../errors.ts';
import { AUTH_TYPE, decodeFrameV15, encodeFrameV15, RMCP_PLUS } from '../wire/frame-v15.ts';
import type { AuthCapabilities } from './capabilities.ts';
import type { BmcLink } from './bmc-link.ts';
import { type Credentials, PRIVILEGE } from './credentials.ts';
import { Exchange, outsideSessions } from './exchange.ts';
import { refusedV15 } from './refusals.ts';
import { type LoginOptions, Session } from './session.ts';
import type { Wire } from './wire.ts';
import { codeV15, turned, WireV15 } from './wire-v15.ts';

/** `password` sends the password itself, `none` nothing at all. */
export type AuthType = 'none' | 'md5' | 'password';

export interface LoginV15Options extends LoginOptions {
  /** The first that the BMC has is taken. */
  readonly authTypes: readonly AuthType[];
}

const COMMAND = { challenge: 0x39, activate: 0x3a } as const;
const USER_BYTES = 16;
const MAX_PASSWORD_BYTES = 16;
const CHALLENGE_BYTES = 20;
const ACTIVATION_BYTES = 10;

interface Activation {
  readonly authType: number;
  readonly sessionId: number;
  readonly firstSequence: number;
}

export async function loginV15(
  link: BmcLink,
  capabilities: AuthCapabilities,
  options: LoginV15Options,
): Promise<Session> {
  const { credentials, workarounds, timing, maxInFlight, privilege, signal } = options;
  if (credentials.password.length > MAX_PASSWORD_BYTES) {
    const message = `${link.target}: IPMI 1.5 has no passwords of more than ${MAX_PASSWORD_BYTES} bytes`;
    throw new IpmiError('unsupported', message);
  }
  const authType = chosenType(link, capabilities, options);
  const { sessionId, challenge } = await getChallenge(link, authType, options);
  const activation = await activate(link, { authType, sessionId, challenge }, options);

  const perMessage =
    capabilities.perMessageAuth || workarounds.has('forcepermsg') || activation.authType !== AUTH_TYPE.none;
  const wire = new WireV15({
    sessionId: activation.sessionId,
    authType,
    password: credentials.password,
    perMessage: perMessage && authType !== AUTH_TYPE.none,
    firstSequence: workarounds.has('endianseq') ? turned(activation.firstSequence) : activation.firstSequence,
    workarounds,
  });
  const checkChecksums = !workarounds.has('nochecksumcheck');
  const exchange = new Exchange(link, wire, { timing, maxInFlight, checkChecksums });
  const session = new Session(link, exchange, activation.sessionId, {
    version: '1.5',
    cipherSuite: null,
    guid: null,
  });
  await session.raiseTo(privilege, signal);
  return session;
}

function chosenType(link: BmcLink, { authTypes }: AuthCapabilities, options: LoginV15Options): number {
  const chosen = options.authTypes.find((type) => authTypes.includes(AUTH_TYPE[type]));
  if (chosen !== undefined) return AUTH_TYPE[chosen];
  const wanted = options.authTypes.join(', ');
  const message = `${link.target}: the BMC has none of the IPMI 1.5 authentication types ${wanted} for this privilege`;
  throw new IpmiError('unsupported', message);
}

async function getChallenge(link: BmcLink, authType: number, options: LoginV15Options) {
  const data = Buffer.alloc(1 + USER_BYTES);
  data[0] = authType;
  data.set(options.credentials.user, 1);
  const request = { netFn: NET_FN.app, command: COMMAND.challenge, data };
  const reply = await outsideSessions(link, options).send(request, { signal: options.signal });
  if (reply.completionCode !== 0) throw refusedV15(link.target, 'challenge', reply.completionCode);
  if (reply.data.length < CHALLENGE_BYTES) throw cutOff(link, 'Get Session Challenge');
  const bytes = Buffer.from(reply.data);
  return { sessionId: bytes.readUInt32LE(0), challenge: bytes.subarray(4, CHALLENGE_BYTES) };
}

interface Begun {
  readonly authType: number;
  /** Only for the activation. */
  readonly sessionId: number;
  readonly challenge: Buffer;
}

async function activate(link: BmcLink, begun: Begun, options: LoginV15Options): Promise<Activation> {
  const { credentials, signal, privilege } = options;
  const data = Buffer.concat([
    Buffer.of(begun.authType, PRIVILEGE[privilege]),
    begun.challenge,
    // Where the BMC is to begin to count; 0 is not a number of sessions.
    Buffer.concat([randomBytes(3), Buffer.of(1)]),
  ]);
  const wire = activationWire(begun, credentials, options);
  const exchange = outsideSessions(link, options, wire);
  const request = { netFn: NET_FN.app, command: COMMAND.activate, data };
  const reply = await exchange.send(request, { signal }).catch((error: unknown) => {
    if (!(error instanceof IpmiError) || error.code !== 'timeout') throw error;
    const message = `${link.target}: no answer to the activation of the session; many BMCs are silent when the password is wrong`;
    throw new IpmiError('timeout', message, { cause: error });
  });
  if (reply.completionCode !== 0) throw refusedV15(link.target, 'activation', reply.completionCode);
  if (reply.data.length < ACTIVATION_BYTES) throw cutOff(link, 'Activate Session');
  const bytes = Buffer.from(reply.data);
  return {
    authType: bytes.readUInt8(0) & 0x0f,
    sessionId: bytes.readUInt32LE(1),
    firstSequence: bytes.readUInt32LE(5),
  };
}

/** Authenticated already, but not numbered yet. */
function activationWire(begun: Begun, { password }: Credentials, { workarounds }: LoginV15Options): Wire {
  const { authType, sessionId } = begun;
  return {
    seal(message) {
      const frame = { authType, sequence: 0, sessionId, message };
      return encodeFrameV15({ ...frame, authCode: codeV15({ authType, password }, frame) });
    },
    open(body) {
      if (body[0] === RMCP_PLUS) return 'session';
      const frame = decodeFrameV15(body);
      if (typeof frame === 'string') return frame;
      const ours = frame.sessionId === sessionId || (frame.sessionId === 0 && workarounds.has('idzero'));
      return ours ? frame.message : 'session';
    },
  };
}

function cutOff(link: BmcLink, what: string): IpmiError {
  return new IpmiError('malformed_reply', `${link.target}: the answer to ${what} is cut off`);
}
