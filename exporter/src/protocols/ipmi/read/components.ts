/** What a machine is made of, by the records of its repository: which of them are about one and the same thing. */
import {
  entityName,
  EVENT_TYPE,
  expandShared,
  type FruLocatorRecord,
  type SdrRecord,
  SENSOR_TYPE,
  type SensorRecord,
} from 'ipmi-js';
import { placeOf, withoutMeasure } from '../../hardware/part-place.ts';
import type { ReadableSensor } from '../bmc-memory.ts';

export const COMPONENT_KINDS = ['psu', 'fan', 'drive', 'dimm', 'board'] as const;
/** `board` is whatever else has an inventory. */
export type ComponentKind = (typeof COMPONENT_KINDS)[number];

export interface Component {
  readonly kind: ComponentKind;
  readonly name: string;
  /** Null when nothing but sensors tells of it. */
  readonly fru: FruLocatorRecord | null;
  /** Those that say how it is, not only how warm. */
  readonly ownSensors: readonly ReadableSensor[];
  /** Those that are only there when it is. */
  readonly otherSensors: readonly ReadableSensor[];
}

/** By entity id (IPMI 2.0, table 43-13). */
const KIND_OF_ENTITY: Readonly<Record<number, ComponentKind>> = {
  0x04: 'drive',
  0x08: 'dimm',
  0x0a: 'psu',
  0x1a: 'drive',
  0x1d: 'fan',
  0x20: 'dimm',
};
const KIND_OF_SENSOR: Readonly<Record<number, ComponentKind>> = {
  [SENSOR_TYPE.powerSupply]: 'psu',
  [SENSOR_TYPE.fan]: 'fan',
  [SENSOR_TYPE.driveSlot]: 'drive',
};
/** These tell of whatever they belong to: memory errors also of the whole machine. */
const OF_THEIR_ENTITY: ReadonlySet<number> = new Set([SENSOR_TYPE.memory, SENSOR_TYPE.entityPresence]);
/** The inventory of the machine itself. */
const MACHINE = { accessAddress: 0x20, deviceId: 0 };

/** In the order of the records, those with an inventory first. */
export function componentsOf(records: readonly SdrRecord[]): Component[] {
  const drafts: Draft[] = [];
  for (const record of records) if (record.kind === 'fru_locator') addInventory(drafts, record);
  const sensors = records.flatMap(sensorsOf).filter(({ eventType }) => eventType !== EVENT_TYPE.redundancy);
  for (const sensor of sensors) addSensor(drafts, sensor, ownKindOf(sensor), 'ownSensors');
  for (const sensor of sensors)
    if (ownKindOf(sensor) === null) addSensor(drafts, sensor, kindOfEntity(sensor), 'otherSensors');
  return drafts;
}

interface Draft extends Component {
  readonly entity: SensorRecord['entity'];
  readonly place: string;
  readonly ownSensors: ReadableSensor[];
  readonly otherSensors: ReadableSensor[];
}

function addInventory(drafts: Draft[], fru: FruLocatorRecord): void {
  const { accessAddress, deviceId, isLogical, entity, name } = fru;
  const isMachine = accessAddress === MACHINE.accessAddress && deviceId === MACHINE.deviceId;
  const isKnown = drafts.some(
    (each) => each.fru?.deviceId === deviceId && each.fru.accessAddress === accessAddress,
  );
  if (!isLogical || isMachine || isKnown) return;
  const kind = kindOfEntity(fru) ?? 'board';
  drafts.push(draftOf(kind, entity, name.trim(), fru));
}

type Sensors = 'ownSensors' | 'otherSensors';

function addSensor(drafts: Draft[], sensor: ReadableSensor, kind: ComponentKind | null, as: Sensors): void {
  if (kind === null) return;
  const draft = draftOf(kind, sensor.entity, withoutMeasure(sensor.name), null);
  const known = drafts.find((each) => isSame(each, draft, as));
  const target = known ?? draft;
  if (!known) drafts.push(draft);
  target[as].push(sensor);
}

/**
 * Several of a kind may share an entity: fans in a tray. The inventory of an entity is that of all; what is only
 * measured is of the entity that has it.
 */
function isSame(known: Draft, draft: Draft, as: Sensors): boolean {
  if (known.kind !== draft.kind) return false;
  const isOfEntity = known.entity.id === draft.entity.id && known.entity.instance === draft.entity.instance;
  if (isOfEntity && (known.fru !== null || as === 'otherSensors')) return true;
  return known.place === draft.place;
}

function draftOf(
  kind: ComponentKind,
  entity: SensorRecord['entity'],
  said: string,
  fru: FruLocatorRecord | null,
): Draft {
  const byEntity = `${entityName(entity.id)} ${entity.instance}`;
  const place = placeOf(said);
  const name = place === '' ? byEntity : said;
  return { kind, entity, name, place: place || placeOf(byEntity), fru, ownSensors: [], otherSensors: [] };
}

function sensorsOf(record: SdrRecord): ReadableSensor[] {
  const sensors = record.kind === 'full' ? [record] : record.kind === 'compact' ? expandShared(record) : [];
  return sensors.filter(({ owner, entity }) => !owner.isSoftware && !entity.isLogical);
}

/** Of what the sensor itself tells; null for those that only measure. */
function ownKindOf(sensor: ReadableSensor): ComponentKind | null {
  if (OF_THEIR_ENTITY.has(sensor.sensorType)) return isMeasured(sensor) ? null : kindOfEntity(sensor);
  const kind = KIND_OF_SENSOR[sensor.sensorType] ?? null;
  // A supply has thresholds of other types; a fan is its speed.
  return kind === 'fan' || !isMeasured(sensor) ? kind : null;
}

function kindOfEntity({ entity }: Pick<SensorRecord, 'entity'>): ComponentKind | null {
  return KIND_OF_ENTITY[entity.id] ?? null;
}

const isMeasured = ({ eventType }: SensorRecord) => eventType === EVENT_TYPE.threshold;
