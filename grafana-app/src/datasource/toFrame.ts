import { createDataFrame, FieldType, type DataFrame, type FieldConfig } from '@grafana/data';
import { t } from '../t';
import type { Column, Table } from './table';

const TYPES = {
  string: FieldType.string,
  number: FieldType.number,
  time: FieldType.time,
  other: FieldType.other,
} as const satisfies Readonly<Record<Column['type'], FieldType>>;

export function toFrame({ name, columns, show, isCut = false }: Table, refId: string): DataFrame {
  const length = columns[0]?.values.length ?? 0;
  return createDataFrame({
    refId,
    name,
    fields: columns.map((column) => ({
      name: column.name,
      type: TYPES[column.type],
      values: [...column.values],
      config: configOf(column),
      ...(column.labels !== undefined && { labels: { ...column.labels } }),
    })),
    meta: {
      ...(show !== undefined && { preferredVisualisationType: show }),
      ...(isCut && {
        notices: [
          {
            severity: 'info',
            text: t('datasource.cut', 'There is more than the limit of the query: the first {{count}} are shown.', {
              count: length,
              defaultValue_one: 'There is more than the limit of the query: the first is shown.',
            }),
          },
        ],
      }),
    },
  });
}

function configOf({ unit, decimals, min, max, link, labels, isStep = false }: Column): FieldConfig {
  return {
    ...(unit !== undefined && { unit }),
    ...(decimals !== undefined && { decimals }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(link !== undefined && { links: [{ title: t('datasource.open', 'Open in Fathom'), url: link }] }),
    ...(labels !== undefined && { displayNameFromDS: Object.values(labels).join(' ') }),
    ...(isStep && { custom: { lineInterpolation: 'stepAfter' } }),
  };
}
