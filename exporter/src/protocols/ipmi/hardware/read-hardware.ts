/** How the parts of a machine do, by the sensors of its BMC. */
import { type ChassisStatus, type CommandChannel, getChassisStatus, SENSOR_TYPE } from 'ipmi-js';
import { type HardwareReading, PART_GROUPS, type PartGroup } from '../../hardware/reading.ts';
import type { Repository } from '../bmc-memory.ts';
import { ifTold } from '../read/if-told.ts';
import { lookAtSensors, type SensorLook, type SensorOptions } from '../read/sensors.ts';
import { chassisFaults, memoryRedundancyFaults, powerFaults, processorFaults } from './faults.ts';
import { Looked } from './looked.ts';
import { type ErrorCounts, memoryOf } from './memory-parts.ts';
import { groupOf, type Plan, planFor } from './plan.ts';
import { fanRedundancyOf, type Inventory, suppliesOf, supplyRedundancyOf } from './power-parts.ts';
import { bits } from './states.ts';
import { arraysOf, drivesOf } from './storage-parts.ts';
import { fansOf, isTemperature, temperaturesOf, thermalFaults } from './thermal-parts.ts';
import { ThresholdMemory } from './thresholds.ts';

/** "LAN leash lost" is no open chassis (IPMI 2.0, table 42-3). */
const LAN_LEASH = bits(4);

/** What is known of a machine from look to look. */
export class HardwareMemory {
  readonly thresholds = new ThresholdMemory();
  inventory: Inventory = new Map();
  #plan: Plan | null = null;

  planFor(repository: Repository): Plan {
    if (this.#plan?.repository !== repository) {
      this.#plan = planFor(repository);
      this.thresholds.forget();
    }
    return this.#plan;
  }
}

export interface Known {
  readonly memory: HardwareMemory;
  readonly repository: Repository;
  /** By the log; null when it could not be read. */
  readonly corrected: ErrorCounts | null;
}

/**
 * A group of which a sensor could not be read, or is not ready yet, is not among those of the reading.
 * @throws IpmiError
 */
export async function readHardware(
  channel: CommandChannel,
  { memory, repository, corrected }: Known,
  options: SensorOptions,
): Promise<HardwareReading> {
  const { signal } = options;
  const plan = memory.planFor(repository);
  const status = await ifTold(getChassisStatus(channel, { signal }));
  await memory.thresholds.learn(channel, plan.sensors.filter(isTemperature), signal);
  const looks = await lookAtSensors(channel, plan.sensors.filter(isWanted(status)), options);
  const looked = new Looked(plan, looks, options);
  const parts = {
    temperatures: temperaturesOf(looked, memory.thresholds),
    fans: fansOf(looked),
    supplies: suppliesOf(looked, memory.inventory),
    supplyRedundancy: supplyRedundancyOf(looked),
    fanRedundancy: fanRedundancyOf(looked),
    drives: drivesOf(looked, memory.inventory),
    storage: arraysOf(looked),
    memory: memoryOf(looked, corrected, memory.inventory),
    opened: openedBy(looked, status),
  };
  return {
    ...parts,
    groups: groupsOf(looks, status),
    faults: [
      ...thermalFaults(looked),
      ...powerFaults(looked),
      ...memoryRedundancyFaults(looked),
      ...processorFaults(looked),
      ...(status ? chassisFaults(status, parts) : []),
    ],
    isOn: status?.isPowerOn ?? null,
  };
}

/** Fans that stand still and voltages that are not there are right where the machine is off. */
function isWanted(status: ChassisStatus | null) {
  const isOff = status?.isPowerOn === false;
  const ofRunning: readonly number[] = [SENSOR_TYPE.fan, SENSOR_TYPE.coolingDevice, SENSOR_TYPE.voltage];
  return ({ sensorType }: { readonly sensorType: number }) => !isOff || !ofRunning.includes(sensorType);
}

function groupsOf(looks: readonly SensorLook[], status: ChassisStatus | null): Set<PartGroup> {
  const groups = new Set<PartGroup>(PART_GROUPS);
  if (status === null) groups.delete('chassis');
  const isOff = status?.isPowerOn === false;
  for (const { sensor, reading } of looks) {
    // Its BMC has just begun: it scans it, and has no value yet. Of one that is off it never will.
    const isNotReady = reading !== null && reading.isScanning && !reading.isAvailable && !isOff;
    const group = groupOf(sensor);
    if (group !== null && (reading === null || isNotReady)) groups.delete(group);
  }
  return groups;
}

/** Where sensors tell, those; else what the chassis says as a whole. */
function openedBy(looked: Looked, status: ChassisStatus | null): string[] {
  const sensors = looked.states(SENSOR_TYPE.physicalSecurity);
  if (sensors.length === 0) return status?.intrusion === true ? ['chassis'] : [];
  return sensors.filter(({ reading }) => ((reading?.states ?? 0) & ~LAN_LEASH) !== 0).map(({ name }) => name);
}
