import React from 'react';
import type { PanelData } from '@grafana/data';
import { Alert } from '@grafana/ui';
import { t } from '../t';

/** In the place of what a panel shows: without an answer it knows nothing, not that there is nothing. */
export default function PanelFailure({ data }: { readonly data: PanelData }) {
  return (
    <Alert severity="error" title={t('panel.failed', 'The query failed')}>
      {data.errors?.map(({ message }) => message).join(' ')}
    </Alert>
  );
}
