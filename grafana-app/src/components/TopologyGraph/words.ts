import { t } from '../../t';
import { kindName } from '../assetWords';
import { levelName } from '../severity';
import type { GraphNode, Health, RelationType } from './graph';

export function healthName(health: Health): string {
  switch (health) {
    case 'critical':
      return t('topology.health.critical', 'Critical');
    case 'warning':
      return t('topology.health.warning', 'Warning');
    case 'ok':
      return t('topology.health.ok', 'No known problem');
    case 'stale':
      return t('topology.health.stale', 'Not reported lately');
    case 'gone':
      return t('topology.health.gone', 'Gone');
  }
}

export const scoreText = ({ score, level }: GraphNode): string =>
  score === null
    ? t('topology.no-score', 'No threat score')
    : t('topology.score', 'Threat score {{score}}: {{level}}', { score: Math.round(score), level: levelName(level) });

/** For where it is clear what the figure is. */
export const shortScore = ({ score, level }: GraphNode): string =>
  score === null
    ? t('topology.none', 'None')
    : t('topology.short-score', '{{score}} ({{level}})', { score: Math.round(score), level: levelName(level) });

/** A node in one sentence, for those who hear it. */
export const spoken = (node: GraphNode, neighbours: number): string =>
  [
    node.name,
    kindName(node.kind),
    healthName(node.health),
    scoreText(node),
    t('topology.neighbours', '{{count}} neighbours', {
      count: neighbours,
      defaultValue_one: '{{count}} neighbour',
    }),
  ].join(', ');

/** What the neighbour is to a node. `out`: the node says so; `in`: the neighbour does. */
export function relationName(type: RelationType, direction: 'in' | 'out'): string {
  const isOut = direction === 'out';
  switch (type) {
    case 'runs-on':
      return isOut ? t('topology.relation.runs-on', 'Runs on') : t('topology.relation.runs', 'Runs here');
    case 'part-of':
      return isOut ? t('topology.relation.part-of', 'Part of') : t('topology.relation.has-part', 'Has the part');
    case 'managed-by':
      return isOut ? t('topology.relation.managed-by', 'Managed by') : t('topology.relation.manages', 'Manages');
    case 'connects-to':
      return isOut
        ? t('topology.relation.connects-to', 'Connects to')
        : t('topology.relation.connected-from', 'Connected from');
    case 'depends-on':
      return isOut ? t('topology.relation.depends-on', 'Depends on') : t('topology.relation.needed-by', 'Needed by');
  }
}
