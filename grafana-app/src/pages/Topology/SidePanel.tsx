import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Stack, useStyles2 } from '@grafana/ui';
import { AppLink } from '../../components/AppLink';
import { byUrgency, type Graph, type GraphNode, type Neighbourhood } from '../../components/TopologyGraph/graph';
import type { UrlState } from '../../components/urlState';
import { paths } from '../../routing';
import { t } from '../../t';
import { FocusPanel } from './FocusPanel';
import { NodeList } from './NodeList';
import type { TopologyState } from './topologyState';

interface Props {
  readonly graph: Graph;
  readonly truncated: boolean;
  readonly neighbours: Neighbourhood;
  readonly hits: readonly GraphNode[];
  readonly state: TopologyState;
  readonly url: UrlState;
  readonly onPick: (id: string | null) => void;
}

/** Beside the graph: the asset in focus; else what the search found; else what needs attention. */
export function SidePanel({ graph, truncated, neighbours, hits, state, url, onPick }: Props) {
  const styles = useStyles2(getStyles);
  const focused = graph.nodes.find(({ id }) => id === state.focus);
  if (focused !== undefined) {
    return (
      <FocusPanel
        node={focused}
        neighbours={neighbours.get(focused.id) ?? []}
        state={state}
        url={url}
        onPick={onPick}
      />
    );
  }
  if (state.search !== '') {
    return <Hits hits={hits} search={state.search} truncated={truncated} onPick={onPick} />;
  }
  const urgent = graph.nodes.filter(({ health }) => health === 'critical' || health === 'warning').sort(byUrgency);
  const title = t('topology.attention', 'Needs attention');
  return (
    <section aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      {urgent.length === 0 ? (
        <p>{t('topology.no-attention', 'Nothing shown here is critical or has a warning.')}</p>
      ) : (
        <NodeList label={title} entries={urgent.map((node) => ({ node }))} onPick={onPick} />
      )}
    </section>
  );
}

interface HitsProps {
  readonly hits: readonly GraphNode[];
  readonly search: string;
  readonly truncated: boolean;
  readonly onPick: (id: string) => void;
}

function Hits({ hits, search, truncated, onPick }: HitsProps) {
  const styles = useStyles2(getStyles);
  const title = t('topology.hits', '{{count}} hits', { count: hits.length, defaultValue_one: '{{count}} hit' });
  return (
    <section aria-label={title}>
      <h2 className={styles.title} aria-live="polite">
        {title}
      </h2>
      <Stack direction="column" gap={1}>
        {hits.length === 0 && <p>{t('topology.no-hits', 'No asset shown here has this in its name or id.')}</p>}
        <NodeList key={search} label={title} entries={hits.map((node) => ({ node }))} onPick={onPick} />
        {(truncated || hits.length === 0) && (
          <AppLink to={paths.inventory({ search })}>{t('topology.search-all', 'Search the whole inventory')}</AppLink>
        )}
      </Stack>
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  title: css({ fontSize: theme.typography.h4.fontSize }),
});
