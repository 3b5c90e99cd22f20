import React from 'react';
import { Badge } from '@grafana/ui';
import { t } from '../t';

/** What people said of a cause; nothing where nobody did. */
export function VerdictBadge({ verdict }: { readonly verdict: string | null }) {
  switch (verdict) {
    case 'confirmed':
      return <Badge color="green" icon="check" text={t('verdict.confirmed', 'Confirmed')} />;
    case 'rejected':
      return <Badge color="darkgrey" icon="times" text={t('verdict.rejected', 'Rejected')} />;
    default:
      return null;
  }
}
