import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';

export type Order = 'asc' | 'desc';

export interface Sorting<S extends string> {
  readonly sort: S;
  readonly order: Order;
}

interface Props<S extends string> {
  readonly sort: S;
  readonly label: string;
  readonly current: Sorting<S>;
  readonly onSort: (sorting: Sorting<S>) => void;
  /** The order a column begins with: the greatest first, unless names are sorted. */
  readonly first?: Order;
  readonly isNumeric?: boolean;
}

/** A column to sort by: one way first, then the other. */
export function SortHeader<S extends string>({
  sort,
  label,
  current,
  onSort,
  first = 'desc',
  isNumeric = false,
}: Props<S>) {
  const styles = useStyles2(getStyles);
  const order = current.sort === sort ? current.order : null;
  const next = order === null ? first : order === 'asc' ? 'desc' : 'asc';
  return (
    <th
      scope="col"
      aria-sort={order === null ? 'none' : order === 'asc' ? 'ascending' : 'descending'}
      data-numeric={isNumeric ? '' : undefined}
    >
      <button type="button" className={styles.button} onClick={() => onSort({ sort, order: next })}>
        {label}
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
    color: 'inherit',
    cursor: 'pointer',
    '&:hover': { color: theme.colors.text.primary },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: 2 },
  }),
});
