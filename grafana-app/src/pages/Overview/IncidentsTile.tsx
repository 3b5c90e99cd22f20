import React from 'react';
import type { Overview } from '../../api/types';
import { AppLink } from '../../components/AppLink';
import { PriorityBadge } from '../../components/severity';
import { When } from '../../components/When';
import { paths } from '../../routing';
import { t } from '../../t';
import { Quiet, Tile } from './Tile';
import { TileItem, TileList } from './TileList';

export function IncidentsTile({ incidents }: Pick<Overview, 'incidents'>) {
  const { open, acknowledged, items } = incidents;
  return (
    <Tile
      title={t('overview.incidents.title', 'Open incidents')}
      count={
        open > 0 &&
        t('overview.incidents.count', '{{open}}, of which {{acknowledged}} acknowledged', { open, acknowledged })
      }
      more={<AppLink to={paths.incidents({ status: 'open' })}>{t('overview.incidents.more', 'All incidents')}</AppLink>}
    >
      {items.length === 0 ? (
        <Quiet>{t('overview.incidents.none', 'No incident is open.')}</Quiet>
      ) : (
        <TileList>
          {items.map((incident) => (
            <TileItem
              key={incident.id}
              badge={<PriorityBadge priority={incident.severity} />}
              link={<AppLink to={paths.incident(incident.id)}>{incident.title}</AppLink>}
              detail={detailOf(incident)}
              aside={<When time={incident.startedAt} />}
            />
          ))}
        </TileList>
      )}
    </Tile>
  );
}

function detailOf({ asset, firstCause, acknowledged }: Overview['incidents']['items'][number]): string {
  const cause =
    firstCause === null
      ? t('overview.incidents.no-cause', 'no cause found yet')
      : t('overview.incidents.cause', 'likely cause: {{cause}}', {
          cause: firstCause,
        });
  const parts = [asset, cause];
  return [...parts, ...(acknowledged ? [t('overview.incidents.acknowledged', 'acknowledged')] : [])].join(' · ');
}
