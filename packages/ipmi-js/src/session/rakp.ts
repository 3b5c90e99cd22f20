/** RAKP: both sides prove that they know the password, and come to the keys of the session. */
import { randomBytes } from 'node:crypto';
import { AUTHENTICATION, type CipherSuite, INTEGRITY } from '../crypto/cipher-suites.ts';
import { equalCodes } from '../crypto/integrity.ts';
import {
  type RakpFacts,
  rakp2Code,
  rakp3Code,
  rakp4Code,
  sessionKeys,
  type SessionKeys,
} from '../crypto/keys.ts';
import { encodeHandshake, PAYLOAD } from '../wire/frame-v20.ts';
import {
  decodeRakp2,
  decodeRakp4,
  encodeRakp1,
  encodeRakp3,
  type OpenSessionResponse,
  type Rakp2,
} from '../wire/rakp-messages.ts';
import type { BmcLink } from './bmc-link.ts';
import { PRIVILEGE } from './credentials.ts';
import { Exchange } from './exchange.ts';
import { handshake } from './handshake.ts';
import type { LoginV20Options } from './login-v20.ts';
import { refusedLogin, STATUS, wrongKey, wrongKg } from './refusals.ts';
import { Session } from './session.ts';
import { WireV20 } from './wire-v20.ts';
import type { Workarounds } from './workarounds.ts';

/** In the role: the user is found by name alone, not by name and privilege. */
const NAME_ONLY = 0x10;
const RANDOM_BYTES = 16;
const USER_BYTES = 16;
const SHORT_PASSWORD_BYTES = 16;
const EMPTY = Buffer.alloc(0);

/**
 * Its packets are sent once: for a second RAKP 1 a BMC makes another random number, and nobody knows which of its
 * answers is which. Who gets no answer begins the login anew.
 */
export async function rakp(
  link: BmcLink,
  suite: CipherSuite,
  opened: OpenSessionResponse,
  options: LoginV20Options,
): Promise<Session> {
  const { credentials, workarounds, privilege, signal, timing, maxInFlight } = options;
  const userKey = userKeyOf(credentials.password, suite, workarounds);
  const { rakp2, facts } = await exchangeRandoms(link, opened, options);
  if (!proves(rakp2.code, rakp2Code(suite.authentication, userKey, facts), workarounds)) {
    giveUp(link, opened);
    throw wrongKey(link.target);
  }
  const keys = sessionKeys(suite.authentication, credentials.kg ?? userKey, facts);
  const guid = new Uint8Array(facts.bmcGuid);
  const rakp4 = await proveOurselves(link, suite, opened, options, { facts, userKey });
  if (!confirms(rakp4, suite, keys, facts, workarounds)) throw wrongKg(link.target, credentials.kg !== null);

  const { bmcSessionId, consoleSessionId } = opened;
  const wire = new WireV20({ algorithms: suite, keys, userKey, bmcSessionId, consoleSessionId });
  const checkChecksums = !workarounds.has('nochecksumcheck');
  const exchange = new Exchange(link, wire, { timing, maxInFlight, checkChecksums });
  const session = new Session(link, exchange, bmcSessionId, { version: '2.0', cipherSuite: suite.id, guid });
  await session.raiseTo(privilege, signal);
  return session;
}

