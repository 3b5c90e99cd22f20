/** A machine as an asset of the inventory. */
import type { AssetDraft } from '../../../model/asset.ts';
import type { JsonObject } from '../../../model/json.ts';
import { rackId } from '../../../protocols/redfish/hardware/machine.ts';
import type { FoundMachine } from './look.ts';
import { partsOf, said } from './parts.ts';

const MAX_NAME = 256;
const KIND_OF = { server: 'host', enclosure: 'other', pdu: 'other' } as const;

/** `id` is the asset that it is. */
export function assetOf(
  { watched, machine, reading, certificateExpiry }: FoundMachine,
  id: string,
): AssetDraft {
  const { settings, host } = watched;
  const { type, vendor, model, serial, uuid, place, managers, isOn, health, biosVersion, sku } = machine;
  const rack = settings.rack ?? place.rack;
  const identity = said({ vendor, product: model, serial, sku, uuid, biosVersion });
  const named = settings.name !== settings.address || machine.hostname === '';
  return {
    id,
    kind: KIND_OF[type],
    name: (named ? settings.name : machine.hostname).slice(0, MAX_NAME),
    labels: {
      type,
      ...(vendor === '' ? {} : { vendor }),
      ...(rack === '' ? {} : { rack }),
      ...settings.labels,
    },
    attributes: said({
      type,
      address: host,
      vendor,
      model,
      serial,
      hardware: identity,
      bmc: said({
        protocol: 'redfish',
        target: settings.name,
        address: host,
        model: managers[0]?.model ?? '',
        firmware: managers[0]?.firmware ?? '',
        certificateEnds: certificateExpiry === null ? null : new Date(certificateExpiry * 1000).toISOString(),
        power: isOn === null ? null : isOn ? 'on' : 'off',
        health,
        hardware: identity,
        place: placeOf({ ...place, rack }),
        parts: partsOf(reading),
      }),
    }),
    relations: rack === '' ? [] : [{ type: 'part-of', target: rackId(rack) }],
  };
}

function placeOf(place: JsonObject): JsonObject | null {
  const known = said(place);
  return Object.keys(known).length === 0 ? null : known;
}

/** The racks that machines are in. */
export function rackAssets(found: readonly FoundMachine[]): AssetDraft[] {
  const racks = found.map(({ watched, machine }) => watched.settings.rack ?? machine.place.rack);
  const byId = new Map(racks.filter(Boolean).map((rack) => [rackId(rack), rack]));
  return [...byId].map(([id, rack]) => ({
    id,
    kind: 'other',
    name: rack.slice(0, MAX_NAME),
    labels: { type: 'rack' },
    attributes: { type: 'rack' },
    relations: [],
  }));
}
