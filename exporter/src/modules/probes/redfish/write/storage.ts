import { healthValue } from '../../../../protocols/redfish/read/health.ts';
import type { Controller, Drive, Storage, Volume } from '../../../../protocols/redfish/read/storage.ts';
import type { StorageUnit } from '../../../../protocols/redfish/walk/storage.ts';
import type { RedfishOut } from '../metrics.ts';
import { ifKnown } from './if-known.ts';
import type { Place } from './sensors.ts';

export function writeStorage(out: RedfishOut, unit: StorageUnit, place: Place): void {
  const { id } = unit.storage;
  writeUnit(out, unit.storage, place);
  for (const each of unit.drives) writeDrive(out, each, id, place);
  for (const each of unit.controllers) writeController(out, each, id, place);
  for (const each of unit.volumes) writeVolume(out, each, id, place);
}

function writeUnit(out: RedfishOut, { id, name, status, battery }: Storage, { label }: Place): void {
  out.idrac_storage_info(1, id, name, label);
  ifKnown(healthValue(status.health), (value) => out.idrac_storage_health(value, id, status.health, label));
  if (battery === null) return;
  ifKnown(healthValue(battery.health), (value) =>
    out.idrac_dell_controller_battery_health(value, battery.id, id, battery.name, battery.health, label),
  );
}

function writeDrive(out: RedfishOut, drive: Drive, storage: string, { label, additional }: Place): void {
  const { id, manufacturer, mediaType, model, name, protocol, serial, slot, status } = drive;
  out.idrac_storage_drive_info(
    1,
    id,
    storage,
    manufacturer,
    mediaType,
    model,
    name,
    protocol,
    serial,
    slot,
    label,
  );
  ifKnown(healthValue(status.health), (value) =>
    out.idrac_storage_drive_health(value, id, storage, status.health, label),
  );
  ifKnown(drive.capacityBytes, (bytes) => out.idrac_storage_drive_capacity_bytes(bytes, id, storage, label));
  ifKnown(drive.lifeLeftPercent, (percent) =>
    out.idrac_storage_drive_life_left_percent(percent, id, storage, label),
  );
  ifKnown(drive.indicatorActive, (active) =>
    out.idrac_storage_drive_indicator_active(Number(active), id, storage, label),
  );
  if (!additional) return;
  ifKnown(drive.failurePredicted, (predicted) =>
    out.fathom_redfish_drive_failure_predicted(Number(predicted), id, storage, label),
  );
  ifKnown(drive.celsius, (celsius) =>
    out.fathom_redfish_drive_temperature_celsius(celsius, id, storage, label),
  );
  ifKnown(drive.powerOnHours, (hours) => out.fathom_redfish_drive_power_on_hours(hours, id, storage, label));
}

function writeController(out: RedfishOut, controller: Controller, storage: string, { label }: Place): void {
  const { id, manufacturer, model, name, firmware, status, cacheHealth } = controller;
  out.idrac_storage_controller_info(1, id, storage, manufacturer, model, name, firmware, label);
  ifKnown(healthValue(status.health), (value) =>
    out.idrac_storage_controller_health(value, id, storage, status.health, label),
  );
  ifKnown(controller.speedMbps, (mbps) => out.idrac_storage_controller_speed_mbps(mbps, id, storage, label));
  ifKnown(controller.cacheBytes, (bytes) =>
    out.idrac_storage_controller_cache_size_bytes(bytes, id, storage, label),
  );
  ifKnown(healthValue(cacheHealth), (value) =>
    out.idrac_storage_controller_cache_health(value, id, storage, cacheHealth, label),
  );
}

function writeVolume(out: RedfishOut, volume: Volume, storage: string, { label }: Place): void {
  const { id, name, type, raidType, status } = volume;
  out.idrac_storage_volume_info(1, id, storage, name, type, raidType, label);
  ifKnown(healthValue(status.health), (value) =>
    out.idrac_storage_volume_health(value, id, storage, status.health, label),
  );
  ifKnown(volume.capacityBytes, (bytes) =>
    out.idrac_storage_volume_capacity_bytes(bytes, id, storage, label),
  );
  ifKnown(volume.mediaSpanCount, (count) =>
    out.idrac_storage_volume_media_span_count(count, id, storage, label),
  );
}
