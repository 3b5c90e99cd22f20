import type { AssetRelation, RelationType } from '../../api/types';
import { ASSET_KINDS, RELATION_TYPES } from '../../api/values';

const DIRECTIONS = ['out', 'in'] as const;

/** Filters of the URL; what is none of them does not filter. */
export const directionOf = (text: string) => DIRECTIONS.find((direction) => direction === text);
export const typeOf = (text: string) => RELATION_TYPES.find((type) => type === text);
export const kindOf = (text: string) => ASSET_KINDS.find((kind) => kind === text);

export interface RelationGroupData {
  readonly direction: 'in' | 'out';
  readonly type: RelationType;
  readonly relations: readonly AssetRelation[];
}

/** What the asset says of itself first, then what others say of it. */
export function groupRelations(relations: readonly AssetRelation[]): RelationGroupData[] {
  return DIRECTIONS.flatMap((direction) =>
    RELATION_TYPES.flatMap((type) => {
      const alike = relations.filter((each) => each.direction === direction && each.type === type);
      return alike.length === 0 ? [] : [{ direction, type, relations: alike }];
    })
  );
}
