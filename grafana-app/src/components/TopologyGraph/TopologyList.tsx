import React, { useMemo, useState, type ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import { paths } from '../../routing';
import { t } from '../../t';
import { kindName, statusName } from '../assetWords';
import { relationName } from '../relationName';
import { byUrgency, neighbourhood, type Graph, type GraphNode, type Neighbour } from './graph';
import { healthName, shortScore } from './words';

/** How a list links: with the app's router inside the app, with Grafana's in a panel. */
export type LinkTo = (to: string, children: ReactNode) => ReactNode;

interface Props {
  readonly graph: Graph;
  readonly linkTo: LinkTo;
}

/** A table of thousands of rows is slow to draw, and nobody reads it. */
const STEP = 100;
const NEIGHBOURS_SHOWN = 12;

/** The graph for those who do not see it: every node with its neighbours, what needs attention first. */
export function TopologyList({ graph, linkTo }: Props) {
  const styles = useStyles2(getStyles);
  const [limit, setLimit] = useState(STEP);
  const nodes = useMemo(() => [...graph.nodes].sort(byUrgency), [graph]);
  const neighbours = useMemo(() => neighbourhood(graph), [graph]);
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('topology.list', 'Assets and neighbours')}>
      <table className={styles.table}>
        <caption className="sr-only">
          {t('topology.list-caption', 'Assets with what they are related to; what needs attention comes first')}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('topology.column.name', 'Name')}</th>
            <th scope="col">{t('topology.column.kind', 'Kind')}</th>
            <th scope="col">{t('topology.column.health', 'Health')}</th>
            <th scope="col">{t('topology.column.score', 'Threat score')}</th>
            <th scope="col">{t('topology.column.neighbours', 'Neighbours')}</th>
          </tr>
        </thead>
        <tbody>
          {nodes.slice(0, limit).map((node) => (
            <tr key={node.id}>
              <th scope="row">{linkTo(paths.asset(node.id), node.name)}</th>
              <td>{kindName(node.kind)}</td>
              <td>{healthOf(node)}</td>
              <td>{shortScore(node)}</td>
              <td>
                <Neighbours of={neighbours.get(node.id) ?? []} linkTo={linkTo} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {limit < nodes.length && (
        <Button variant="secondary" size="sm" onClick={() => setLimit(limit + STEP)}>
          {t('topology.more-rows', 'Show {{count}} more', { count: Math.min(STEP, nodes.length - limit) })}
        </Button>
      )}
    </div>
  );
}

const healthOf = ({ health, status }: GraphNode): string =>
  status === 'active' || status === health ? healthName(health) : `${healthName(health)} (${statusName(status)})`;

function Neighbours({ of, linkTo }: { readonly of: readonly Neighbour[]; readonly linkTo: LinkTo }) {
  const styles = useStyles2(getStyles);
  const [all, setAll] = useState(false);
  const shown = all ? of : of.slice(0, NEIGHBOURS_SHOWN);
  if (of.length === 0) {
    return <>{t('topology.no-neighbours', 'None known')}</>;
  }
  return (
    <ul className={styles.neighbours}>
      {shown.map(({ node, direction, type }) => (
        <li key={`${direction} ${type} ${node.id}`}>
          {relationName(type, direction)}: {linkTo(paths.asset(node.id), node.name)}
        </li>
      ))}
      {shown.length < of.length && (
        <li>
          <Button variant="secondary" fill="text" size="sm" onClick={() => setAll(true)}>
            {t('topology.more-neighbours', '{{count}} more', { count: of.length - shown.length })}
          </Button>
        </li>
      )}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({
    overflow: 'auto',
    width: '100%',
    height: '100%',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: -2 },
  }),
  table: css({
    width: '100%',
    minWidth: 640,
    borderCollapse: 'collapse',
    'th, td': {
      textAlign: 'left',
      verticalAlign: 'top',
      padding: theme.spacing(0.75, 1),
      borderBottom: `1px solid ${theme.colors.border.weak}`,
      overflowWrap: 'anywhere',
    },
    'thead th': {
      position: 'sticky',
      top: 0,
      background: theme.colors.background.primary,
      color: theme.colors.text.secondary,
      fontWeight: theme.typography.fontWeightMedium,
    },
    'tbody th': { fontWeight: theme.typography.fontWeightRegular },
  }),
  // Beside other text, colour alone does not tell a link.
  neighbours: css({ listStyle: 'none', '& a': { textDecoration: 'underline' } }),
});
