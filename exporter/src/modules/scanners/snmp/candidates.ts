/** Who is asked in one run: the configured targets, then the addresses of the ranges. */
import { ModuleError } from '../../../contract/module.ts';
import type { AllowedHosts } from '../../../contract/ports.ts';
import type { SnmpTarget } from '../../../contract/snmp.ts';
import { addressesIn, shuffled } from '../../../protocols/address-ranges/choose.ts';
import { plainAddress } from '../../../protocols/plain-address.ts';
import { deviceId } from '../../../protocols/snmp/device-id.ts';
import type { Devices } from '../../../protocols/snmp/devices.ts';
import { parseTarget } from '../../../protocols/snmp/target.ts';
import type { Options } from './options.ts';

const KEYS = { allow: 'snmp.allow', maxAddresses: 'scanners.snmp.maxAddresses' };

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

export interface Candidates {
  readonly candidates: readonly Candidate[];
  /** Names and addresses of this machine that were meant to be asked. */
  readonly ownNames: readonly string[];
}

/** `partial` is told who is left out, and which key changes it. */
export function candidatesOf(
  options: Options,
  surroundings: Surroundings,
  partial: (reason: ModuleError) => void,
): Candidates {
  const { ownAddresses, allowed, random } = surroundings;
  const { targets, own } = configuredTargets(options, surroundings, partial);
  const named = new Set(targets.map(({ target }) => plainAddress(target.host)));
  const addresses = addressesIn(options, { allowed, keys: KEYS, partial });
  const inRanges = addresses
    .filter((address) => !named.has(address) && !ownAddresses.has(address))
    .map((host) => ({
      asset: deviceId(host),
      target: { transport: 'udp' as const, host, port: options.port },
      auths: options.auths,
      configuredName: null,
      labels: {},
    }));
  return {
    candidates: [...shuffled(targets, random), ...shuffled(inRanges, random)],
    ownNames: [...new Set([...own, ...addresses.filter((address) => ownAddresses.has(address))])],
  };
}

function configuredTargets(
  { settings }: Options,
  { devices, ownAsset }: Surroundings,
  partial: (reason: ModuleError) => void,
): { readonly targets: readonly Candidate[]; readonly own: readonly string[] } {
  const byAsset = new Map<string, Candidate>();
  const own: string[] = [];
  for (const target of settings.targets) {
    const { asset } = devices.ofTarget(target);
    if (asset === ownAsset) {
      own.push(target.name);
      continue;
    }
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
  return { targets: [...byAsset.values()], own };
}
