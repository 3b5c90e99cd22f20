import React, { Suspense, lazy } from 'react';
import { PanelPlugin, type PanelOptionsEditorBuilder, type PanelProps } from '@grafana/data';
import { t } from '../../t';
import { LoadingPlaceholder } from '@grafana/ui';
import { initTranslations } from '../../i18n';
import { DEFAULTS, MAX_CAUSES, migrateOptions, type RootCauseOptions } from './options';

/** Begun at once: Grafana asks for the options, with their names, before it draws the panel. */
const translated = initTranslations();

const LazyPanel = lazy(async () => {
  await translated;
  return import('./RootCausePanel');
});

const Panel = (props: PanelProps<RootCauseOptions>) => (
  <Suspense fallback={<LoadingPlaceholder text="" />}>
    <LazyPanel {...props} />
  </Suspense>
);

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
