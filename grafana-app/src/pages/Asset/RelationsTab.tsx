import React from 'react';
import { Combobox, EmptyState, Field, RadioButtonGroup, Stack, useStyles2 } from '@grafana/ui';
import { useAssetRelations } from '../../api/relations';
import type { Asset } from '../../api/types';
import { ASSET_KINDS, RELATION_TYPES } from '../../api/values';
import { AppLink } from '../../components/AppLink';
import { kindName } from '../../components/assetWords';
import { CursorPager } from '../../components/CursorPager';
import { QueryView } from '../../components/QueryView';
import { relationName } from '../../components/relationName';
import { useUrlState } from '../../components/urlState';
import { paths } from '../../routing';
import { t } from '../../t';
import { getFilterStyles } from './filterStyles';
import { RelationGroup } from './RelationGroup';
import { directionOf, groupRelations, kindOf, typeOf } from './relations';
import { useCursorTrail } from './useCursorTrail';

const PAGE_RELATIONS = 100;

/** What the asset is related to, and what to it, by the way they are related. */
export default function RelationsTab({ asset }: { readonly asset: Asset }) {
  const styles = useStyles2(getFilterStyles);
  const url = useUrlState();
  const [trail, setTrail] = useCursorTrail();
  const [direction, type, kind] = [directionOf(url.get('direction')), typeOf(url.get('type')), kindOf(url.get('kind'))];
  const query = useAssetRelations(asset.id, {
    direction,
    type,
    kind,
    sort: 'kind',
    limit: PAGE_RELATIONS,
    cursor: trail.at(-1),
  });
  const isFiltered = direction !== undefined || type !== undefined || kind !== undefined;
  return (
    <Stack direction="column" gap={2}>
      <div role="search" aria-label={t('asset.relations.filter', 'Filter relations')} className={styles.filters}>
        <div className={styles.choice}>
          <RadioButtonGroup
            aria-label={t('asset.relations.direction', 'Direction')}
            value={direction ?? ''}
            options={[
              { value: '', label: t('asset.relations.both', 'Both ways') },
              { value: 'out', label: t('asset.relations.out', 'From it') },
              { value: 'in', label: t('asset.relations.in', 'To it') },
            ]}
            onChange={(value) => url.set({ direction: value, trail: undefined })}
          />
        </div>
        <Field label={t('asset.relations.type', 'Relation')} noMargin>
          <Combobox
            id="asset-relations-type"
            isClearable
            placeholder={t('asset.relations.all-types', 'All')}
            value={type ?? null}
            options={RELATION_TYPES.map((value) => ({ value, label: relationName(value, direction ?? 'out') }))}
            onChange={(option) => url.set({ type: option?.value, trail: undefined })}
          />
        </Field>
        <Field label={t('asset.relations.kind', 'Kind of the other')} noMargin>
          <Combobox
            id="asset-relations-kind"
            isClearable
            placeholder={t('asset.relations.all-kinds', 'All')}
            value={kind ?? null}
            options={ASSET_KINDS.map((value) => ({ value, label: kindName(value) }))}
            onChange={(option) => url.set({ kind: option?.value, trail: undefined })}
          />
        </Field>
        <AppLink to={paths.topology({ focus: asset.id })}>
          {t('asset.relations.topology', 'Show it in the topology')}
        </AppLink>
      </div>
      <QueryView
        query={query}
        isEmpty={({ items }) => items.length === 0}
        empty={
          <EmptyState
            variant="not-found"
            message={
              isFiltered
                ? t('asset.relations.none-such', 'No such relations')
                : t('asset.relations.none', 'No relations are known')
            }
          >
            {isFiltered
              ? t('asset.relations.none-such-advice', 'Clear a filter to see more.')
              : t(
                  'asset.relations.none-advice',
                  'Relations come with the reports of scanners and of clients of the API: "runs on", "part of" and so on.'
                )}
          </EmptyState>
        }
      >
        {({ items, nextCursor }) => (
          <Stack direction="column" gap={3}>
            {groupRelations(items).map((group) => (
              <RelationGroup key={`${group.direction} ${group.type}`} {...group} />
            ))}
            <CursorPager
              trail={trail}
              nextCursor={nextCursor}
              onChange={setTrail}
              label={t('asset.relations.pages', 'Pages of relations')}
            />
          </Stack>
        )}
      </QueryView>
    </Stack>
  );
}
