/**
 * A machine and its BMC are one asset: what the BMC says of the machine is its attribute `bmc`, whoever else tells of
 * the machine from inside.
 */
import type { Asset, AssetDraft } from '../model/asset.ts';
import type { Report } from './store.ts';

const BMC = 'bmc';

/** Of an asset that another source describes, who asks its BMC adds that alone. */
export function isFromOutside(known: Asset, { attributes }: AssetDraft, { source }: Report): boolean {
  return known.source !== source && known.status !== 'gone' && Object.hasOwn(attributes, BMC);
}

export function withBmc(known: Asset, { attributes }: AssetDraft): Asset {
  return { ...known, attributes: { ...known.attributes, [BMC]: attributes[BMC] ?? null } };
}

/** What was added so stays when the source of the rest reports it again. */
export function withKeptBmc(known: Asset, { attributes }: AssetDraft): Pick<AssetDraft, 'attributes'> {
  const bmc = known.attributes[BMC];
  if (bmc === undefined || Object.hasOwn(attributes, BMC)) return { attributes };
  return { attributes: { ...attributes, [BMC]: bmc } };
}
