import React from 'react';
import { hasPermission } from '@grafana/runtime';
import { EmptyState } from '@grafana/ui';
import { ACTIONS } from '../constants';
import { paths } from '../routing';
import { t } from '../t';
import { AppLink } from './AppLink';

/** Fathom answers, and knows of nothing yet: how it comes to know. */
export function FirstUse() {
  return (
    <EmptyState
      variant="call-to-action"
      hideImage
      message={t('first-use.title', 'Fathom knows no assets yet')}
      button={
        hasPermission(ACTIONS.configure) ? (
          <AppLink to={paths.configuration()}>{t('first-use.configuration', 'Test the connection')}</AppLink>
        ) : undefined
      }
    >
      {t(
        'first-use.advice',
        'Its scanners fill the inventory: the first assets appear within a minute or two of its start. If none do, look at the scanners section of fathom.yml, or report assets yourself with POST /api/v1/assets.'
      )}
    </EmptyState>
  );
}
