import type { RelationType } from '../../api/types';
import { t } from '../../t';

/** What the other asset is to this one. `out`: this asset says so; `in`: the other does. */
export function relationName(type: RelationType, direction: 'in' | 'out'): string {
  const isOut = direction === 'out';
  switch (type) {
    case 'runs-on':
      return isOut ? t('asset.relation.runs-on', 'Runs on') : t('asset.relation.runs', 'What runs on it');
    case 'part-of':
      return isOut ? t('asset.relation.part-of', 'Part of') : t('asset.relation.parts', 'Its parts');
    case 'managed-by':
      return isOut ? t('asset.relation.managed-by', 'Managed by') : t('asset.relation.manages', 'What it manages');
    case 'connects-to':
      return isOut
        ? t('asset.relation.connects-to', 'Connects to')
        : t('asset.relation.connected-from', 'What connects to it');
    case 'depends-on':
      return isOut ? t('asset.relation.depends-on', 'Depends on') : t('asset.relation.needed-by', 'What depends on it');
  }
}
