import { t } from '../../t';
import { kindName, statusName } from '../assetWords';
import type { Choice, Dimension } from './filters';

export function filterTitle(filter: Dimension): string {
  switch (filter) {
    case 'kind':
      return t('inventory.filter.kind', 'Kind');
    case 'status':
      return t('inventory.filter.status', 'Status');
    case 'tenant':
      return t('inventory.filter.tenant', 'Tenant');
    case 'source':
      return t('inventory.filter.source', 'Source');
  }
}

/** “Kind: Host”, “env=prod”, “Search: db”. */
export function choiceName({ filter, value }: Choice): string {
  switch (filter) {
    case 'kind':
      return `${filterTitle(filter)}: ${kindName(value)}`;
    case 'status':
      return `${filterTitle(filter)}: ${statusName(value)}`;
    case 'tenant':
    case 'source':
      return `${filterTitle(filter)}: ${value}`;
    case 'labels':
      return value;
    case 'search':
      return t('inventory.filter.search', 'Search: {{text}}', { text: value });
  }
}
