import React, { type ReactNode } from 'react';
import { Button, EmptyState } from '@grafana/ui';
import { t } from '../t';

interface Props {
  readonly message: string;
  readonly onClear: () => void;
  readonly children?: ReactNode;
}

/** Nothing passes the filters. */
export function NoMatch({ message, onClear, children }: Props) {
  return (
    <EmptyState
      variant="not-found"
      hideImage
      message={message}
      button={
        <Button variant="secondary" onClick={onClear}>
          {t('filter.clear', 'Clear the filters')}
        </Button>
      }
    >
      {children}
    </EmptyState>
  );
}
