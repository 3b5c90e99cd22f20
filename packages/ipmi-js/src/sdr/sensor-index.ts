/** Which record an event is about, and what people call what it measures. */
import { entityName, isParticularEntity } from '../tables/entities.ts';
import { isSensorRecord, type SdrRecord, type SensorRecord } from './record.ts';
import { expandShared } from './shared.ts';

/**
 * Instances from 0x60 on count from the device's own first one. FreeIPMI, whose names these are, means to subtract that
 * from all of them, and does so from the last one only: names that people have in their rules stay as they are.
 */
const FIRST_RELATIVE = 0x60;
const LAST_RELATIVE = 0x7f;

export class SensorIndex {
  readonly #sensors = new Map<number, SensorRecord>();
  /** Instances that the repository has of each entity. */
  readonly #instances = new Map<number, Set<number>>();

  constructor(records: Iterable<SdrRecord>) {
    for (const record of records) {
      if (isSensorRecord(record)) this.#addSensor(record);
      else if (record.kind === 'generic_locator' || record.kind === 'controller_locator')
        this.#addEntity(record);
    }
  }

  /** @param ownerId address or software ID, as in the low byte of an event's generator */
  find(ownerId: number, sensorNumber: number): SensorRecord | null {
    return this.#sensors.get(keyOf(ownerId & 0xff, sensorNumber)) ?? null;
  }

  /**
   * With its entity before it, as `Fan 2 Fan1B` or `Disk Drive 0`; the instance only where there are several.
   * Records of no particular entity have their own name alone.
   */
  entitySensorName({ entity, name }: SensorRecord): string {
    if (!isParticularEntity(entity.id)) return name;
    const instances = this.#instances.get(entity.id)?.size ?? 0;
    const owner =
      instances > 1 ? `${entityName(entity.id)} ${instanceOf(entity.instance)}` : entityName(entity.id);
    return owner.toLowerCase() === name.toLowerCase() ? name : `${owner} ${name}`;
  }

  #addSensor(record: SensorRecord): void {
    for (const sensor of record.kind === 'full' ? [record] : expandShared(record)) {
      const { address, isSoftware } = sensor.owner;
      const key = keyOf(address | (isSoftware ? 1 : 0), sensor.sensorNumber);
      if (!this.#sensors.has(key)) this.#sensors.set(key, sensor);
      this.#addEntity(sensor);
    }
  }

  #addEntity({ entity }: Pick<SensorRecord, 'entity'>): void {
    if (entity.isLogical) return;
    const instances = this.#instances.get(entity.id);
    if (instances === undefined) this.#instances.set(entity.id, new Set([entity.instance]));
    else instances.add(entity.instance);
  }
}

function keyOf(ownerId: number, sensorNumber: number): number {
  return ownerId * 256 + sensorNumber;
}

function instanceOf(instance: number): number {
  return instance === LAST_RELATIVE ? instance - FIRST_RELATIVE : instance;
}
