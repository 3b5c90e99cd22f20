/** Who is asked in one run: the configured targets, then the addresses of the ranges. */
import { ModuleError } from '../../../contract/module.ts';
import type { AllowedHosts } from '../../../contract/ports.ts';
import type { SnmpTarget } from '../../../contract/snmp.ts';
import { plainAddress } from '../../../protocols/plain-address.ts';
import { deviceId } from '../../../protocols/snmp/device-id.ts';
import type { Devices } from '../../../protocols/snmp/devices.ts';
import { parseTarget } from '../../../protocols/snmp/target.ts';
import { addressAt, type AddressRange, parseRange } from './addresses.ts';
import type { Options } from './options.ts';

export interface Candidate {
  readonly asset: string;
  readonly target: SnmpTarget;
  /** Names of those to try, in this order. */
  readonly auths: readonly string[];
  /** Null for those of the ranges: most of them are nobody. */
  readonly configuredName: string | null;
  readonly labels: Readonly<Record<string, string>>;
}

export interface Surroundings {
  readonly devices: Devices;
  /** The asset of this machine: it is described by those who run on it. */
  readonly ownAsset: string;
  /** Addresses of this machine, as `plainAddress` writes them. */
  readonly ownAddresses: ReadonlySet<string>;
  readonly allowed: AllowedHosts;
  /** From 0 up to, but without, 1. */
  readonly random: () => number;
}

/** `partial` is told who is left out, and which key changes it. */
export function candidatesOf(
  options: Options,
  surroundings: Surroundings,
  partial: (reason: ModuleError) => void,
): Candidate[] {
  const targets = configuredTargets(options, surroundings, partial);
  const named = new Set(targets.map(({ target }) => plainAddress(target.host)));
  const inRanges = rangeAddresses(options, surroundings, partial)
    .filter((address) => !named.has(address) && !surroundings.ownAddresses.has(address))
    .map((host) => ({
      asset: deviceId(host),
      target: { transport: 'udp' as const, host, port: options.port },
      auths: options.auths,
      configuredName: null,
      labels: {},
    }));
  return [...shuffled(targets, surroundings.random), ...shuffled(inRanges, surroundings.random)];
}

function configuredTargets(
  { settings }: Options,
  { devices, ownAsset }: Surroundings,
  partial: (reason: ModuleError) => void,
): Candidate[] {
  const byAsset = new Map<string, Candidate>();
  for (const target of settings.targets) {
    const { asset } = devices.ofTarget(target);
    if (asset === ownAsset) continue;
    const before = byAsset.get(asset)?.configuredName;
    if (before !== undefined) {
      const text = `snmp.targets: ${before} and ${target.name} are both the asset ${asset}; give one of them another with the key asset`;
      partial(new ModuleError('unsupported', text));
      continue;
    }
    byAsset.set(asset, {
      asset,
      target: parseTarget(target.address),
      auths: [target.auth],
      configuredName: target.name,
      labels: target.labels,
    });
  }
  return [...byAsset.values()];
}

function rangeAddresses(
  { ranges, maxAddresses }: Options,
  { allowed }: Surroundings,
  partial: (reason: ModuleError) => void,
): string[] {
  const found = new Set<string>();
  for (const range of ranges.flatMap((text) => parseRange(text) ?? [])) {
    const { addresses, refused, leftOut } = allowedIn(range, allowed, maxAddresses - found.size);
    for (const address of addresses) found.add(address);
    if (refused > 0) partial(notAllowed(range, refused));
    if (leftOut > 0n) partial(tooMany(range, leftOut));
  }
  return [...found];
}

function allowedIn(range: AddressRange, allowed: AllowedHosts, most: number) {
  const count = range.size < BigInt(most) ? Number(range.size) : most;
  const all = Array.from({ length: count }, (_, i) => addressAt(range, i));
  const addresses = all.filter((address) => allowed.choose(address, [address]) !== null);
  return { addresses, refused: all.length - addresses.length, leftOut: range.size - BigInt(count) };
}

function notAllowed({ text }: AddressRange, refused: number): ModuleError {
  return new ModuleError(
    'permission_denied',
    `the range ${text}: ${refused} of its addresses may not be asked: snmp.allow does not allow them; add the network there`,
  );
}

function tooMany({ text }: AddressRange, leftOut: bigint): ModuleError {
  return new ModuleError(
    'limit_exceeded',
    `the range ${text}: ${leftOut} of its addresses are left out; scanners.snmp.maxAddresses says how many are asked in one run`,
  );
}

/** Neighbours on the wire are not asked one behind the other. Fisher and Yates. */
function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const mixed = [...items];
  for (let i = mixed.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [mixed[i], mixed[j]] = [mixed[j] as T, mixed[i] as T];
  }
  return mixed;
}
