import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Drawer, FilterPill, useStyles2 } from '@grafana/ui';
import { useChanges } from '../../api/changes';
import type { Overview } from '../../api/types';
import { changeFieldName } from '../../components/changeField';
import { CursorPager } from '../../components/CursorPager';
import { QueryView } from '../../components/QueryView';
import { useUrlState } from '../../components/urlState';
import { t } from '../../t';
import { ChangeList } from './ChangeList';
import { Quiet } from './Tile';

const PAGE = 50;

interface Props extends Pick<Overview, 'changes'> {
  readonly onClose: () => void;
}

/** All changes of the last day, of all fields or of one. */
export default function ChangesDrawer({ changes: { since, byField }, onClose }: Props) {
  const styles = useStyles2(getStyles);
  const url = useUrlState();
  const field = url.get('field');
  const [from] = useState(since);
  return (
    <Drawer title={t('overview.changes.title', 'Changed in the last day')} size="md" onClose={onClose}>
      <div className={styles.content}>
        <div className={styles.fields} role="group" aria-label={t('overview.changes.fields', 'What changed')}>
          {byField.map(({ field: name, count }) => (
            <FilterPill
              key={name}
              label={withCount(changeFieldName(name), count)}
              selected={name === field}
              onClick={() => url.set({ field: name === field ? '' : name })}
            />
          ))}
        </div>
        <Changes key={field} from={from} field={field} />
      </div>
    </Drawer>
  );
}

interface ChangesProps {
  readonly from: string;
  /** Empty for all of them. */
  readonly field: string;
}

function Changes({ from, field }: ChangesProps) {
  const [trail, setTrail] = useState<readonly string[]>([]);
  const query = useChanges({ from, field, limit: PAGE, cursor: trail.at(-1) });
  return (
    <QueryView
      query={query}
      isEmpty={({ items, nextCursor }) => items.length === 0 && nextCursor === null && trail.length === 0}
      empty={<Quiet>{t('overview.changes.none', 'Nothing changed in the inventory.')}</Quiet>}
    >
      {({ items, nextCursor }) => (
        <>
          <ChangeList changes={items} />
          <CursorPager
            trail={trail}
            nextCursor={nextCursor}
            onChange={setTrail}
            label={t('overview.changes.pages', 'Pages of changes')}
          />
        </>
      )}
    </QueryView>
  );
}

const withCount = (name: string, count: number) => `${name} (${count.toLocaleString()})`;

const getStyles = (theme: GrafanaTheme2) => ({
  content: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2) }),
  fields: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
});
