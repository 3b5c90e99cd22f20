import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
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
  const styles = useStyles2(getStyles);
  if (!isFixed(column)) {
    return (
      <th scope="col" title={column}>
        {columnTitle(column)}
      </th>
    );
  }
  const order = sort.by === column ? sort.order : null;
  return (
    <th scope="col" aria-sort={order === null ? 'none' : order === 'asc' ? 'ascending' : 'descending'}>
      <button
        type="button"
        className={styles.button}
        onClick={() => onSort({ by: column, order: order === 'asc' ? 'desc' : 'asc' })}
      >
        {columnTitle(column)}
        {order !== null && <Icon name={order === 'asc' ? 'arrow-up' : 'arrow-down'} size="sm" aria-hidden />}
      </button>
    </th>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  button: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    padding: 0,
    border: 'none',
    background: 'none',
    font: 'inherit',
    color: theme.colors.text.primary,
    '&:hover': { color: theme.colors.text.link },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: 2 },
  }),
});
