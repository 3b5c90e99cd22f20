/** How a module hears what SNMP agents tell unasked. Sockets, security and acknowledgement are the platform's concern. */
import type { AuthProtocol, Oid, PrivProtocol, SecurityLevel, ValueType } from '../model/snmp.ts';

/** Who may send version 3. Secrets: never logged, never shown. */
export interface TrapUser {
  readonly name: string;
  readonly securityLevel: SecurityLevel;
  readonly authProtocol: AuthProtocol;
  readonly password: string;
  readonly privProtocol: PrivProtocol;
  readonly privPassword: string;
}

export interface TrapOptions {
  /** Undefined listens on all addresses, IPv6 and IPv4. */
  readonly host: string | undefined;
  /** 0 for any that is free. */
  readonly port: number;
  /** Who may send versions 1 and 2c; none when empty. Secrets. */
  readonly communities: readonly string[];
  /** None may send version 3 when empty. */
  readonly users: readonly TrapUser[];
  /** Datagrams taken in; what comes beyond is dropped and counted. */
  readonly maxPerSecond: number;
}

export interface TrapVarbind {
  readonly oid: Oid;
  readonly type: ValueType;
  /** Integers that a double cannot hold are bigint; addresses are text; octets and Opaque are bytes; else null. */
  readonly value: number | bigint | string | Buffer | Oid | null;
}

export interface SnmpTrap {
  readonly version: 1 | 2 | 3;
  /** An inform was acknowledged. */
  readonly kind: 'trap' | 'inform';
  /** Where the datagram came from: IPv4 as such, IPv6 with its zone where it has one. */
  readonly address: string;
  /** Of version 3: who has proven to be the sender; else null. */
  readonly user: string | null;
  /** Of version 3, in hexadecimal; else null. */
  readonly engineId: string | null;
  /** Of version 1 as RFC 3584 translates it. */
  readonly trapOid: Oid;
  readonly enterprise: Oid | null;
  /** Who the sender says to speak for; null when it does not say. Unproven. */
  readonly agentAddress: string | null;
  /** Hundredths of a second. */
  readonly uptimeTicks: number | null;
  /** Without those that the fields above hold. */
  readonly varbinds: readonly TrapVarbind[];
}

/**
 * What became of the datagrams. `unknown_community`, `unknown_user`: nobody of that name may send; `not_authentic`:
 * wrong password, protocol or security level; `replayed`: older than version 3 lets it be; `malformed`: no trap as
 * the RFCs have it; `oversized`; `rate_limited`: beyond `maxPerSecond`, or of too many engines that are new.
 */
export const TRAP_OUTCOMES = [
  'accepted',
  'unknown_community',
  'unknown_user',
  'not_authentic',
  'replayed',
  'malformed',
  'oversized',
  'rate_limited',
] as const;
export type TrapOutcome = (typeof TRAP_OUTCOMES)[number];
export type TrapCounts = Readonly<Record<TrapOutcome, number>>;

export interface TrapListener {
  readonly port: number;
  /** Rejects when the socket fails or `onTrap` throws; resolves when it is closed. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

export interface SnmpTraps {
  /**
   * Nothing that comes over the network makes it fail. What `onTrap` throws is the caller's own fault and ends it.
   * @throws ModuleError `permission_denied` or `unreachable` when the address cannot be listened on.
   */
  listen(options: TrapOptions, onTrap: (trap: SnmpTrap) => void): Promise<TrapListener>;
  /** Of all listeners since the start. */
  counts(): TrapCounts;
}
