import { type Power, readEnvironmentPower, readPower, readSubsystemSupply } from '../read/power.ts';
import { readRedundancy } from '../read/redundancy.ts';
import { list, pathOf, type Resource } from '../read/resource.ts';
import type { Vendor } from '../read/vendor.ts';
import type { Walk } from './walk.ts';

const NONE: Power = { supplies: [], controls: [], voltages: [], redundancy: [] };

export interface PowerOptions {
  readonly vendor: Vendor;
  /** Whether it is asked for what the machine takes where that takes a request of its own. */
  readonly environment: boolean;
}

/** As idrac_exporter, the older resource where there are both: it is one request. */
export async function walkPower(
  walk: Walk,
  chassis: Resource,
  { vendor, environment }: PowerOptions,
): Promise<Power> {
  const legacy = pathOf(chassis['Power']) === null ? null : await walk.follow(chassis['Power']);
  if (legacy) return readPower(legacy, vendor);
  const subsystem = await walk.follow(chassis['PowerSubsystem']);
  if (!subsystem) return NONE;
  const [supplies, metrics] = await Promise.all([
    walk.members(subsystem['PowerSupplies']),
    environment ? walk.followIfThere(chassis['EnvironmentMetrics']) : null,
  ]);
  return {
    ...NONE,
    supplies: await walk.each(supplies, async (supply) =>
      readSubsystemSupply(supply, await walk.orNothing(supply['Metrics'])),
    ),
    controls: metrics ? readEnvironmentPower(metrics, subsystem) : [],
    redundancy: list(subsystem['PowerSupplyRedundancy']).map((each, i) => readRedundancy(each, i, 'power')),
  };
}
