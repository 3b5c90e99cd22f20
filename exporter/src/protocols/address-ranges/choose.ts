/** Which addresses of the ranges that somebody named are asked. */
import { ModuleError } from '../../model/errors.ts';
import { addressAt, type AddressRange, parseRange } from './range.ts';

export interface RangeOptions {
  readonly ranges: readonly string[];
  /** Of all ranges together. */
  readonly maxAddresses: number;
}

export interface Choice {
  /** The first of a host's addresses that may be asked; null when none may. */
  readonly allowed: { choose(host: string, addresses: readonly string[]): string | null };
  /** Of the configuration, for texts. */
  readonly keys: { readonly allow: string; readonly maxAddresses: string };
  /** Told who is left out, and which key changes it. */
  readonly partial: (reason: ModuleError) => void;
}

/** As `plainAddress` writes them, each once. */
export function addressesIn({ ranges, maxAddresses }: RangeOptions, choice: Choice): string[] {
  const found = new Set<string>();
  for (const range of ranges.flatMap((text) => parseRange(text) ?? [])) {
    const { addresses, refused, leftOut } = allowedIn(range, choice, maxAddresses - found.size);
    for (const address of addresses) found.add(address);
    if (refused > 0) choice.partial(notAllowed(range, refused, choice));
    if (leftOut > 0n) choice.partial(tooMany(range, leftOut, choice));
  }
  return [...found];
}

function allowedIn(range: AddressRange, { allowed }: Choice, most: number) {
  const count = range.size < BigInt(most) ? Number(range.size) : most;
  const all = Array.from({ length: count }, (_, i) => addressAt(range, i));
  const addresses = all.filter((address) => allowed.choose(address, [address]) !== null);
  return { addresses, refused: all.length - addresses.length, leftOut: range.size - BigInt(count) };
}

function notAllowed({ text }: AddressRange, refused: number, { keys }: Choice): ModuleError {
  return new ModuleError(
    'permission_denied',
    `the range ${text}: ${refused} of its addresses may not be asked: ${keys.allow} does not allow them; add the network there`,
  );
}

function tooMany({ text }: AddressRange, leftOut: bigint, { keys }: Choice): ModuleError {
  return new ModuleError(
    'limit_exceeded',
    `the range ${text}: ${leftOut} of its addresses are left out; ${keys.maxAddresses} says how many are asked in one run`,
  );
}

/**
 * Neighbours on the wire are not asked one behind the other. Fisher and Yates.
 * @param random from 0 up to, but without, 1
 */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const mixed = [...items];
  for (let i = mixed.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [mixed[i], mixed[j]] = [mixed[j] as T, mixed[i] as T];
  }
  return mixed;
}
