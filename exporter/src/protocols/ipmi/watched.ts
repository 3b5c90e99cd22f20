/** The BMCs that the configuration names, to be looked at when nobody scrapes them, and how they are asked. */
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
