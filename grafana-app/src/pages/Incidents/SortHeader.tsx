import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import type { Order, Sort } from './incidentFilter';

interface Props {
  readonly sort: Sort;
  readonly label: string;
  readonly current: Sort;
  readonly order: Order;
  readonly onSort: (sort: Sort, order: Order) => void;
}

/** A column the server sorts by: the latest first, then the other way round. */
export function SortHeader({ sort, label, current, order, onSort }: Props) {
  const styles = useStyles2(getStyles);
  const isSorted = sort === current;
  const isAscending = order === 'asc';
  return (
    <th scope="col" aria-sort={isSorted ? (isAscending ? 'ascending' : 'descending') : 'none'}>
      <button
        type="button"
        className={styles.button}
        onClick={() => onSort(sort, isSorted && !isAscending ? 'asc' : 'desc')}
      >
        {label}
        {isSorted && <Icon name={isAscending ? 'arrow-up' : 'arrow-down'} size="sm" aria-hidden />}
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
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 2 },
  }),
});
