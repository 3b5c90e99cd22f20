import React from 'react';
import type { AssetRelation } from '../../api/types';
import { AppLink } from '../../components/AppLink';
import { AssetStatus } from '../../components/AssetStatus';
import { kindName } from '../../components/assetWords';
import { relationName } from '../../components/relationName';
import { Table } from '../../components/Table';
import { paths } from '../../routing';
import { t } from '../../t';
import { NONE } from './none';
import type { RelationGroupData } from './relations';

export function RelationGroup({ direction, type, relations }: RelationGroupData) {
  const name = relationName(type, direction);
  return (
    <Table
      label={name}
      showsLabel
      head={
        <>
          <th scope="col">{t('asset.relations.name', 'Asset')}</th>
          <th scope="col">{t('asset.relations.kind-column', 'Kind')}</th>
          <th scope="col">{t('asset.relations.status', 'Status')}</th>
          <th scope="col" data-numeric="">
            {t('asset.relations.score', 'Threat score')}
          </th>
        </>
      }
    >
      {relations.map((relation) => (
        <RelationRow key={relation.id} relation={relation} />
      ))}
    </Table>
  );
}

function RelationRow({ relation: { id, asset, score } }: { readonly relation: AssetRelation }) {
  return (
    <tr>
      <th scope="row">{asset === null ? id : <AppLink to={paths.asset(id)}>{asset.name}</AppLink>}</th>
      <td>{asset === null ? NONE : kindName(asset.kind)}</td>
      <td>
        {asset === null ? (
          t('asset.relations.unknown', 'Nothing has reported it')
        ) : (
          <AssetStatus status={asset.status} />
        )}
      </td>
      <td data-numeric="">{score === null ? NONE : Math.round(score)}</td>
    </tr>
  );
}
