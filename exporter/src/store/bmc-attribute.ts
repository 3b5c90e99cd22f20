/**
 * A machine and its BMC are one asset: what the BMC says of the machine is its attribute `bmc`, whoever else tells of
 * the machine from inside. Who asks it by Redfish and who asks it by IPMI tell of it in turn.
 */
import type { Asset, AssetDraft } from '../model/asset.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { withView } from '../protocols/hardware/bmc-views.ts';
import type { Report } from './store.ts';

const BMC = 'bmc';

/** Of an asset that another source describes, who asks its BMC adds that alone. */
export function isFromOutside(known: Asset, { attributes }: AssetDraft, { source }: Report): boolean {
  return known.source !== source && known.status !== 'gone' && Object.hasOwn(attributes, BMC);
}

export function withBmc(known: Asset, { attributes }: AssetDraft): Asset {
  return { ...known, attributes: { ...known.attributes, [BMC]: viewOf(known, attributes[BMC]) } };
}

/** What was added so stays when the source of the rest reports it again. */
export function withKeptBmc(known: Asset, { attributes }: AssetDraft): Pick<AssetDraft, 'attributes'> {
  const bmc = known.attributes[BMC];
  if (bmc === undefined) return { attributes };
  const told = Object.hasOwn(attributes, BMC) ? viewOf(known, attributes[BMC]) : bmc;
  return { attributes: { ...attributes, [BMC]: told } };
}

function viewOf({ attributes }: Asset, told: Json = null): Json {
  const known = attributes[BMC];
  return isObject(told) && isObject(known) ? withView(known, told) : told;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
