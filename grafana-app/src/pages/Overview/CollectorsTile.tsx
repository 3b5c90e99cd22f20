import React from 'react';
import { hasPermission } from '@grafana/runtime';
import { Badge } from '@grafana/ui';
import type { Overview } from '../../api/types';
import { AppLink } from '../../components/AppLink';
import { When } from '../../components/When';
import { ACTIONS } from '../../constants';
import { paths } from '../../routing';
import { t } from '../../t';
import { moduleKindName } from './moduleKind';
import { Quiet, Tile } from './Tile';
import { TileItem, TileList } from './TileList';

/** What gathers and judges: a figure that is missing is missing from all that follows. */
export function CollectorsTile({ modules: { failing, ok, unsupported, off } }: Pick<Overview, 'modules'>) {
  return (
    <Tile
      title={t('overview.modules.title', 'Failing collectors')}
      count={t(
        'overview.modules.count',
        '{{failing}} fail, {{ok}} run, {{unsupported}} find nothing here, {{off}} are off',
        {
          failing: failing.length,
          ok,
          unsupported,
          off,
        }
      )}
      more={
        hasPermission(ACTIONS.configure) && (
          <AppLink to={paths.configuration()}>{t('overview.modules.more', 'Configuration')}</AppLink>
        )
      }
    >
      {failing.length === 0 ? (
        <Quiet>{t('overview.modules.none', 'All that is switched on runs.')}</Quiet>
      ) : (
        <TileList>
          {failing.map(({ kind, id, lastRun, lastError }) => (
            <TileItem
              key={`${kind} ${id}`}
              badge={<Badge color="red" icon="exclamation-triangle" text={moduleKindName(kind)} />}
              link={<strong>{id}</strong>}
              detail={lastError ?? undefined}
              aside={lastRun === null ? t('overview.modules.never', 'never ran') : <When time={lastRun} />}
            />
          ))}
        </TileList>
      )}
    </Tile>
  );
}
