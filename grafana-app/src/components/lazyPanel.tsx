import React, { Suspense, lazy, type ComponentType } from 'react';
import { LoadingState, type PanelProps } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import { initTranslations } from '../i18n';

/**
 * A panel whose drawing is fetched when there is something to draw. Texts are asked for at once: Grafana wants the names
 * of the options before it draws.
 */
export function lazyPanel<Options>(
  load: () => Promise<{ default: ComponentType<PanelProps<Options>> }>
): ComponentType<PanelProps<Options>> {
  const translated = initTranslations();
  const Panel = lazy(async () => {
    await translated;
    return load();
  });
  const Failure = lazy(async () => {
    await translated;
    return import('./PanelFailure');
  });
  return function LazyPanel(props: PanelProps<Options>) {
    return (
      <Suspense fallback={<LoadingPlaceholder text="" />}>
        {isWithoutAnswer(props) ? <Failure data={props.data} /> : <Panel {...props} />}
      </Suspense>
    );
  };
}

const isWithoutAnswer = ({ data }: Pick<PanelProps, 'data'>): boolean =>
  data.state === LoadingState.Error && data.series.length === 0;
