/** A target of the configuration with all that it takes to look at it. */
import type { SnmpTarget } from '../../../contract/snmp.ts';
import { ModuleError } from '../../../model/errors.ts';
import type { SnmpAuth } from '../../../model/snmp.ts';
import type { SnmpTargetSettings } from '../../../protocols/snmp/settings.ts';
import { parseTarget } from '../../../protocols/snmp/target.ts';
import { DeviceMemory } from '../../../protocols/snmp/walk/device-memory.ts';
import type { Options } from './options.ts';
import { PolledDevice } from './polled-device.ts';
import { DeviceReader } from './read-device.ts';
import { Reachability } from './reachability.ts';
import { type Wanted, wantedOf } from './wanted.ts';

export interface PolledTarget {
  readonly settings: SnmpTargetSettings;
  readonly address: SnmpTarget;
  readonly auth: SnmpAuth;
  readonly wanted: Wanted;
  readonly memory: DeviceMemory;
  readonly reader: DeviceReader;
  readonly device: PolledDevice;
  readonly reachability: Reachability;
  /** Of the last look that ended; null before. */
  last: { readonly isUp: boolean; readonly seconds: number } | null;
}

export function polledTarget(settings: SnmpTargetSettings, options: Options): PolledTarget {
  const { definitions, profile } = options.snmp;
  const modules = settings.modules.flatMap((name) => definitions.modules.get(name) ?? []);
  // In files of the old form the module says how to prove who asks.
  const auth = modules.find((module) => module.auth !== null)?.auth ?? definitions.auths.get(settings.auth);
  if (!auth)
    throw new ModuleError('bug', `snmp.targets: auth ${settings.auth} of ${settings.name} is not known`);
  const wanted = wantedOf(modules, profile);
  return {
    settings,
    address: parseTarget(settings.address),
    auth,
    wanted,
    memory: new DeviceMemory(() => performance.now()),
    reader: new DeviceReader(),
    device: new PolledDevice({ ...settings, wanted }, options),
    reachability: new Reachability(settings, options.unreachableAfter),
    last: null,
  };
}
