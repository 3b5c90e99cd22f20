import React from 'react';
import { Button } from '@grafana/ui';
import type { Overview } from '../../api/types';
import { t } from '../../t';
import { ChangeList } from './ChangeList';
import { Quiet, Tile } from './Tile';

interface Props extends Pick<Overview, 'changes'> {
  readonly onMore: () => void;
}

export function ChangesTile({ changes: { total, items }, onMore }: Props) {
  return (
    <Tile
      title={t('overview.changes.title', 'Changed in the last day')}
      count={total.toLocaleString()}
      more={
        <Button variant="primary" fill="text" size="sm" onClick={onMore}>
          {t('overview.changes.more', 'All changes')}
        </Button>
      }
    >
      {items.length === 0 ? (
        <Quiet>{t('overview.changes.none', 'Nothing changed in the inventory.')}</Quiet>
      ) : (
        <ChangeList changes={items.slice(0, 6)} />
      )}
    </Tile>
  );
}
