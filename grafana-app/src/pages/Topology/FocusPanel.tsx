import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Field, IconButton, RadioButtonGroup, Switch, useStyles2 } from '@grafana/ui';
import { AppLink } from '../../components/AppLink';
import { AssetStatus } from '../../components/AssetStatus';
import { kindName } from '../../components/assetWords';
import { relationName } from '../../components/relationName';
import { byUrgency, type GraphNode, type Neighbour } from '../../components/TopologyGraph/graph';
import { healthName, shortScore } from '../../components/TopologyGraph/words';
import type { UrlState } from '../../components/urlState';
import { paths } from '../../routing';
import { t } from '../../t';
import { NodeList } from './NodeList';
import { DEPTHS, type Depth, type TopologyState } from './topologyState';

interface Props {
  readonly node: GraphNode;
  readonly neighbours: readonly Neighbour[];
  readonly state: TopologyState;
  readonly url: UrlState;
  readonly onPick: (id: string | null) => void;
}

/** The asset in focus: what it is, how it is, and what it is related to. */
export function FocusPanel({ node, neighbours, state, url, onPick }: Props) {
  const styles = useStyles2(getStyles);
  const entries = [...neighbours]
    .sort((a, b) => byUrgency(a.node, b.node))
    .map((each) => ({ node: each.node, role: relationName(each.type, each.direction) }));
  return (
    <section aria-labelledby="topology-focus" data-testid="topology-focus-panel" className={styles.panel}>
      <div className={styles.head}>
        <h2 id="topology-focus" className={styles.title}>
          <AppLink to={paths.asset(node.id)}>{node.name}</AppLink>
        </h2>
        <IconButton name="times" tooltip={t('topology.leave-focus', 'Leave this asset')} onClick={() => onPick(null)} />
      </div>
      <dl className={styles.facts}>
        <dt>{t('topology.kind', 'Kind')}</dt>
        <dd>{kindName(node.kind)}</dd>
        <dt>{t('topology.column.health', 'Health')}</dt>
        <dd>{healthName(node.health)}</dd>
        <dt>{t('topology.status', 'Status')}</dt>
        <dd>
          <AssetStatus status={node.status} />
        </dd>
        <dt>{t('topology.column.score', 'Threat score')}</dt>
        <dd>
          {node.score === null ? shortScore(node) : <AppLink to={paths.threat(node.id)}>{shortScore(node)}</AppLink>}
        </dd>
        <dt>{t('topology.tenant', 'Tenant')}</dt>
        <dd>{node.tenant}</dd>
        {node.incident !== null && (
          <>
            <dt>{t('topology.incident', 'Incident')}</dt>
            <dd>
              <AppLink to={paths.incident(node.incident.id)}>{node.incident.title}</AppLink>
            </dd>
          </>
        )}
      </dl>
      <Field noMargin label={t('topology.depth', 'Relations away')}>
        <RadioButtonGroup<Depth>
          aria-label={t('topology.depth', 'Relations away')}
          size="sm"
          options={DEPTHS.map((value) => ({ value, label: String(value) }))}
          value={state.depth}
          onChange={(depth) => url.set({ depth: depth === 1 ? undefined : String(depth) })}
        />
      </Field>
      <Field noMargin label={t('topology.only', 'Show only these')} htmlFor="topology-only">
        <Switch
          id="topology-only"
          value={state.only}
          onChange={() => url.set({ only: state.only ? undefined : 'true' })}
        />
      </Field>
      <h3 className={styles.subtitle}>
        {t('topology.neighbours', '{{count}} neighbours', {
          count: entries.length,
          defaultValue_one: '{{count}} neighbour',
        })}
      </h3>
      <NodeList
        key={node.id}
        label={t('topology.neighbours-of', 'Neighbours of {{name}}', { name: node.name })}
        entries={entries}
        onPick={onPick}
      />
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1.5) }),
  head: css({ display: 'flex', justifyContent: 'space-between', alignItems: 'flex-start', gap: theme.spacing(1) }),
  title: css({ fontSize: theme.typography.h4.fontSize, margin: 0, overflowWrap: 'anywhere' }),
  subtitle: css({ fontSize: theme.typography.h5.fontSize, margin: 0 }),
  facts: css({
    display: 'grid',
    gridTemplateColumns: 'max-content 1fr',
    gap: theme.spacing(0.5, 2),
    margin: 0,
    dt: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
    dd: { margin: 0, overflowWrap: 'anywhere' },
  }),
});
