import type { Asset, AssetRelation, RelationType } from '../../api/types';

export const TYPES: readonly RelationType[] = ['runs-on', 'part-of', 'managed-by', 'connects-to', 'depends-on'];

export const KINDS: ReadonlyArray<Asset['kind']> = [
  'host',
  'service',
  'process',
  'container',
  'pod',
  'vm',
  'cloud-instance',
  'bmc',
  'network-device',
  'storage',
  'other',
];

const DIRECTIONS = ['out', 'in'] as const;

/** Filters of the URL; what is none of them does not filter. */
export const directionOf = (text: string) => DIRECTIONS.find((direction) => direction === text);
export const typeOf = (text: string) => TYPES.find((type) => type === text);
export const kindOf = (text: string) => KINDS.find((kind) => kind === text);

export interface RelationGroupData {
  readonly direction: 'in' | 'out';
  readonly type: RelationType;
  readonly relations: readonly AssetRelation[];
}

/** What the asset says of itself first, then what others say of it. */
export function groupRelations(relations: readonly AssetRelation[]): RelationGroupData[] {
  return DIRECTIONS.flatMap((direction) =>
    TYPES.flatMap((type) => {
      const alike = relations.filter((each) => each.direction === direction && each.type === type);
      return alike.length === 0 ? [] : [{ direction, type, relations: alike }];
    })
  );
}
