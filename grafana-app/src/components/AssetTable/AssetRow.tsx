import React, { memo } from 'react';
import { css } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import type { Asset } from '../../api/types';
import { paths } from '../../routing';
import { AppLink } from '../AppLink';
import { AssetStatus } from '../AssetStatus';
import { kindName } from '../assetWords';
import { KindShape } from '../TopologyGraph/KindShape';
import { When } from '../When';
import { ownValue, type Column } from './columns';

interface Props {
  readonly asset: Asset;
  readonly columns: readonly Column[];
}

export const AssetRow = memo(function AssetRow({ asset, columns }: Props) {
  return (
    <tr data-asset={asset.id}>
      {columns.map((column) =>
        column === 'name' ? (
          <th key={column} scope="row">
            <AppLink to={paths.asset(asset.id)}>{asset.name}</AppLink>
          </th>
        ) : (
          <td key={column}>
            <AssetCell asset={asset} column={column} />
          </td>
        )
      )}
    </tr>
  );
});

function AssetCell({ asset, column }: { readonly asset: Asset; readonly column: Column }) {
  switch (column) {
    case 'id':
    case 'name':
    case 'tenant':
    case 'source':
      return asset[column];
    case 'kind':
      return (
        <>
          <KindShape kind={asset.kind} /> {kindName(asset.kind)}
        </>
      );
    case 'status':
      return <AssetStatus status={asset.status} />;
    case 'firstSeen':
    case 'lastSeen':
      return asset[column] === '' ? null : <When time={asset[column]} />;
    default:
      return <OwnValue text={ownValue(asset, column)} />;
  }
}

/** Attributes may be as long as a command line: what is cut off is shown on hover, and on the asset's own page. */
function OwnValue({ text }: { readonly text: string | null }) {
  const styles = useStyles2(getStyles);
  return text === null ? null : (
    <span className={styles.value} title={text}>
      {text}
    </span>
  );
}

const getStyles = () => ({
  value: css({
    display: 'inline-block',
    maxWidth: 320,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    verticalAlign: 'bottom',
  }),
});
