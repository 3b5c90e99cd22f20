/** Which sensors say how the parts of a machine do. */
import { expandShared, type SdrRecord, SENSOR_TYPE, type SensorRecord } from 'ipmi-js';
import type { PartGroup } from '../../hardware/reading.ts';
import type { ReadableSensor, Repository } from '../bmc-memory.ts';
import { type Component, componentsOf } from '../read/components.ts';

export interface Plan {
  readonly repository: Repository;
  readonly components: readonly Component[];
  /** Each once. */
  readonly sensors: readonly ReadableSensor[];
  /** By sensor, each another. */
  readonly names: ReadonlyMap<string, string>;
}

const GROUPS: Readonly<Record<number, PartGroup>> = {
  [SENSOR_TYPE.temperature]: 'thermal',
  [SENSOR_TYPE.fan]: 'thermal',
  [SENSOR_TYPE.coolingDevice]: 'thermal',
  [SENSOR_TYPE.voltage]: 'power',
  [SENSOR_TYPE.powerSupply]: 'power',
  [SENSOR_TYPE.powerUnit]: 'power',
  [SENSOR_TYPE.driveSlot]: 'storage',
  [SENSOR_TYPE.memory]: 'memory',
  [SENSOR_TYPE.physicalSecurity]: 'chassis',
  [SENSOR_TYPE.processor]: 'chassis',
};

/** Null for sensors that say nothing of these. */
export function groupOf({ sensorType }: ReadableSensor): PartGroup | null {
  return GROUPS[sensorType] ?? null;
}

export function planFor(repository: Repository): Plan {
  const components = componentsOf(repository.records);
  const all = [...components.flatMap(({ ownSensors }) => ownSensors), ...repository.records.flatMap(single)];
  const byKey = new Map<string, ReadableSensor>();
  for (const sensor of all)
    if (groupOf(sensor) !== null && !byKey.has(keyOf(sensor))) byKey.set(keyOf(sensor), sensor);
  const sensors = [...byKey.values()];
  return { repository, components, sensors, names: namesOf(sensors, repository) };
}

/** As the BMC calls them, as far as that tells one from another: Dell has two that are called `Temp`. */
function namesOf(sensors: readonly ReadableSensor[], { index }: Repository): Map<string, string> {
  const plain = sensors.map((sensor) => sensor.name.trim() || `Sensor #${sensor.sensorNumber}`);
  const ofEntity = sensors.map((sensor) => index.entitySensorName(sensor));
  const isOnly = (name: string, names: readonly string[]) => names.indexOf(name) === names.lastIndexOf(name);
  return new Map(
    sensors.map((sensor, at) => {
      const [own = '', full = ''] = [plain[at], ofEntity[at]];
      const name = isOnly(own, plain)
        ? own
        : isOnly(full, ofEntity)
          ? full
          : `${own} (${sensor.sensorNumber})`;
      return [keyOf(sensor), name];
    }),
  );
}

function single(record: SdrRecord): ReadableSensor[] {
  if (record.kind === 'full') return [record];
  return record.kind === 'compact' ? expandShared(record) : [];
}

/** One record may stand for several sensors. */
export function keyOf({ recordId, sensorNumber }: Pick<SensorRecord, 'recordId' | 'sensorNumber'>): string {
  return `${recordId}:${sensorNumber}`;
}
