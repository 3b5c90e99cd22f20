import { t } from '../../t';
import { kindName } from '../assetWords';
import { levelName } from '../severity';
import type { GraphNode, Health } from './graph';

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
