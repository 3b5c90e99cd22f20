import React, { type ReactNode } from 'react';
import { Pagination, Stack } from '@grafana/ui';
import { SortHeader } from '../../components/SortHeader';
import { Table } from '../../components/Table';
import { useUrlState } from '../../components/urlState';
import { NONE } from './none';
import { sortedBy, type SortValue } from './sorting';

export interface Column<R> {
  readonly id: string;
  readonly title: string;
  /** What it is sorted by, and shown as unless `render` says otherwise. */
  readonly value: (row: R) => SortValue;
  readonly render?: (row: R) => ReactNode;
  readonly isNumeric?: boolean;
}

interface Props<R> {
  readonly caption: string;
  readonly columns: ReadonlyArray<Column<R>>;
  readonly rows: readonly R[];
  readonly keyOf: (row: R) => string;
  readonly sortedFirst: { readonly by: string; readonly isDescending: boolean };
}

const PAGE_ROWS = 50;

/** Rows that are all here, sorted and paged here. Sort and page are in the URL; a numeric column begins with its largest. */
export function SortableTable<R>({ caption, columns, rows, keyOf, sortedFirst }: Props<R>) {
  const url = useUrlState();
  const sorted = columns.find(({ id }) => id === url.get('sort')) ?? columns.find(({ id }) => id === sortedFirst.by);
  const order = url.get('order');
  const isDescending = order === '' ? sortedFirst.isDescending : order === 'desc';
  const pages = Math.max(1, Math.ceil(rows.length / PAGE_ROWS));
  const page = Math.min(pages, Math.max(1, Math.floor(Number(url.get('page'))) || 1));
  const shown = (sorted === undefined ? [...rows] : sortedBy(rows, sorted.value, isDescending)).slice(
    (page - 1) * PAGE_ROWS,
    page * PAGE_ROWS
  );
  return (
    <Stack direction="column" gap={1}>
      <Table
        label={caption}
        showsLabel
        head={columns.map(({ id, title, isNumeric = false }) => (
          <SortHeader
            key={id}
            sort={id}
            label={title}
            current={{ sort: sorted?.id ?? '', order: isDescending ? 'desc' : 'asc' }}
            onSort={(sorting) => url.set({ ...sorting, page: undefined })}
            first={isNumeric ? 'desc' : 'asc'}
            isNumeric={isNumeric}
          />
        ))}
      >
        {shown.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map((column) => (
              <td key={column.id} data-numeric={column.isNumeric === true ? '' : undefined}>
                {column.render === undefined ? (column.value(row) ?? NONE) : column.render(row)}
              </td>
            ))}
          </tr>
        ))}
      </Table>
      <Pagination
        currentPage={page}
        numberOfPages={pages}
        hideWhenSinglePage
        onNavigate={(to) => url.set({ page: to === 1 ? undefined : String(to) })}
      />
    </Stack>
  );
}
