import React from 'react';
import type { Overview } from '../../api/types';
import { AppLink } from '../../components/AppLink';
import { LevelBadge } from '../../components/severity';
import { paths } from '../../routing';
import { t } from '../../t';
import { Quiet, Tile } from './Tile';
import { TileItem, TileList } from './TileList';

export function ThreatsTile({ threats: { total, items } }: Pick<Overview, 'threats'>) {
  return (
    <Tile
      title={t('overview.threats.title', 'Top threat scores')}
      count={total > 0 && t('overview.threats.count', '{{total}} above benign', { total })}
      more={<AppLink to={paths.threats()}>{t('overview.threats.more', 'All threats')}</AppLink>}
    >
      {items.length === 0 ? (
        <Quiet>{t('overview.threats.none', 'No asset scores above benign.')}</Quiet>
      ) : (
        <TileList>
          {items.map(({ entity, name, score, level }) => (
            <TileItem
              key={entity}
              badge={<LevelBadge level={level} />}
              link={<AppLink to={paths.threat(entity)}>{name ?? entity}</AppLink>}
              aside={t('overview.threats.score', '{{score}} of 100', { score: Math.round(score) })}
            />
          ))}
        </TileList>
      )}
    </Tile>
  );
}
