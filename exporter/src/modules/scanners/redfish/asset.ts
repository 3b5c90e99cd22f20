/** A machine as an asset of the inventory. */
import type { AssetDraft } from '../../../model/asset.ts';
import type { JsonObject } from '../../../model/json.ts';
import { machineAsset } from '../../../protocols/hardware/machine-asset.ts';
import { partsOf, said } from '../../../protocols/hardware/parts.ts';
import type { FoundMachine } from './look.ts';

/** `id` is the asset that it is. */
export function assetOf(found: FoundMachine, id: string): AssetDraft {
  const { watched, machine, reading, certificateExpiry } = found;
  const { sku, uuid, biosVersion, place, managers, isOn, health } = machine;
  const rack = rackOf(found);
  const bmc = {
    protocol: 'redfish',
    model: managers[0]?.model ?? '',
    firmware: managers[0]?.firmware ?? '',
    certificateEnds: certificateExpiry === null ? null : new Date(certificateExpiry * 1000).toISOString(),
    power: isOn === null ? null : isOn ? 'on' : 'off',
    health,
    place: placeOf({ ...place, rack }),
    parts: partsOf(reading),
  };
  const { settings, host } = watched;
  return machineAsset({ ...machine, settings, host, rack, identity: { sku, uuid, biosVersion }, bmc }, id);
}

/** Empty when it is not known. */
export function rackOf({ watched, machine }: FoundMachine): string {
  return watched.settings.rack ?? machine.place.rack;
}

function placeOf(place: JsonObject): JsonObject | null {
  const known = said(place);
  return Object.keys(known).length === 0 ? null : known;
}
