import React, { useCallback, useMemo, useState, type ReactNode } from 'react';
import { css } from '@emotion/css';
import { LoadingState, type GrafanaTheme2, type PanelProps } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { Button, TextLink, useStyles2 } from '@grafana/ui';
import { framesToGraph } from '../../components/TopologyGraph/frames';
import { Legend } from '../../components/TopologyGraph/Legend';
import { TopologyGraph } from '../../components/TopologyGraph/TopologyGraph';
import { TopologyList } from '../../components/TopologyGraph/TopologyList';
import { useSize } from '../../components/useSize';
import { paths } from '../../routing';
import { t } from '../../t';
import type { TopologyOptions } from './options';

/** Outside of the app there is no router of ours: these links go through Grafana's. */
const linkTo = (to: string, children: ReactNode) => (
  <TextLink href={to} color="primary" inline>
    {String(children)}
  </TextLink>
);

const openAsset = (id: string | null): void => {
  if (id !== null) {
    locationService.push(paths.asset(id));
  }
};

export default function TopologyPanel({ data, options, width, height }: PanelProps<TopologyOptions>) {
  const styles = useStyles2(getStyles);
  const [size, measured] = useSize();
  const read = useMemo(() => framesToGraph(data.series), [data.series]);
  const [isList, setList] = useState(options.show === 'list');
  const [option, setOption] = useState(options.show);
  if (option !== options.show) {
    setOption(options.show);
    setList(options.show === 'list');
  }
  const toggle = useCallback(() => setList((before) => !before), []);
  if (read === null || read.graph.nodes.length === 0) {
    return <NoGraph isLoading={data.state === LoadingState.Loading} hasFrames={read !== null} />;
  }
  const { graph, truncated } = read;
  return (
    <div className={styles.panel} style={{ width, height }}>
      <div className={styles.bar}>
        <span className={styles.note}>
          {truncated &&
            t('panel-topology.truncated', 'Only the first {{count}} assets are shown', { count: graph.nodes.length })}
        </span>
        <Button variant="secondary" fill="text" size="sm" icon={isList ? 'sitemap' : 'list-ul'} onClick={toggle}>
          {isList ? t('panel-topology.graph', 'Graph') : t('panel-topology.list', 'List')}
        </Button>
      </div>
      <div ref={measured} className={styles.stage}>
        {isList ? (
          <TopologyList graph={graph} linkTo={linkTo} />
        ) : (
          <TopologyGraph
            graph={graph}
            size={size}
            coloring={options.coloring}
            layoutKey="panel"
            focus={null}
            highlighted={null}
            inSight={NOWHERE}
            onPick={openAsset}
            capturesScroll={options.wheelZooms}
          />
        )}
      </div>
      {options.legend && !isList && <Legend nodes={graph.nodes} coloring={options.coloring} />}
    </div>
  );
}

const NOWHERE: readonly string[] = [];

function NoGraph({ isLoading, hasFrames }: { readonly isLoading: boolean; readonly hasFrames: boolean }) {
  const styles = useStyles2(getStyles);
  if (isLoading) {
    return null;
  }
  return (
    <div className={styles.nothing} role="status">
      <strong>
        {hasFrames
          ? t('panel-topology.empty', 'No assets to show')
          : t('panel-topology.no-frames', 'This data has no graph')}
      </strong>
      <span>
        {hasFrames
          ? t('panel-topology.empty-why', 'The query found none: widen its filters.')
          : t(
              'panel-topology.no-frames-why',
              'Choose the Fathom data source and the query type Topology. Other sources need a frame of nodes with the field id, and one of edges with the fields source and target.'
            )}
      </span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5), overflow: 'hidden' }),
  bar: css({ display: 'flex', justifyContent: 'space-between', alignItems: 'center', gap: theme.spacing(1) }),
  note: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  stage: css({ flex: 1, minHeight: 0, overflow: 'hidden' }),
  nothing: css({
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'center',
    height: '100%',
    textAlign: 'center',
    color: theme.colors.text.secondary,
  }),
});
