import { t } from '../../t';
import { isFixed, type Column, type FixedColumn } from './columns';

/** Labels and attributes are called as their owners called them. */
export const columnTitle = (column: Column): string => (isFixed(column) ? fixedTitle(column) : ownName(column));

/** Without saying whether it is a label or an attribute: where there is a heading that says so. */
export const ownName = (column: string): string => column.slice(column.indexOf('.') + 1);

function fixedTitle(column: FixedColumn): string {
  switch (column) {
    case 'name':
      return t('inventory.column.name', 'Name');
    case 'id':
      return t('inventory.column.id', 'ID');
    case 'kind':
      return t('inventory.column.kind', 'Kind');
    case 'status':
      return t('inventory.column.status', 'Status');
    case 'tenant':
      return t('inventory.column.tenant', 'Tenant');
    case 'source':
      return t('inventory.column.source', 'Source');
    case 'firstSeen':
      return t('inventory.column.first-seen', 'First seen');
    case 'lastSeen':
      return t('inventory.column.last-seen', 'Last seen');
  }
}
