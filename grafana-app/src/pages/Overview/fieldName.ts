import { t } from '../../t';

/** What changed of an asset; labels and attributes are called as they are in the API. */
export function fieldName(field: string): string {
  switch (field) {
    case 'created':
      return t('overview.changes.created', 'New');
    case 'status':
      return t('overview.changes.status', 'Status');
    case 'name':
      return t('overview.changes.name', 'Name');
    case 'kind':
      return t('overview.changes.kind', 'Kind');
    case 'relations':
      return t('overview.changes.relations', 'Relations');
    default:
      return field;
  }
}
