import React, { useMemo, useState } from 'react';
import { css } from '@emotion/css';
import { LoadingState, type GrafanaTheme2, type PanelProps } from '@grafana/data';
import { t } from '../../t';
import { FilterInput, Pagination, useStyles2 } from '@grafana/ui';
import { AssetTable } from '../../components/AssetTable/AssetTable';
import { toColumns } from '../../components/AssetTable/columns';
import { assetsIn, found, sorted } from './frameAssets';
import type { AssetInventoryOptions } from './options';

export default function AssetInventoryPanel({ data, options, onOptionsChange }: PanelProps<AssetInventoryOptions>) {
  const styles = useStyles2(getStyles);
  const [search, setSearch] = useState('');
  const [page, setPage] = useState(1);
  const { sortBy: by, order, pageSize } = options;
  const assets = useMemo(() => assetsIn(data.series), [data.series]);
  const columns = useMemo(() => toColumns(options.columns), [options.columns]);
  const shown = useMemo(() => sorted(found(assets ?? [], search), { by, order }), [assets, search, by, order]);
  if (assets === null) {
    return data.state === LoadingState.Loading ? null : <NoAssets />;
  }
  const pages = Math.max(1, Math.ceil(shown.length / pageSize));
  const current = Math.min(page, pages);
  return (
    <div className={styles.panel}>
      {options.search && (
        <div className={styles.bar}>
          <FilterInput
            value={search}
            escapeRegex={false}
            aria-label={t('panel-assets.search', 'Search the assets')}
            placeholder={t('panel-assets.search-hint', 'Name, id, label')}
            onChange={(text) => {
              setSearch(text);
              setPage(1);
            }}
          />
          <span role="status" className={styles.count}>
            {t('panel-assets.count', '{{count}} assets', {
              count: shown.length,
              defaultValue_one: '{{count}} asset',
            })}
          </span>
        </div>
      )}
      {shown.length === 0 ? (
        <p role="status">
          {search === ''
            ? t('panel-assets.empty', 'The query found no assets: widen its filters.')
            : t('panel-assets.no-match', 'No asset matches the search.')}
        </p>
      ) : (
        <div className={styles.table}>
          <AssetTable
            assets={shown.slice((current - 1) * pageSize, current * pageSize)}
            columns={columns}
            caption={t('panel-assets.caption', 'Assets')}
            sort={{ by, order }}
            onSort={(sort) => onOptionsChange({ ...options, sortBy: sort.by, order: sort.order })}
            isStale={data.state === LoadingState.Loading}
          />
        </div>
      )}
      {pages > 1 && (
        <Pagination
          currentPage={current}
          numberOfPages={pages}
          onNavigate={setPage}
          hideWhenSinglePage
          showSmallVersion
        />
      )}
    </div>
  );
}

function NoAssets() {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.nothing} role="status">
      <strong>{t('panel-assets.no-frames', 'This data has no assets')}</strong>
      <span>
        {t(
          'panel-assets.no-frames-why',
          'Choose the Fathom data source and the query type Assets. Other sources need a frame with the fields id and kind.'
        )}
      </span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({ height: '100%', display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  bar: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(2) }),
  count: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    whiteSpace: 'nowrap',
  }),
  table: css({ flex: 1, minHeight: 0, overflowY: 'auto' }),
  nothing: css({
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'center',
    height: '100%',
    textAlign: 'center',
    color: theme.colors.text.secondary,
  }),
});
