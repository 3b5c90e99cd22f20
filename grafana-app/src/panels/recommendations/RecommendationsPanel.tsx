import React, { useMemo } from 'react';
import { css } from '@emotion/css';
import { LoadingState, type GrafanaTheme2, type PanelProps } from '@grafana/data';
import { TextLink, useStyles2 } from '@grafana/ui';
import { paths } from '../../routing';
import { t } from '../../t';
import { chosenItems, itemsOf } from './frames';
import { ItemRow } from './ItemRow';
import type { RecommendationsOptions } from './options';

export default function RecommendationsPanel({ data, options, width, height }: PanelProps<RecommendationsOptions>) {
  const styles = useStyles2(getStyles);
  const items = useMemo(() => itemsOf(data.series), [data.series]);
  const chosen = useMemo(() => chosenItems(items ?? [], options), [items, options]);
  if (chosen.length === 0) {
    return <Nothing isLoading={data.state === LoadingState.Loading} isReadable={items !== null} />;
  }
  const shown = chosen.slice(0, options.maxItems);
  return (
    <div
      className={styles.panel}
      style={{ width, height }}
      role="group"
      aria-label={t('panel-recommendations.label', 'Recommendations')}
      // Scrollable regions must be reachable by keyboard.
      tabIndex={0}
    >
      <ul className={styles.list}>
        {shown.map((item) => (
          <ItemRow key={item.id} item={item} isExpanded={options.display === 'expanded'} />
        ))}
      </ul>
      {shown.length < chosen.length && (
        <div className={styles.more}>
          <TextLink href={paths.recommendations()} variant="bodySmall" inline={false}>
            {t('panel-recommendations.more', 'and {{count}} more', { count: chosen.length - shown.length })}
          </TextLink>
        </div>
      )}
    </div>
  );
}

interface NothingProps {
  readonly isLoading: boolean;
  readonly isReadable: boolean;
}

function Nothing({ isLoading, isReadable }: NothingProps) {
  const styles = useStyles2(getStyles);
  if (isLoading) {
    return null;
  }
  return (
    <div className={styles.nothing} role="status">
      <strong>
        {isReadable
          ? t('panel-recommendations.empty', 'Nothing to do')
          : t('panel-recommendations.no-frames', 'This data has no recommendations')}
      </strong>
      <span>
        {isReadable
          ? t('panel-recommendations.empty-why', 'There is no recommendation of the chosen severities and states.')
          : t(
              'panel-recommendations.no-frames-why',
              'Choose the Fathom data source and the query type Recommendations. Other sources need the fields id, title and severity.'
            )}
      </span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({ overflow: 'auto' }),
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  more: css({ padding: theme.spacing(1) }),
  nothing: css({
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'center',
    height: '100%',
    textAlign: 'center',
    color: theme.colors.text.secondary,
  }),
});
