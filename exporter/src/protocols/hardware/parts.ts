/** What a machine is made of: what can be exchanged, with its serial number. */
import type { JsonObject } from '../../model/json.ts';
import type { HardwareReading } from './reading.ts';

/** Together with the rest they stay within the bound on attributes. */
const MAX_PARTS_BYTES = 24 * 1024;

export function partsOf({ supplies, fans, drives, memory }: HardwareReading): JsonObject[] {
  const all: JsonObject[] = [
    ...supplies.map(({ name, health, model, serial }) => ({ kind: 'psu', name, health, model, serial })),
    ...fans.map(({ name, health }) => ({ kind: 'fan', name, health })),
    ...drives.map((drive) => ({
      kind: 'drive',
      name: drive.name,
      health: drive.health,
      model: drive.model,
      serial: drive.serial,
      slot: drive.slot,
      storage: drive.storage,
      mediaType: drive.mediaType,
      capacityBytes: drive.capacityBytes,
      volumes: drive.volumes,
    })),
    ...memory.map(({ name, health, model, serial, capacityBytes }) => ({
      kind: 'dimm',
      name,
      health,
      model,
      serial,
      capacityBytes,
    })),
  ];
  return withinBytes(all.map(said));
}

/** Without what is not known. */
export function said(fields: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

/** As many as fit. */
export function withinBytes(parts: readonly JsonObject[]): JsonObject[] {
  let bytes = 0;
  return parts.filter((part) => {
    bytes += JSON.stringify(part).length + 1;
    return bytes <= MAX_PARTS_BYTES;
  });
}
