import React, { useCallback, useMemo, type ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { AppLink } from '../../components/AppLink';
import { neighbourhood, search, within, type Graph } from '../../components/TopologyGraph/graph';
import { Legend } from '../../components/TopologyGraph/Legend';
import { TopologyGraph } from '../../components/TopologyGraph/TopologyGraph';
import { TopologyList } from '../../components/TopologyGraph/TopologyList';
import type { UrlState } from '../../components/urlState';
import { useSize } from '../../components/useSize';
import { SidePanel } from './SidePanel';
import type { TopologyState } from './topologyState';

interface Props {
  readonly graph: Graph;
  readonly truncated: boolean;
  /** What the graph is the answer to. */
  readonly question: string;
  readonly state: TopologyState;
  readonly url: UrlState;
}

const linkTo = (to: string, children: ReactNode) => <AppLink to={to}>{children}</AppLink>;

export function TopologyView({ graph, truncated, question, state, url }: Props) {
  const styles = useStyles2(getStyles);
  const [size, measured] = useSize();
  const neighbours = useMemo(() => neighbourhood(graph), [graph]);
  const hits = useMemo(() => search(graph.nodes, state.search), [graph, state.search]);
  const { focus, depth } = state;
  const isFocused = focus !== null && neighbours.has(focus);
  const highlighted = useMemo(() => {
    if (focus !== null && isFocused) {
      return within(neighbours, focus, depth);
    }
    return state.search === '' ? null : new Set(hits.map(({ id }) => id));
  }, [neighbours, focus, isFocused, depth, state.search, hits]);
  const found = useMemo(
    () => ({ nodes: state.search === '' ? graph.nodes : hits, edges: graph.edges }),
    [graph, hits, state.search]
  );
  const onPick = useCallback((id: string | null) => url.set({ focus: id ?? '', only: undefined }), [url]);
  return (
    <div className={styles.columns}>
      <div className={styles.main}>
        <div ref={measured} className={styles.stage}>
          {state.view === 'list' ? (
            <TopologyList graph={found} linkTo={linkTo} />
          ) : (
            <TopologyGraph
              graph={graph}
              size={size}
              coloring={state.coloring}
              layoutKey={question}
              focus={isFocused ? focus : null}
              highlighted={highlighted}
              inSight={isFocused && focus !== null ? [focus] : hits.map(({ id }) => id)}
              onPick={onPick}
              capturesScroll
            />
          )}
        </div>
        <Legend nodes={graph.nodes} coloring={state.coloring} />
      </div>
      <div className={styles.side}>
        <SidePanel
          graph={graph}
          truncated={truncated}
          neighbours={neighbours}
          hits={hits}
          state={state}
          url={url}
          onPick={onPick}
        />
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  columns: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: theme.spacing(2) }),
  main: css({ flex: '4 1 480px', minWidth: 0, display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  stage: css({
    height: 'clamp(320px, calc(100vh - 390px), 1100px)',
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
    overflow: 'hidden',
  }),
  side: css({ flex: '1 1 260px', minWidth: 0 }),
});
