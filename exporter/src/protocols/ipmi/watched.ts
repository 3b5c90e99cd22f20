/** The BMCs that the configuration names, to be looked at when nobody scrapes them, and how they are asked. */
import { LOCAL_ADDRESS } from './local.ts';
import type { IpmiModule, IpmiSettings, IpmiTargetSettings } from './settings.ts';
import { type BmcAddress, parseBmcAddress } from './target.ts';

export interface WatchedBmc {
  readonly settings: IpmiTargetSettings;
  readonly module: IpmiModule;
  readonly target: BmcAddress;
}

export function watchedBmcs({ targets, modules }: Pick<IpmiSettings, 'targets' | 'modules'>): WatchedBmc[] {
  return targets.flatMap((settings) => {
    const module = modules.get(settings.module);
    return module ? [{ settings, module, target: parseBmcAddress(settings.address) }] : [];
  });
}

/** Of the BMC of this machine. */
const LOCAL_INTERVAL_MS = 60_000;

/** The BMC of this machine, where the configuration says that it has one. @param name of this machine */
export function ownBmc(
  { local, modules }: Pick<IpmiSettings, 'local' | 'modules'>,
  name: string,
): WatchedBmc[] {
  const module = local === null ? undefined : modules.get(local);
  if (local === null || !module) return [];
  const settings = { name, address: LOCAL_ADDRESS, module: local, interval: LOCAL_INTERVAL_MS, labels: {} };
  return [{ settings, module, target: parseBmcAddress(LOCAL_ADDRESS) }];
}

/**
 * For `IpmiClient.open`: whoever asks the same BMC in the same way shares its session.
 * @param address of the target, looked up
 */
export function sessionOptions({ host, port }: BmcAddress, address: string, module: IpmiModule) {
  const { user, password, passwordFile, privilege, driver, workarounds, timeoutMs } = module;
  return {
    target: { host, port, address },
    credentials: { user, password, passwordFile },
    ...{ privilege, driver, workarounds, timeoutMs },
  };
}
