/** Records of devices and of what contains what (IPMI 2.0, 43.4 to 43.9). */
import type { ReplyBytes } from '../reply-bytes.ts';
import { entityOf } from './record-keys.ts';
import { recordName } from './record-name.ts';
import type {
  ControllerLocatorRecord,
  EntityAssociationRecord,
  EntityReference,
  FruLocatorRecord,
  GenericLocatorRecord,
} from './record.ts';

const NAME_AT = 15;
const CONTAINED = 4;
/** Where a pair or a quadruple of a contained entity begins. */
const CONTAINED_AT = 8;
const RELATIVE_CONTAINED_AT = 10;

export function associationRecord(record: ReplyBytes, recordId: number): EntityAssociationRecord {
  const contained = containedEntities((each) => {
    const at = CONTAINED_AT + each * 2;
    return entityOf(record.u8(at), record.u8(at + 1));
  });
  return { ...association(record, recordId, record.u8(7)), contained };
}

/** Entities of other controllers: each has an address and a channel before its ID. */
export function relativeAssociationRecord(record: ReplyBytes, recordId: number): EntityAssociationRecord {
  const contained = containedEntities((each) => {
    const at = RELATIVE_CONTAINED_AT + each * 4;
    return entityOf(record.u8(at + 2), record.u8(at + 3));
  });
  return { ...association(record, recordId, record.u8(9)), contained };
}

function association(record: ReplyBytes, recordId: number, flags: number) {
  return {
    kind: 'entity_association' as const,
    recordId,
    container: entityOf(record.u8(5), record.u8(6)),
    isRange: (flags & 0x80) !== 0,
    isLinked: (flags & 0x40) !== 0,
    presenceSensorsAccessible: (flags & 0x20) !== 0,
  };
}

/** ID 0 marks what is unused. */
function containedEntities(read: (index: number) => EntityReference): EntityReference[] {
  return Array.from({ length: CONTAINED }, (_, each) => read(each)).filter(({ id }) => id !== 0);
}

export function genericLocator(record: ReplyBytes, recordId: number): GenericLocatorRecord {
  const bus = record.u8(7);
  return {
    kind: 'generic_locator',
    recordId,
    ...located(record),
    accessAddress: record.u8(5) & 0xfe,
    slaveAddress: record.u8(6) & 0xfe,
    channel: (bus >> 5) | ((record.u8(6) & 1) << 3),
    lun: (bus >> 3) & 3,
    busId: bus & 7,
    addressSpan: record.u8(8) & 7,
    deviceType: record.u8(10),
    deviceTypeModifier: record.u8(11),
  };
}

export function fruLocator(record: ReplyBytes, recordId: number): FruLocatorRecord {
  const bus = record.u8(7);
  return {
    kind: 'fru_locator',
    recordId,
    ...located(record),
    accessAddress: record.u8(5) & 0xfe,
    isLogical: (bus & 0x80) !== 0,
    deviceId: record.u8(6),
    channel: record.u8(8) >> 4,
    lun: (bus >> 3) & 3,
    busId: bus & 7,
    deviceType: record.u8(10),
    deviceTypeModifier: record.u8(11),
  };
}

export function controllerLocator(record: ReplyBytes, recordId: number): ControllerLocatorRecord {
  return {
    kind: 'controller_locator',
    recordId,
    ...located(record),
    slaveAddress: record.u8(5) & 0xfe,
    channel: record.u8(6) & 0x0f,
    capabilities: record.u8(8),
  };
}

function located(record: ReplyBytes) {
  record.atLeast(NAME_AT);
  return {
    entity: entityOf(record.u8(12), record.u8(13)),
    name: recordName(record, NAME_AT),
    oem: record.u8(14),
  };
}
