import { PanelPlugin, type PanelOptionsEditorBuilder } from '@grafana/data';
import { lazyPanel } from '../../components/lazyPanel';
import { t } from '../../t';
import { DEFAULTS, MAX_CAUSES, migrateOptions, type RootCauseOptions } from './options';

const Panel = lazyPanel<RootCauseOptions>(() => import('./RootCausePanel'));

function addOptions(builder: PanelOptionsEditorBuilder<RootCauseOptions>): void {
  builder
    .addTextInput({
      path: 'incident',
      name: t('panel-root-cause.incident', 'Incident'),
      description: t(
        'panel-root-cause.incident-hint',
        'Its id, or a variable such as $incident. Empty: the latest open incident of the query.'
      ),
      defaultValue: DEFAULTS.incident,
    })
    .addSliderInput({
      path: 'causes',
      name: t('panel-root-cause.causes', 'Causes'),
      description: t('panel-root-cause.causes-hint', 'How many of the ranked causes are shown.'),
      defaultValue: DEFAULTS.causes,
      settings: { min: 1, max: MAX_CAUSES, step: 1 },
    })
    .addBooleanSwitch({
      path: 'showExplanation',
      name: t('panel-root-cause.explanation', 'Explanation'),
      defaultValue: DEFAULTS.showExplanation,
    })
    .addBooleanSwitch({
      path: 'showChain',
      name: t('panel-root-cause.chain', 'Causal chain'),
      defaultValue: DEFAULTS.showChain,
    })
    .addBooleanSwitch({
      path: 'showEvidence',
      name: t('panel-root-cause.evidence', 'Evidence'),
      defaultValue: DEFAULTS.showEvidence,
    });
}

export const plugin = new PanelPlugin<RootCauseOptions>(Panel)
  .setPanelOptions(addOptions)
  .setMigrationHandler(({ options }) => migrateOptions(options));
