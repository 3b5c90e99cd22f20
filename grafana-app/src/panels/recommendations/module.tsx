// Grafana loads this file when a dashboard has the panel: drawing is fetched when there is something to draw.
import { PanelPlugin, type SelectFieldConfigSettings } from '@grafana/data';
import type { Priority, RecommendationState } from '../../api/types';
import { PRIORITIES, RECOMMENDATION_STATES } from '../../api/values';
import { lazyPanel } from '../../components/lazyPanel';
import { stateName } from '../../components/recommendationWords';
import { priorityName } from '../../components/severity';
import { t } from '../../t';
import { DEFAULTS, MAX_ITEMS, migrateOptions, type RecommendationsOptions } from './options';

const Panel = lazyPanel<RecommendationsOptions>(() => import('./RecommendationsPanel'));

/** Grafana has one type for the choice and for each of its options. */
type Several<V> = V | V[];

export const plugin = new PanelPlugin<RecommendationsOptions>(Panel)
  .setMigrationHandler(({ options }) => migrateOptions(options))
  .setPanelOptions((builder) =>
    builder
      .addMultiSelect<Several<Priority>, SelectFieldConfigSettings<Several<Priority>>>({
        path: 'severities',
        name: t('panel-recommendations.severities', 'Severities'),
        description: t('panel-recommendations.none-is-all', 'Without a choice, all of them.'),
        defaultValue: DEFAULTS.severities,
        settings: {
          options: PRIORITIES.map((value) => ({ value, label: priorityName(value) })),
        },
      })
      .addMultiSelect<Several<RecommendationState>, SelectFieldConfigSettings<Several<RecommendationState>>>({
        path: 'states',
        name: t('panel-recommendations.states', 'States'),
        description: t('panel-recommendations.none-is-all', 'Without a choice, all of them.'),
        defaultValue: DEFAULTS.states,
        settings: {
          options: RECOMMENDATION_STATES.map((value) => ({ value, label: stateName(value) })),
        },
      })
      .addNumberInput({
        path: 'maxItems',
        name: t('panel-recommendations.max-items', 'At most'),
        defaultValue: DEFAULTS.maxItems,
        settings: { min: 1, max: MAX_ITEMS, integer: true },
      })
      .addRadio({
        path: 'display',
        name: t('panel-recommendations.display', 'Show'),
        defaultValue: DEFAULTS.display,
        settings: {
          options: [
            { value: 'compact', label: t('panel-recommendations.compact', 'Titles') },
            { value: 'expanded', label: t('panel-recommendations.expanded', 'With reasons') },
          ],
        },
      })
  );
