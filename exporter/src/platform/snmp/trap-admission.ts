/**
 * Who may send: looked at before anything else in a datagram is read. net-snmp alone would take what a user without a
 * name sends, would make keys for whatever engine a stranger names and keep them for good, and would take a trap of
 * version 3 again and again.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { TrapOutcome, TrapUser } from '../../contract/snmp-traps.ts';
import type { SecurityLevel } from '../../model/snmp.ts';
import { type CommunityEnvelope, readEnvelope, type UserEnvelope } from '../../protocols/snmp/envelope.ts';
import { TokenBucket } from './token-bucket.ts';
import { TrapEngines } from './trap-engines.ts';
import type { Credentials } from './trap-receiver.ts';

/**
 * Traps are small: RFC 3417 asks for 484 bytes, and what does not fit one frame of Ethernet, also a jumbo frame, gets
 * lost on its way more often than not.
 */
const MAX_DATAGRAM_BYTES = 9000;
/** Keys for an engine take some 2 ms: a network that starts is served at once, whoever makes up engines is not. */
const NEW_ENGINES_PER_SECOND = 10;
const NEW_ENGINES_AT_ONCE = 100;
/** Seconds of traffic that may come at once: when the power fails all devices speak. */
const BURST_SECONDS = 2;

const LEVELS: Readonly<Record<SecurityLevel, { readonly auth: boolean; readonly priv: boolean }>> = {
  noAuthNoPriv: { auth: false, priv: false },
  authNoPriv: { auth: true, priv: false },
  authPriv: { auth: true, priv: true },
};

export type Admission =
  | { readonly refused: TrapOutcome }
  /** Of the first versions: nothing more is to be proven. */
  | { readonly by: 'community'; readonly version: 1 | 2 }
  /** Somebody asks for the id of our engine, or is to be told that there is no such user. */
  | { readonly by: 'nobody'; readonly outcome: TrapOutcome | null }
  | {
      readonly by: 'user';
      readonly name: string;
      readonly engineId: string;
      /** Keys have to be made. */
      readonly isNewEngine: boolean;
      /** To be asked once the datagram has proven to be authentic. */
      readonly isInTime: (nowMs: number) => boolean;
    };

const refused = (outcome: TrapOutcome): Admission => ({ refused: outcome });

export class TrapAdmission {
  readonly #communities: readonly Buffer[];
  readonly #users: ReadonlyMap<string, TrapUser>;
  readonly #datagrams: TokenBucket;
  readonly #newEngines: TokenBucket;
  readonly #engines = new TrapEngines();

  constructor({ communities, users }: Credentials, maxPerSecond: number, nowMs: number) {
    this.#communities = communities.map((community) => digest(Buffer.from(community)));
    this.#users = new Map(users.map((user) => [user.name, user]));
    this.#datagrams = new TokenBucket(maxPerSecond, maxPerSecond * BURST_SECONDS, nowMs);
    this.#newEngines = new TokenBucket(NEW_ENGINES_PER_SECOND, NEW_ENGINES_AT_ONCE, nowMs);
  }

  /** @throws ModuleError `malformed_reply` */
  admit(datagram: Buffer, nowMs: number): Admission {
    if (!this.#datagrams.take(nowMs)) return refused('rate_limited');
    if (datagram.length > MAX_DATAGRAM_BYTES) return refused('oversized');
    const envelope = readEnvelope(datagram);
    return envelope.version === 3 ? this.#user(envelope, nowMs) : this.#community(envelope);
  }

  #community({ version, community }: CommunityEnvelope): Admission {
    const given = digest(community);
    const isKnown = this.#communities.filter((known) => timingSafeEqual(known, given)).length > 0;
    return isKnown ? { by: 'community', version } : refused('unknown_community');
  }

  #user(envelope: UserEnvelope, nowMs: number): Admission {
    const { user: name, isReportable } = envelope;
    if (this.#users.size === 0) return refused('unknown_user');
    if (name === '') return isReportable ? { by: 'nobody', outcome: null } : refused('unknown_user');
    const user = this.#users.get(name);
    if (!user) return isReportable ? { by: 'nobody', outcome: 'unknown_user' } : refused('unknown_user');
    const level = LEVELS[user.securityLevel];
    if (envelope.isAuthenticated !== level.auth || envelope.isEncrypted !== level.priv)
      return refused('not_authentic');
    const engineId = envelope.engineId.toString('hex');
    const engine = `${engineId} ${name}`;
    const isNewEngine = level.auth && !this.#engines.isKnown(engine);
    if (isNewEngine && !this.#newEngines.take(nowMs)) return refused('rate_limited');
    return {
      by: 'user',
      name,
      engineId,
      isNewEngine,
      isInTime: (atMs) => !level.auth || this.#isInTime(engine, envelope, atMs),
    };
  }

  /** Of an inform our own clock is the measure, which net-snmp does not keep: it is taken whenever it comes. */
  #isInTime(engine: string, { isReportable, engineBoots, engineTime }: UserEnvelope, nowMs: number): boolean {
    return isReportable || this.#engines.isInTime(engine, engineBoots, engineTime, nowMs);
  }
}

/** Of one length, so that a comparison takes the same time whatever is compared. */
const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
