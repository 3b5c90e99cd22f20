/** Racks that machines are in, as assets. */
import type { AssetDraft } from '../../model/asset.ts';

const MAX_NAME = 256;

/** Asset id of a rack. */
export function rackId(rack: string): string {
  return `rack-${rack.toLowerCase().replace(/[^a-z0-9._:@-]+/g, '_')}`.slice(0, 200);
}

/** @param racks by the names that people have for them; empty ones are none */
export function rackAssets(racks: readonly string[]): AssetDraft[] {
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
