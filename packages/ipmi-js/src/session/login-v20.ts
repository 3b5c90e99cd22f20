/** A login to RMCP+: Open Session, then RAKP (IPMI 2.0, 13.15 and 13.18). */
import { randomBytes } from 'node:crypto';
import { IpmiError } from '../errors.ts';
import { type CipherSuite, cipherSuite } from '../crypto/cipher-suites.ts';
import { PAYLOAD } from '../wire/frame-v20.ts';
import {
  decodeOpenSessionResponse,
  encodeOpenSession,
  type OpenSessionResponse,
} from '../wire/rakp-messages.ts';
import type { BmcLink } from './bmc-link.ts';
import { channelCipherSuites } from './capabilities.ts';
import { PRIVILEGE } from './credentials.ts';
import { outsideSessions } from './exchange.ts';
import { handshake } from './handshake.ts';
import { rakp } from './rakp.ts';
import { concernsTheSuite, refusedLogin, STATUS } from './refusals.ts';
import type { LoginOptions, Session } from './session.ts';

export interface LoginV20Options extends LoginOptions {
  /** Ids, tried one after the other until the BMC takes one. */
  readonly cipherSuites: readonly number[];
  readonly userLookup: 'name' | 'name_and_privilege';
  /** For an answer to RAKP. */
  readonly patienceMs: number;
}

const HIGHEST_PRIVILEGE = 0;

/** @throws IpmiError 'unsupported' when the BMC has none of the suites. */
export async function loginV20(link: BmcLink, options: LoginV20Options): Promise<Session> {
  const refused: string[] = [];
  let candidates = options.cipherSuites;
  while (candidates.length > 0) {
    const [id, ...others] = candidates as [number, ...number[]];
    const suite = suiteOf(id);
    const opened = await openSession(link, suite, options).catch((error: unknown) => {
      if (others.length === 0 || !isTimeout(error)) throw error;
      return null;
    });
    if (opened?.status === STATUS.done) return rakp(link, suite, opened, options);
    if (opened !== null && !concernsTheSuite(opened.status)) {
      throw refusedLogin(link.target, 'Open Session', opened.status);
    }
    refused.push(String(id));
    // Silence may be the BMC's way to refuse: then its list must tell what it has.
    candidates = opened === null ? await listed(link, others, options) : others;
  }
  const message = `${link.target}: the BMC has none of the cipher suites ${refused.join(', ')}`;
  throw new IpmiError('unsupported', message);
}

/** @throws IpmiError 'timeout' when the BMC does not even answer that. */
async function listed(
  link: BmcLink,
  candidates: readonly number[],
  options: LoginV20Options,
): Promise<number[]> {
  const offered = await channelCipherSuites(outsideSessions(link, options), { signal: options.signal });
  return candidates.filter((id) => offered.includes(id));
}

async function openSession(
  link: BmcLink,
  suite: CipherSuite,
  options: LoginV20Options,
): Promise<OpenSessionResponse> {
  const tag = randomByte();
  const consoleSessionId = randomSessionId();
  const response = await handshake(link, options, {
    name: 'Open Session',
    tag,
    request: PAYLOAD.openSessionRequest,
    payload: encodeOpenSession({
      tag,
      privilege: asksForPrivilege(options) ? PRIVILEGE[options.privilege] : HIGHEST_PRIVILEGE,
      consoleSessionId,
      authentication: suite.authentication,
      integrity: suite.integrity,
      confidentiality: suite.confidentiality,
    }),
    response: PAYLOAD.openSessionResponse,
    decode: decodeOpenSessionResponse,
    consoleSessionId,
  });
  if (response.status !== STATUS.done) return response;
  const { authentication, integrity, confidentiality } = response.algorithms;
  const agreed =
    authentication === suite.authentication &&
    integrity === suite.integrity &&
    confidentiality === suite.confidentiality;
  if (agreed) return response;
  const message = `${link.target}: the BMC took other algorithms than those of cipher suite ${suite.id}`;
  throw new IpmiError('unsupported', message);
}

/** Some BMCs bind a suite to one privilege, so that the highest is asked for; others then hash that. */
function asksForPrivilege({ workarounds }: LoginOptions): boolean {
  return (['opensesspriv', 'sun20', 'intel20'] as const).some((flag) => workarounds.has(flag));
}

function suiteOf(id: number): CipherSuite {
  const suite = cipherSuite(id);
  if (suite === undefined) throw new RangeError(`there is no cipher suite ${id} that this client has`);
  return suite;
}

function isTimeout(error: unknown): boolean {
  return error instanceof IpmiError && error.code === 'timeout';
}

function randomByte(): number {
  return randomBytes(1).readUInt8();
}

/** 0 means "no session". */
function randomSessionId(): number {
  return randomBytes(4).readUInt32LE() || 1;
}
