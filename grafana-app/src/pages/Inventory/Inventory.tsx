import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, LoadingBar, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import { useAssetFacets, useAssets } from '../../api/assets';
import { AssetTable } from '../../components/AssetTable/AssetTable';
import { ColumnPicker } from '../../components/AssetTable/ColumnPicker';
import { attributeColumns, isColumn, type Column } from '../../components/AssetTable/columns';
import { FacetPanel } from '../../components/AssetTable/FacetPanel';
import { FilterPills } from '../../components/AssetTable/FilterPills';
import { choicesOf, NO_FILTERS, toggleChoice, type Choice } from '../../components/AssetTable/filters';
import { CursorPager } from '../../components/CursorPager';
import { FirstUse } from '../../components/FirstUse';
import { NoMatch } from '../../components/NoMatch';
import { Page } from '../../components/Page';
import { QueryView } from '../../components/QueryView';
import { SearchField } from '../../components/SearchField';
import { t } from '../../t';
import { ExportLinks } from './ExportLinks';
import { PAGE_SIZES } from './listState';
import { useInventoryUrl } from './useInventoryUrl';

export default function Inventory() {
  const styles = useStyles2(getStyles);
  const url = useInventoryUrl();
  const { filters, setFilters, sort, trail } = url;
  const [showsFilters, setShowsFilters] = useState(false);
  const [showsColumns, setShowsColumns] = useState(false);

  const order = { sort: sort.by, order: sort.order };
  const assets = useAssets({ ...filters, ...order, limit: url.pageSize, cursor: trail.at(-1) });
  const rowsAreThere = assets.data !== undefined && !assets.isPlaceholderData;
  const facets = useAssetFacets(filters, { enabled: rowsAreThere });

  const toggle = (choice: Choice) => setFilters(toggleChoice(filters, choice));
  const clear = () => setFilters(NO_FILTERS);
  const isFiltered = choicesOf(filters).length > 0;
  const labelColumns = (facets.data?.labels ?? []).map<Column>(({ name }) => `labels.${name}`).filter(isColumn);

  return (
    <Page
      title={t('inventory.title', 'Inventory')}
      actions={assets.data !== undefined && <ExportLinks query={{ ...filters, ...order }} columns={url.columns} />}
    >
      <div className={styles.layout}>
        <aside className={styles.facets} data-open={showsFilters} id="inventory-filters">
          {facets.data !== undefined && <FacetPanel facets={facets.data} filters={filters} onToggle={toggle} />}
          {facets.error !== null && (
            <span role="alert">
              {t('inventory.facet.failed', 'The filters could not be counted: {{reason}}', {
                reason: facets.error.message,
              })}
            </span>
          )}
        </aside>
        <div className={styles.main}>
          <div className={styles.bar}>
            <div className={styles.search}>
              <SearchField
                value={filters.search}
                onChange={url.setSearch}
                placeholder={t('inventory.search.placeholder', 'Search by name or id')}
                aria-label={t('inventory.search.label', 'Search assets by name or id')}
              />
            </div>
            <Button
              className={styles.filtersButton}
              variant="secondary"
              icon="filter"
              aria-expanded={showsFilters}
              aria-controls="inventory-filters"
              onClick={() => setShowsFilters(!showsFilters)}
            >
              {t('inventory.facet.title', 'Filters')}
            </Button>
            <Button
              variant="secondary"
              icon="columns"
              aria-expanded={showsColumns}
              onClick={() => setShowsColumns(!showsColumns)}
            >
              {t('inventory.columns.title', 'Columns')}
            </Button>
            <span role="status" className={styles.count}>
              {facets.data !== undefined &&
                t('inventory.count', '{{count}} assets', {
                  count: facets.data.total,
                  defaultValue_one: '{{count}} asset',
                })}
            </span>
          </div>
          {showsColumns && (
            <ColumnPicker
              columns={url.columns}
              offered={[...labelColumns, ...attributeColumns(assets.data?.items ?? [])]}
              onChange={url.setColumns}
              onReset={url.resetColumns}
            />
          )}
          <FilterPills filters={filters} onRemove={toggle} onClear={clear} />
          <QueryView
            query={assets}
            isEmpty={({ items }) => items.length === 0 && trail.length === 0}
            empty={
              isFiltered ? (
                <NoMatch message={t('inventory.no-match.title', 'No asset matches')} onClear={clear}>
                  {t(
                    'inventory.no-match.advice',
                    'Take away a filter, or search for a shorter part of the name or id.'
                  )}
                </NoMatch>
              ) : (
                <FirstUse />
              )
            }
          >
            {({ items, nextCursor }) => (
              <>
                <div className={styles.progress}>{assets.isPlaceholderData && <LoadingBar width={200} />}</div>
                <AssetTable
                  assets={items}
                  columns={url.columns}
                  caption={t('inventory.table', 'Assets')}
                  sort={sort}
                  onSort={url.setSort}
                  isStale={assets.isPlaceholderData}
                />
                <div className={styles.foot}>
                  <CursorPager
                    trail={trail}
                    nextCursor={nextCursor}
                    onChange={url.setTrail}
                    label={t('inventory.pages', 'Pages of the inventory')}
                  />
                  <RadioButtonGroup
                    size="sm"
                    aria-label={t('inventory.page-size', 'Assets on a page')}
                    options={PAGE_SIZES.map((value) => ({ value, label: String(value) }))}
                    value={url.pageSize}
                    onChange={url.setPageSize}
                  />
                </div>
              </>
            )}
          </QueryView>
        </div>
      </div>
    </Page>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  layout: css({
    display: 'grid',
    gridTemplateColumns: '240px minmax(0, 1fr)',
    gap: theme.spacing(3),
    alignItems: 'start',
    [theme.breakpoints.down('lg')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
  facets: css({
    minWidth: 0,
    [theme.breakpoints.down('lg')]: { display: 'none', '&[data-open="true"]': { display: 'block' } },
  }),
  main: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), minWidth: 0 }),
  bar: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
  search: css({ flex: '1 1 220px', minWidth: 0 }),
  count: css({ alignSelf: 'center', color: theme.colors.text.secondary }),
  filtersButton: css({ [theme.breakpoints.up('lg')]: { display: 'none' } }),
  progress: css({ height: 1, overflow: 'hidden' }),
  foot: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
  }),
});
