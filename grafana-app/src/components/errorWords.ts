import type { ApiError } from '../api/errors';
import { t } from '../t';

export function titleOf({ hop, reason }: ApiError): string {
  switch (reason) {
    case 'forbidden':
      return t('error.forbidden', 'You are not allowed to see or do this');
    case 'unauthorized':
      return hop === 'fathom'
        ? t('error.unauthorized', 'Fathom does not accept the token')
        : t('error.signed-out', 'You are signed out of Grafana');
    case 'not-found':
      return t('error.not-found', 'Not found');
    case 'conflict':
      return t('error.conflict', 'It has changed meanwhile');
    case 'invalid':
      return t('error.invalid', 'Fathom does not accept the request');
    case 'unreachable':
      return hop === 'grafana'
        ? t('error.grafana-unreachable', 'Grafana does not answer')
        : t('error.unreachable', 'Fathom does not answer');
    case 'failed':
      return hop === 'fathom'
        ? t('error.failed', 'Fathom failed to answer')
        : t('error.grafana-failed', 'Grafana failed to answer');
  }
}

/** What to do about it. */
export function adviceFor({ hop, reason }: ApiError): string {
  switch (reason) {
    case 'forbidden':
      return t('error.advice.forbidden', 'Ask an administrator of Grafana for a role that may.');
    case 'unauthorized':
      return hop === 'fathom'
        ? t(
            'error.advice.unauthorized',
            'The token in the configuration of this app must equal api.token in fathom.yml.'
          )
        : t('error.advice.signed-out', 'Sign in again.');
    case 'not-found':
      return hop === 'grafana'
        ? t(
            'error.advice.route',
            'The app may be disabled, or Grafana runs with an older version of it: restart Grafana.'
          )
        : t(
            'error.advice.not-found',
            'It may have been forgotten since: Fathom keeps things for as long as its configuration says.'
          );
    case 'conflict':
      return t('error.advice.conflict', 'Reload the page to see its present state.');
    case 'invalid':
      return t('error.advice.invalid', 'Clear the filters, or check that plugin and Fathom are of the same version.');
    case 'unreachable':
      return hop === 'grafana'
        ? t('error.advice.grafana', 'Check your connection to Grafana.')
        : t(
            'error.advice.unreachable',
            'Check that Fathom runs, and that the API URL in the configuration of this app is reachable from the Grafana server.'
          );
    case 'failed':
      return t('error.advice.failed', 'The log of the server says more.');
  }
}
