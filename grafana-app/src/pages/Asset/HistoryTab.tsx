import React from 'react';
import { EmptyState, Stack, useStyles2 } from '@grafana/ui';
import { useChanges } from '../../api/changes';
import type { Asset, AssetChange } from '../../api/types';
import { changeFieldName } from '../../components/changeField';
import { CursorPager } from '../../components/CursorPager';
import { QueryView } from '../../components/QueryView';
import { getCellStyles, Table } from '../../components/Table';
import { ExactTime } from '../../components/When';
import { t } from '../../t';
import { LongText } from './LongText';
import { NONE } from './none';
import { useCursorTrail } from './useCursorTrail';
import { valueText } from './valueText';

const PAGE_CHANGES = 50;

/** What changed of an asset, when, from what to what. */
export default function HistoryTab({ asset }: { readonly asset: Asset }) {
  const styles = useStyles2(getCellStyles);
  const [trail, setTrail] = useCursorTrail();
  const query = useChanges({ asset: asset.id, limit: PAGE_CHANGES, cursor: trail.at(-1) });
  const caption = t('asset.history.caption', 'Changes, newest first');
  return (
    <QueryView
      query={query}
      isEmpty={({ items }) => items.length === 0}
      empty={
        <EmptyState variant="not-found" message={t('asset.history.none', 'No changes are known')}>
          {t('asset.history.none-advice', 'Fathom keeps changes for as long as its configuration says.')}
        </EmptyState>
      }
    >
      {({ items, nextCursor }) => (
        <Stack direction="column" gap={2}>
          <Table
            label={caption}
            showsLabel
            head={
              <>
                <th scope="col">{t('asset.history.time', 'Time')}</th>
                <th scope="col">{t('asset.history.field', 'What')}</th>
                <th scope="col">{t('asset.history.before', 'Before')}</th>
                <th scope="col">{t('asset.history.after', 'After')}</th>
                <th scope="col">{t('asset.history.source', 'Reported by')}</th>
              </>
            }
          >
            {items.map((change) => (
              <tr key={`${change.time} ${change.field} ${change.source}`}>
                <td className={styles.nowrap}>
                  <ExactTime time={change.time} />
                </td>
                <td>{changeFieldName(change.field)}</td>
                <td className={styles.text}>
                  <Value value={change.before} />
                </td>
                <td className={styles.text}>
                  <Value value={change.after} />
                </td>
                <td>{change.source}</td>
              </tr>
            ))}
          </Table>
          <CursorPager
            trail={trail}
            nextCursor={nextCursor}
            onChange={setTrail}
            label={t('asset.history.pages', 'Pages of changes')}
          />
        </Stack>
      )}
    </QueryView>
  );
}

function Value({ value }: { readonly value: AssetChange['before'] }) {
  const text = valueText(value);
  return text === null ? NONE : <LongText text={text} />;
}
