import { t } from '../t';

/** What changed of an asset; labels and attributes are called as they are in the API. */
export function changeFieldName(field: string): string {
  switch (field) {
    case 'created':
      return t('change.created', 'First reported');
    case 'status':
      return t('change.status', 'Status');
    case 'name':
      return t('change.name', 'Name');
    case 'kind':
      return t('change.kind', 'Kind');
    case 'relations':
      return t('change.relations', 'Relations');
    default:
      return field;
  }
}
