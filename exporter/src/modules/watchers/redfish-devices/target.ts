/** A BMC of the configuration with all that is remembered of it from look to look. */
import { MachineFacts } from '../../../protocols/hardware/machine-facts.ts';
import { Reachability } from '../../../protocols/hardware/reachability.ts';
import { SeveralLogs } from '../../../protocols/hardware/several-logs.ts';
import { SensorThresholds } from '../../../protocols/redfish/walk/sensor-thresholds.ts';
import type { ServiceMemory } from '../../../protocols/redfish/walk/tree.ts';
import type { WatchedService } from '../../../protocols/redfish/watched.ts';
import { Logs } from './logs.ts';
import type { Options } from './options.ts';

export interface Target {
  readonly watched: WatchedService;
  readonly memory: ServiceMemory;
  readonly logs: Logs;
  readonly facts: MachineFacts;
  readonly logFacts: SeveralLogs;
  readonly reachability: Reachability;
  /** Which asset its machine was last found to be; null before. */
  asset: string | null;
  rack: string;
  /** When drives, memory and log are read again, on a clock that nobody sets. */
  slowAtMs: number;
  /** Of the last look that ended; null before. */
  last: { readonly isUp: boolean; readonly seconds: number } | null;
}

export function targetOf(watched: WatchedService, options: Options): Target {
  const { name, address, rack = '' } = watched.settings;
  return {
    watched,
    memory: { expandFailures: 0, thresholds: new SensorThresholds() },
    logs: new Logs(options.logs ?? null),
    facts: new MachineFacts(name, options, options.repeatInterval),
    logFacts: new SeveralLogs(name, `redfish-log:${address}`, options.logMaxAge),
    reachability: new Reachability(name, address, options.unreachableAfter),
    asset: null,
    rack,
    slowAtMs: -Infinity,
    last: null,
  };
}
