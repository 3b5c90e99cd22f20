import { z } from 'zod';
import { type Asset, AssetId } from '../../model/asset.ts';
import type { Store } from '../../store/store.ts';
import { notFound } from '../problem.ts';

/** The path of what belongs to an asset. */
export const AssetParams = z.strictObject({ id: AssetId });

/** @throws Problem 404 */
export async function requireAsset({ inventory }: Pick<Store, 'inventory'>, id: string): Promise<Asset> {
  const asset = await inventory.get(id);
  if (!asset) throw notFound(`no asset ${id}`);
  return asset;
}
