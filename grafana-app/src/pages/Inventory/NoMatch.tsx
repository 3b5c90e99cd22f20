import React from 'react';
import { Button, EmptyState } from '@grafana/ui';
import { t } from '../../t';

/** Nothing passes the filters. */
export function NoMatch({ onClear }: { readonly onClear: () => void }) {
  return (
    <EmptyState
      variant="not-found"
      message={t('inventory.no-match.title', 'No asset matches')}
      button={
        <Button variant="secondary" onClick={onClear}>
          {t('inventory.filter.clear', 'Clear filters')}
        </Button>
      }
    >
      {t('inventory.no-match.advice', 'Take away a filter, or search for a shorter part of the name or id.')}
    </EmptyState>
  );
}
