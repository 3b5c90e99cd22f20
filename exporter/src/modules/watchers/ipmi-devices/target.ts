/** A BMC of the configuration with all that is remembered of it from look to look. */
import type { HostIdentity } from '../../../contract/module.ts';
import { MachineFacts } from '../../../protocols/hardware/machine-facts.ts';
import { Reachability } from '../../../protocols/hardware/reachability.ts';
import { EventLogFacts } from '../../../protocols/ipmi/hardware/log-facts.ts';
import { CorrectedErrors } from '../../../protocols/ipmi/hardware/memory-parts.ts';
import { HardwareMemory } from '../../../protocols/ipmi/hardware/read-hardware.ts';
import type { Identity } from '../../../protocols/ipmi/read/identity.ts';
import { ownBmc, type WatchedBmc, watchedBmcs } from '../../../protocols/ipmi/watched.ts';
import type { Options } from './options.ts';

export interface Target {
  readonly watched: WatchedBmc;
  readonly isOfThisMachine: boolean;
  readonly memory: HardwareMemory;
  readonly corrected: CorrectedErrors;
  readonly facts: MachineFacts;
  readonly logFacts: EventLogFacts;
  readonly reachability: Reachability;
  /** Null before it was read. */
  identity: Identity | null;
  /** Which asset its machine was last found to be; null before. */
  asset: string | null;
  /** Another watcher tells of its machine, by the last look. */
  isInCareOfOthers: boolean;
  /** When what changes seldom is read again, on a clock that nobody sets. */
  slowAtMs: number;
  /** Of the last look that ended; null before. */
  last: { readonly isUp: boolean; readonly seconds: number } | null;
}

export function targetsOf(options: Options, host: HostIdentity): Target[] {
  const { settings } = options;
  return [...ownBmc(settings, host.name), ...watchedBmcs(settings)].map((each) => targetOf(each, options));
}

function targetOf(watched: WatchedBmc, options: Options): Target {
  const { settings, module } = watched;
  const { name, address } = settings;
  return {
    watched,
    isOfThisMachine: module.driver === 'local',
    memory: new HardwareMemory(),
    corrected: new CorrectedErrors(),
    facts: new MachineFacts(name, options, options.repeatInterval),
    logFacts: new EventLogFacts(name, {
      log: `ipmi-sel:${address}`,
      maxAgeMs: options.logMaxAge,
      workarounds: module.readingWorkarounds,
    }),
    reachability: new Reachability(name, address, options.unreachableAfter),
    identity: null,
    asset: null,
    isInCareOfOthers: false,
    slowAtMs: -Infinity,
    last: null,
  };
}