/** RAKP 1 and 2. */
async function exchangeRandoms(
  link: BmcLink,
  { tag, bmcSessionId, consoleSessionId }: OpenSessionResponse,
  options: LoginV20Options,
): Promise<{ rakp2: Rakp2; facts: RakpFacts }> {
  const { workarounds, credentials } = options;
  const consoleRandom = randomBytes(RANDOM_BYTES);
  const role = PRIVILEGE[options.privilege] | (options.userLookup === 'name' ? NAME_ONLY : 0);
  const user = workarounds.has('intel20') ? paddedUser(credentials.user) : credentials.user;
  const rakp2 = await handshake(link, once(options), {
    name: 'RAKP 1',
    tag,
    request: PAYLOAD.rakp1,
    payload: encodeRakp1({ tag, bmcSessionId, random: consoleRandom, role, user }),
    response: PAYLOAD.rakp2,
    decode: decodeRakp2,
    consoleSessionId,
  });
  if (rakp2.status !== STATUS.done) throw refusedLogin(link.target, 'RAKP 2', rakp2.status);
  const { random: bmcRandom, guid: bmcGuid } = rakp2;
  return { rakp2, facts: { consoleSessionId, bmcSessionId, consoleRandom, bmcRandom, bmcGuid, role, user } };
}

/** RAKP 3 and 4. @returns the integrity check value of the BMC. */
async function proveOurselves(
  link: BmcLink,
  suite: CipherSuite,
  { tag, bmcSessionId, consoleSessionId }: OpenSessionResponse,
  options: LoginV20Options,
  { facts, userKey }: { facts: RakpFacts; userKey: Buffer },
): Promise<Buffer> {
  const intel = options.workarounds.has('intel20');
  const hashed = intel ? { ...facts, role: facts.role & ~NAME_ONLY, user: options.credentials.user } : facts;
  const code = rakp3Code(suite.authentication, userKey, hashed);
  const rakp4 = await handshake(link, once(options), {
    name: 'RAKP 3',
    tag,
    request: PAYLOAD.rakp3,
    payload: encodeRakp3({ tag, status: STATUS.done, bmcSessionId, code }),
    response: PAYLOAD.rakp4,
    decode: decodeRakp4,
    consoleSessionId,
  });
  if (rakp4.status !== STATUS.done) throw refusedLogin(link.target, 'RAKP 4', rakp4.status);
  return rakp4.code;
}

function once({ patienceMs, signal }: LoginV20Options) {
  return { timing: { resendAfterMs: patienceMs, giveUpAfterMs: patienceMs }, signal };
}

/** The BMC may forget the session that was begun. */
function giveUp(link: BmcLink, { tag, bmcSessionId }: OpenSessionResponse): void {
  const payload = encodeRakp3({ tag, status: STATUS.invalidCheckValue, bmcSessionId, code: EMPTY });
  link.send(encodeHandshake(PAYLOAD.rakp3, payload));
}

function proves(code: Buffer, expected: Buffer, workarounds: Workarounds): boolean {
  const tooLong = workarounds.has('supermicro20') || workarounds.has('sun20');
  const cut = tooLong && code.length === expected.length + 1 ? code.subarray(0, -1) : code;
  return equalCodes(cut, expected);
}

function confirms(
  code: Buffer,
  suite: CipherSuite,
  { sik }: SessionKeys,
  facts: RakpFacts,
  workarounds: Workarounds,
): boolean {
  if (suite.id === 0 && workarounds.has('integritycheckvalue')) return true;
  const authentication = workarounds.has('intel20') ? hashOfIntegrity(suite) : suite.authentication;
  return equalCodes(code, rakp4Code(authentication, sik, facts));
}

/** Intel's BMCs hash RAKP 4 with the integrity algorithm's hash. */
function hashOfIntegrity({ integrity }: CipherSuite): number {
  if (integrity === INTEGRITY.hmacSha1_96) return AUTHENTICATION.hmacSha1;
  return integrity === INTEGRITY.none ? AUTHENTICATION.none : AUTHENTICATION.hmacMd5;
}

function userKeyOf(password: Buffer, { authentication }: CipherSuite, workarounds: Workarounds): Buffer {
  const cut = workarounds.has('intel20') && authentication === AUTHENTICATION.hmacMd5;
  return cut ? password.subarray(0, SHORT_PASSWORD_BYTES) : password;
}

function paddedUser(user: Buffer): Buffer {
  return Buffer.concat([user, Buffer.alloc(USER_BYTES - user.length)]);
}
