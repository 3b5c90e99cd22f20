import React from 'react';
import type { InventoryChange } from '../../api/types';
import { AppLink } from '../../components/AppLink';
import { kindName, statusName } from '../../components/assetWords';
import { changeFieldName } from '../../components/changeField';
import { When } from '../../components/When';
import { paths } from '../../routing';
import { t } from '../../t';
import { valueText } from './changeText';
import { TileItem, TileList } from './TileList';

/** What changed of which asset, each leading to the asset's history. */
export function ChangeList({ changes }: { readonly changes: readonly InventoryChange[] }) {
  return (
    <TileList>
      {changes.map((change) => (
        <TileItem
          key={`${change.asset} ${change.time} ${change.field}`}
          link={<AssetOf change={change} />}
          detail={detailOf(change)}
          aside={<When time={change.time} />}
        />
      ))}
    </TileList>
  );
}

function AssetOf({ change: { asset, assetName, assetKind } }: { readonly change: InventoryChange }) {
  return assetKind === null ? (
    <span>{asset}</span>
  ) : (
    <AppLink to={paths.asset(asset, 'history')}>{assetName ?? asset}</AppLink>
  );
}

const detailOf = (change: InventoryChange): string =>
  change.assetKind === null ? sentence(change) : `${kindName(change.assetKind)} · ${sentence(change)}`;

function sentence({ field: name, before, after }: InventoryChange): string {
  const field = changeFieldName(name);
  if (name === 'created') {
    return field;
  }
  const valueName = name === 'status' ? statusName : (value: string) => value;
  const [from, to] = [valueText(before), valueText(after)];
  if (from === null) {
    return t('overview.changes.added', '{{field}} is now {{after}}', { field, after: valueName(to ?? '') });
  }
  if (to === null) {
    return t('overview.changes.removed', '{{field}} is no longer {{before}}', {
      field,
      before: valueName(from),
    });
  }
  return t('overview.changes.changed', '{{field}}: {{before}} → {{after}}', {
    field,
    before: valueName(from),
    after: valueName(to),
  });
}
