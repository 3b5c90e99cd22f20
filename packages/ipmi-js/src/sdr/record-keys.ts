/** What several kinds of records have in common: whose a sensor is and which entity it is of. */
import type { EntityReference, SensorOwner } from './record.ts';

export function ownerOf(id: number, channelLun: number): SensorOwner {
  return {
    address: id & 0xfe,
    isSoftware: (id & 1) === 1,
    channel: channelLun >> 4,
    lun: channelLun & 0x03,
  };
}

export function entityOf(id: number, instance: number): EntityReference {
  return { id, instance: instance & 0x7f, isLogical: (instance & 0x80) !== 0 };
}
