import React, { useId } from 'react';
import type { QueryEditorProps } from '@grafana/data';
import { t } from '../../t';
import { Combobox, InlineField, MultiCombobox, Stack } from '@grafana/ui';
import type { FathomDataSource } from '../DataSource';
import { newQuery } from '../newQuery';
import {
  COUNTED_BY,
  MAX_LIMIT,
  MAX_TOPOLOGY,
  QUERY_TYPES,
  readQuery,
  type FathomQuery,
  type QueryType,
} from '../query';
import { labelNames } from './choices';
import { FilterFields } from './FilterFields';
import { LimitField } from './LimitField';
import { countedByName, typeMeaning, typeName } from './words';

type Props = QueryEditorProps<FathomDataSource, FathomQuery>;

export function QueryEditor({ query: saved, onChange, onRunQuery }: Props) {
  const change = (changed: FathomQuery) => {
    onChange(changed);
    onRunQuery();
  };
  return <QueryFields types={QUERY_TYPES} query={readQuery(saved)} onChange={change} />;
}

interface FieldsProps {
  readonly types: readonly QueryType[];
  readonly query: FathomQuery;
  readonly onChange: (query: FathomQuery) => void;
}

export function QueryFields({ types, query, onChange }: FieldsProps) {
  const id = useId();
  const { queryType, filters, limit } = query;
  return (
    <Stack direction="column" gap={0}>
      <Stack wrap="wrap" gap={0}>
        <InlineField label={t('datasource.query-type', 'Query type')}>
          <Combobox
            id={`${id}-type`}
            width={32}
            options={types.map((type) => ({ value: type, label: typeName(type), description: typeMeaning(type) }))}
            value={queryType}
            onChange={({ value }) => onChange(ofType(query, value))}
          />
        </InlineField>
        {queryType === 'asset-counts' && <CountFields id={id} query={query} onChange={onChange} />}
        {queryType === 'assets' && <ColumnsField id={id} query={query} onChange={onChange} />}
        <LimitField
          id={`${id}-limit`}
          limit={limit}
          max={queryType === 'topology' ? MAX_TOPOLOGY : MAX_LIMIT}
          onChange={(changed) => onChange({ ...query, limit: changed })}
        />
      </Stack>
      <FilterFields
        id={id}
        type={queryType}
        filters={filters}
        onChange={(changed) => onChange({ ...query, filters: changed })}
      />
    </Stack>
  );
}

/** With the filters that the other type has as well; its limit is its own. */
function ofType({ refId, hide, datasource, filters, annotation }: FathomQuery, type: QueryType): FathomQuery {
  return readQuery({ ...newQuery(type, refId), hide, datasource, filters, annotation });
}

interface PartProps {
  readonly id: string;
  readonly query: FathomQuery;
  readonly onChange: (query: FathomQuery) => void;
}

function CountFields({ id, query, onChange }: PartProps) {
  return (
    <>
      <InlineField label={t('datasource.count-by', 'By')}>
        <Combobox
          id={`${id}-by`}
          width={16}
          options={COUNTED_BY.map((by) => ({ value: by, label: countedByName(by) }))}
          value={query.by}
          onChange={({ value }) => onChange({ ...query, by: value })}
        />
      </InlineField>
      {query.by === 'label' && (
        <LabelField id={`${id}-label`} label={query.label} onChange={(label) => onChange({ ...query, label })} />
      )}
    </>
  );
}

interface LabelProps {
  readonly id: string;
  readonly label: string;
  readonly onChange: (label: string) => void;
}

export function LabelField({ id, label, onChange }: LabelProps) {
  return (
    <InlineField label={t('datasource.label', 'Label')}>
      <Combobox
        id={id}
        width={24}
        createCustomValue
        placeholder={t('datasource.choose-label', 'Choose a label')}
        options={labelNames}
        value={label === '' ? null : { value: label, label }}
        onChange={({ value }) => onChange(value)}
      />
    </InlineField>
  );
}

function ColumnsField({ id, query, onChange }: PartProps) {
  return (
    <InlineField
      label={t('datasource.columns', 'Fields')}
      tooltip={t(
        'datasource.columns-hint',
        'Labels and attributes that become fields: labels.env, attributes.os. Empty: all labels.'
      )}
    >
      <MultiCombobox
        id={`${id}-columns`}
        width={30}
        createCustomValue
        isClearable
        placeholder={t('datasource.columns-all', 'All labels')}
        options={async (input) =>
          (await labelNames(input.replace(/^labels\./, ''))).map(({ value }) => ({ value: `labels.${value}` }))
        }
        value={query.columns.map((value) => ({ value, label: value }))}
        onChange={(chosen) => onChange({ ...query, columns: chosen.map(({ value }) => value) })}
      />
    </InlineField>
  );
}
