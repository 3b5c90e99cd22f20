/** Who is asked in one run: the configured targets, then the addresses of the ranges. */
import type { HostIdentity, ModuleError } from '../../../contract/module.ts';
import type { AllowedHosts } from '../../../contract/ports.ts';
import { addressesIn, shuffled } from '../../../protocols/address-ranges/choose.ts';
import type { IpmiModule, IpmiTargetSettings } from '../../../protocols/ipmi/settings.ts';
import type { BmcAddress } from '../../../protocols/ipmi/target.ts';
import { ownBmc, type WatchedBmc, watchedBmcs } from '../../../protocols/ipmi/watched.ts';
import { plainAddress } from '../../../protocols/plain-address.ts';
import type { Options } from './options.ts';

const KEYS = { allow: 'ipmi.allow', maxAddresses: 'scanners.ipmi.maxAddresses' };

export interface Candidate {
  readonly target: BmcAddress;
  /** Where others find it; empty for that of this machine, which is asked through the kernel. */
  readonly bmcAddress: string;
  /** To log in with, in this order. */
  readonly modules: readonly IpmiModule[];
  /** Null for those of the ranges: most of them are nobody. */
  readonly configured: IpmiTargetSettings | null;
}

export interface Surroundings {
  readonly allowed: AllowedHosts;
  readonly host: HostIdentity;
  /** From 0 up to, but without, 1. */
  readonly random: () => number;
  /** Told who is left out, and which key changes it. */
  readonly partial: (reason: ModuleError) => void;
}

export function candidatesOf(
  options: Options,
  { allowed, host, random, partial }: Surroundings,
): readonly Candidate[] {
  const { settings, port } = options;
  const configured = [...ownBmc(settings, host.name), ...watchedBmcs(settings)].map((each) =>
    configuredCandidate(each, host),
  );
  const named = new Set(configured.map(({ target }) => plainAddress(target.host)));
  const modules = options.modules.flatMap((name) => settings.modules.get(name) ?? []);
  const inRanges = addressesIn(options, { allowed, keys: KEYS, partial })
    .filter((address) => !named.has(address))
    .map((address) => ({ target: { host: address, port }, bmcAddress: address, modules, configured: null }));
  return [...shuffled(configured, random), ...shuffled(inRanges, random)];
}

function configuredCandidate({ settings, module, target }: WatchedBmc, { asset }: HostIdentity): Candidate {
  const isOfThisMachine = module.driver === 'local';
  return {
    target,
    bmcAddress: isOfThisMachine ? '' : target.host,
    modules: [module],
    configured: isOfThisMachine ? { asset, ...settings } : settings,
  };
}
