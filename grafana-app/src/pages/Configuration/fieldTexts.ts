import { t } from '../../t';
import { urlProblem } from './apiUrl';
import type { Field } from './draft';

export function fieldName(field: Field): string {
  switch (field) {
    case 'apiUrl':
      return t('config.field.api-url', 'API URL');
    case 'token':
      return t('config.field.token', 'Token');
    case 'prometheusUid':
      return t('config.field.prometheus', 'Prometheus data source');
    case 'hostDashboardUid':
      return t('config.field.dashboard', 'Dashboard of a host');
    case 'enabled':
      return t('config.field.enabled', 'Enabled');
  }
}

/** Why the address cannot be used; empty when it can. */
export function urlProblemText(text: string): string {
  switch (urlProblem(text)) {
    case 'missing':
      return t('config.url.missing', 'Enter where Grafana reaches Fathom, such as http://fathom:9797');
    case 'scheme':
      return t('config.url.scheme', 'It must begin with http:// or https:// and name a host');
    case 'no-url':
      return t('config.url.no-url', 'This is no address: check host and port');
    case 'credentials':
      return t('config.url.credentials', 'Leave out user and password: everybody can read the URL. Use the token');
    case 'query':
      return t('config.url.query', 'Leave out everything from ? or # on');
    case 'api-path':
      return t('config.url.api-path', 'Leave out /api and /api/v1: the plugin adds them');
    case 'too-long':
      return t('config.url.too-long', 'It is too long');
    case null:
      return '';
  }
}
