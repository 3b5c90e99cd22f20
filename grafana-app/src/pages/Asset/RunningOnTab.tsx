import React from 'react';
import { EmptyState, InlineField, InlineSwitch, Stack } from '@grafana/ui';
import { MAX_RELATED, useRunningOn } from '../../api/asset';
import type { Asset, AssetRelation } from '../../api/types';
import { QueryView } from '../../components/QueryView';
import { useUrlState } from '../../components/urlState';
import { t } from '../../t';
import { presentOnly, type RunningRow } from './runningOn';
import { SortableTable, type Column } from './SortableTable';

interface Props<R> {
  readonly asset: Asset;
  readonly kind: Asset['kind'];
  readonly toRow: (relation: AssetRelation) => R;
  readonly columns: ReadonlyArray<Column<R>>;
  readonly sortedFirst: { readonly by: string; readonly isDescending: boolean };
  readonly caption: string;
  readonly none: string;
  readonly advice: string;
}

/** What of one kind runs on the asset, as a table; those that are gone on demand. */
export function RunningOnTab<R extends RunningRow>({
  asset,
  kind,
  toRow,
  columns,
  sortedFirst,
  caption,
  none,
  advice,
}: Props<R>) {
  const url = useUrlState();
  const isAll = url.get('gone') === 'true';
  return (
    <QueryView
      query={useRunningOn(asset.id, kind)}
      isEmpty={({ items }) => items.length === 0}
      empty={
        <EmptyState variant="not-found" message={none}>
          {advice}
        </EmptyState>
      }
    >
      {({ items, nextCursor }) => (
        <Stack direction="column" gap={1}>
          <InlineField label={t('asset.running.show-gone', 'Show those that are gone')} transparent>
            <InlineSwitch
              id="asset-running-gone"
              transparent
              value={isAll}
              onChange={() => url.set({ gone: isAll ? undefined : 'true', page: undefined })}
            />
          </InlineField>
          {nextCursor !== null && (
            <span role="status">
              {t('asset.running.truncated', 'There are more: the first {{limit}} are shown.', { limit: MAX_RELATED })}
            </span>
          )}
          <SortableTable
            caption={caption}
            columns={columns}
            rows={presentOnly(items.map(toRow), isAll)}
            keyOf={({ id }) => id}
            sortedFirst={sortedFirst}
          />
        </Stack>
      )}
    </QueryView>
  );
}
