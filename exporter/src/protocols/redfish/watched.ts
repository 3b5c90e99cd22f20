/** The services that the configuration names, to be looked at when nobody scrapes them. */
import { targetsOf } from './section.ts';
import { serviceOf } from './service-of.ts';
import type { RedfishSettings, RedfishTargetSettings } from './settings.ts';
import { loginFor, parseTarget } from './target.ts';

/** Of hosts that the files name and `redfish.targets` does not. */
const INTERVAL_MS = 60_000;

export interface WatchedService {
  readonly settings: RedfishTargetSettings;
  /** Name or address of the BMC. */
  readonly host: string;
  readonly service: ReturnType<typeof serviceOf>;
}

export function watchedServices(settings: RedfishSettings): WatchedService[] {
  const named = new Set(settings.targets.map(({ address }) => address));
  const ofFiles = targetsOf(settings).filter((host) => !named.has(host));
  return [
    ...settings.targets,
    ...ofFiles.map((host) => ({
      name: host,
      address: host,
      interval: INTERVAL_MS,
      labels: settings.hostLabels.get(host) ?? {},
    })),
  ].flatMap((target) => watched(target, settings) ?? []);
}

/** Null for a default target that nobody can log in at. */
function watched(target: RedfishTargetSettings, settings: RedfishSettings): WatchedService | null {
  const { address, auth = '' } = target;
  const login = loginFor(address, auth, settings);
  if (!login) return null;
  const parsed = parseTarget(address);
  const asked = { named: address, target: parsed, address: parsed.host };
  return { settings: target, host: parsed.host, service: serviceOf(asked, login, settings) };
}
