import { readSubsystemFan, readThermal, readThermalMetrics, type Thermal } from '../read/thermal.ts';
import { readRedundancy } from '../read/redundancy.ts';
import { list, pathOf, type Resource } from '../read/resource.ts';
import { readSensor, type Sensor } from '../read/sensor.ts';
import type { Vendor } from '../read/vendor.ts';
import type { Walk } from './walk.ts';

const NONE: Thermal = { temperatures: [], fans: [], redundancy: [] };
/** Without expanding, each costs a request. */
const MAX_SENSORS = 512;

/** As idrac_exporter, the older resource where there are both: it is one request. */
export async function walkThermal(walk: Walk, chassis: Resource, vendor: Vendor): Promise<Thermal> {
  const legacy = pathOf(chassis['Thermal']) === null ? null : await walk.follow(chassis['Thermal']);
  if (legacy) return readThermal(legacy);
  const subsystem = await walk.follow(chassis['ThermalSubsystem']);
  if (!subsystem) return NONE;
  const [fans, metrics] = await Promise.all([
    walk.members(subsystem['Fans']),
    walk.follow(subsystem['ThermalMetrics']),
  ]);
  return {
    temperatures: metrics ? readThermalMetrics(metrics, vendor === 'dell') : [],
    fans: fans.flatMap((fan) => readSubsystemFan(fan) ?? []),
    redundancy: list(subsystem['FanRedundancy']).map((each, i) => readRedundancy(each, i, 'fan')),
  };
}

export async function walkSensors(walk: Walk, chassis: Resource): Promise<Sensor[]> {
  const sensors = await walk.members(chassis['Sensors'], { maxMembers: MAX_SENSORS });
  return sensors.map(readSensor);
}
