// Grafana loads this file when a dashboard has the panel: drawing is fetched when there is something to draw.
import { PanelPlugin } from '@grafana/data';
import { lazyPanel } from '../../components/lazyPanel';
import { t } from '../../t';
import { DEFAULTS, migrateOptions, type TopologyOptions } from './options';

const Panel = lazyPanel<TopologyOptions>(() => import('./TopologyPanel'));

export const plugin = new PanelPlugin<TopologyOptions>(Panel)
  .setMigrationHandler(({ options }) => migrateOptions(options))
  .setPanelOptions((builder) =>
    builder
      .addRadio({
        path: 'show',
        name: t('panel-topology.show', 'Show as'),
        defaultValue: DEFAULTS.show,
        settings: {
          options: [
            { value: 'graph', label: t('panel-topology.graph', 'Graph') },
            { value: 'list', label: t('panel-topology.list', 'List') },
          ],
        },
      })
      .addRadio({
        path: 'coloring',
        name: t('panel-topology.colour', 'Colour'),
        defaultValue: DEFAULTS.coloring,
        settings: {
          options: [
            { value: 'health', label: t('panel-topology.by-health', 'Health') },
            { value: 'score', label: t('panel-topology.by-score', 'Threat score') },
          ],
        },
        showIf: ({ show }) => show === 'graph',
      })
      .addBooleanSwitch({
        path: 'legend',
        name: t('panel-topology.legend', 'Legend'),
        defaultValue: DEFAULTS.legend,
        showIf: ({ show }) => show === 'graph',
      })
      .addBooleanSwitch({
        path: 'wheelZooms',
        name: t('panel-topology.wheel', 'Wheel zooms'),
        description: t('panel-topology.wheel-why', 'Otherwise it scrolls the dashboard, and zooms with Ctrl.'),
        defaultValue: DEFAULTS.wheelZooms,
        showIf: ({ show }) => show === 'graph',
      })
  );
