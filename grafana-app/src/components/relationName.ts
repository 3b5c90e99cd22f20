import type { RelationType } from '../api/types';
import { t } from '../t';

/** What the other asset is to this one. `out`: this asset says so; `in`: the other does. */
export function relationName(type: RelationType, direction: 'in' | 'out'): string {
  const isOut = direction === 'out';
  switch (type) {
    case 'runs-on':
      return isOut ? t('relation.runs-on', 'Runs on') : t('relation.runs', 'Runs here');
    case 'part-of':
      return isOut ? t('relation.part-of', 'Part of') : t('relation.has-part', 'Has the part');
    case 'managed-by':
      return isOut ? t('relation.managed-by', 'Managed by') : t('relation.manages', 'Manages');
    case 'connects-to':
      return isOut ? t('relation.connects-to', 'Connects to') : t('relation.connected-from', 'Connected from');
    case 'depends-on':
      return isOut ? t('relation.depends-on', 'Depends on') : t('relation.needed-by', 'Needed by');
  }
}
