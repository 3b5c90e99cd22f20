import React from 'react';
import { SortHeader } from '../SortHeader';
import type { AssetSort } from './AssetTable';
import { isFixed, type Column } from './columns';
import { columnTitle } from './columnTitle';

interface Props {
  readonly column: Column;
  readonly sort: AssetSort;
  readonly onSort: (sort: AssetSort) => void;
}

/** The server sorts by what every asset has, not by labels and attributes. */
export function ColumnHeader({ column, sort, onSort }: Props) {
  if (!isFixed(column)) {
    return (
      <th scope="col" title={column}>
        {columnTitle(column)}
      </th>
    );
  }
  return (
    <SortHeader
      sort={column}
      label={columnTitle(column)}
      current={{ sort: sort.by, order: sort.order }}
      onSort={(sorting) => onSort({ by: sorting.sort, order: sorting.order })}
      first="asc"
    />
  );
}
