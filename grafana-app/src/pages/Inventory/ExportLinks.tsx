import React from 'react';
import { LinkButton, Stack } from '@grafana/ui';
import { assetExportHref, type AssetExportQuery } from '../../api/assets';
import type { Column } from '../../components/AssetTable/columns';
import { t } from '../../t';

interface Props {
  /** The filters and the order of the list. */
  readonly query: AssetExportQuery;
  readonly columns: readonly Column[];
}

/** The whole list as a file, not just the page: as a table with the chosen columns, or all that is known. */
export function ExportLinks({ query, columns }: Props) {
  const csv = assetExportHref({ ...query, format: 'csv', columns });
  const json = assetExportHref({ ...query, format: 'json' });
  // With a target Grafana leaves the link to the browser.
  return (
    <Stack gap={1} wrap="wrap">
      <LinkButton href={csv} target="_self" download variant="secondary" size="sm" icon="download-alt">
        {t('inventory.export.csv', 'Export CSV')}
      </LinkButton>
      <LinkButton href={json} target="_self" download variant="secondary" size="sm" icon="download-alt">
        {t('inventory.export.json', 'Export JSON')}
      </LinkButton>
    </Stack>
  );
}
