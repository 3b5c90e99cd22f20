import React, { memo, type MouseEvent } from 'react';
import { css } from '@emotion/css';
import { useNavigate } from 'react-router-dom';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { Asset } from '../../api/types';
import { paths } from '../../routing';
import { AssetRow } from './AssetRow';
import { ColumnHeader } from './ColumnHeader';
import type { Column, FixedColumn } from './columns';

export interface AssetSort {
  readonly by: FixedColumn;
  readonly order: 'asc' | 'desc';
}

interface Props {
  readonly assets: readonly Asset[];
  readonly columns: readonly Column[];
  /** What the table is of, for those who do not see it. */
  readonly caption: string;
  readonly sort: AssetSort;
  readonly onSort: (sort: AssetSort) => void;
  /** The rows are those of an earlier question; the answer to this one is on its way. */
  readonly isStale: boolean;
}

/** A page of assets as the server sorted it. The name is the link; the mouse may click anywhere in the row. */
export const AssetTable = memo(function AssetTable({ assets, columns, caption, sort, onSort, isStale }: Props) {
  const styles = useStyles2(getStyles);
  const navigate = useNavigate();
  const openRow = ({ target }: MouseEvent) => {
    const row = target instanceof Element && target.closest('a') === null ? target.closest('tr') : null;
    const id = row?.dataset.asset;
    const isSelectingText = window.getSelection()?.isCollapsed === false;
    if (id !== undefined && !isSelectingText) {
      navigate(paths.asset(id));
    }
  };
  return (
    // A region that scrolls must be reachable by keyboard.
    <div className={styles.scroll} role="region" aria-label={caption} tabIndex={0}>
      <table className={styles.table} aria-busy={isStale}>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <ColumnHeader key={column} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody className={isStale ? styles.stale : undefined} onClick={openRow}>
          {assets.map((asset) => (
            <AssetRow key={asset.id} asset={asset} columns={columns} />
          ))}
        </tbody>
      </table>
    </div>
  );
});

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({
    position: 'relative',
    overflowX: 'auto',
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: 1 },
  }),
  table: css({
    width: '100%',
    borderCollapse: 'collapse',
    'th, td': { padding: theme.spacing(0.75, 1), textAlign: 'left', whiteSpace: 'nowrap' },
    'thead th': {
      borderBottom: `1px solid ${theme.colors.border.medium}`,
      background: theme.colors.background.secondary,
      fontWeight: theme.typography.fontWeightMedium,
    },
    'tbody tr + tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
    'tbody th': { fontWeight: theme.typography.fontWeightRegular },
    'tbody tr:hover': { background: theme.colors.action.hover, cursor: 'pointer' },
  }),
  stale: css({ opacity: 0.75 }),
});
