/** Whom to ask, and how long to wait. */
import type { SnmpTarget } from '../../contract/snmp.ts';
import { UserError } from '../../model/errors.ts';
import type { SnmpSettings, SnmpTargetSettings } from '../../protocols/snmp/settings.ts';
import { parseTarget } from '../../protocols/snmp/target.ts';
import type { Patience } from '../../protocols/snmp/walk/agent.ts';

export interface AskedTarget {
  readonly target: SnmpTarget;
  /** Null when it is none of `snmp.targets`. */
  readonly configured: SnmpTargetSettings | null;
}

/** Also by the name that it has in the configuration. @throws UserError */
export function askedTarget(text: string, { targets }: Pick<SnmpSettings, 'targets'>): AskedTarget {
  const named = targets.find(({ name }) => name === text);
  if (named) return { target: parseTarget(named.address), configured: named };
  const target = parseTarget(text);
  const key = JSON.stringify(target);
  const configured = targets.find(({ address }) => JSON.stringify(parseTarget(address)) === key);
  return { target, configured: configured ?? null };
}

export function targetText({ transport, host, port }: SnmpTarget): string {
  const place = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  return transport === 'udp' ? place : `${transport}://${place}`;
}

/** @throws UserError */
export function patienceOf(options: Readonly<Record<string, unknown>>): Patience {
  const seconds = numberOf(options['timeout'], '--timeout', 0.01, 600);
  const retries = numberOf(options['retries'], '--retries', 0, 20);
  if (!Number.isInteger(retries)) throw new UserError(`--retries ${retries}: expected a whole number`);
  return { timeoutMs: Math.round(seconds * 1000), retries };
}

/** @throws UserError unless it is a number within these bounds. */
export function numberOf(given: unknown, option: string, min: number, max: number): number {
  const text = String(given);
  const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (number >= min && number <= max) return number;
  throw new UserError(`${option} ${text}: expected a number from ${min} to ${max}`);
}
