// Grafana loads this file when a dashboard has the panel: drawing is fetched when there is something to draw.
import { PanelPlugin } from '@grafana/data';
import { t } from '../../t';
import { FIXED_COLUMNS } from '../../components/AssetTable/columns';
import { columnTitle } from '../../components/AssetTable/columnTitle';
import { lazyPanel } from '../../components/lazyPanel';
import { DEFAULTS, MAX_PAGE, MIN_PAGE, migrateOptions, type AssetInventoryOptions } from './options';

const Panel = lazyPanel<AssetInventoryOptions>(() => import('./AssetInventoryPanel'));

export const plugin = new PanelPlugin<AssetInventoryOptions>(Panel)
  .setMigrationHandler(({ options }) => migrateOptions(options))
  .setPanelOptions((builder) =>
    builder
      .addStringArray({
        path: 'columns',
        name: t('panel-assets.columns', 'Columns'),
        description: t(
          'panel-assets.columns-hint',
          'name, id, kind, status, tenant, source, firstSeen, lastSeen, or a field of the query such as labels.env.'
        ),
        defaultValue: [...DEFAULTS.columns],
      })
      .addSelect({
        path: 'sortBy',
        name: t('panel-assets.sort-by', 'Sort by'),
        defaultValue: DEFAULTS.sortBy,
        settings: { options: FIXED_COLUMNS.map((value) => ({ value, label: columnTitle(value) })) },
      })
      .addRadio({
        path: 'order',
        name: t('panel-assets.order', 'Order'),
        defaultValue: DEFAULTS.order,
        settings: {
          options: [
            { value: 'asc', label: t('panel-assets.ascending', 'Ascending') },
            { value: 'desc', label: t('panel-assets.descending', 'Descending') },
          ],
        },
      })
      .addBooleanSwitch({
        path: 'search',
        name: t('panel-assets.show-search', 'Search field'),
        defaultValue: DEFAULTS.search,
      })
      .addSliderInput({
        path: 'pageSize',
        name: t('panel-assets.page-size', 'Rows of a page'),
        defaultValue: DEFAULTS.pageSize,
        settings: { min: MIN_PAGE, max: MAX_PAGE, step: 5 },
      })
  );
