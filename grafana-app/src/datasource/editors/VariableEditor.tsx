import React, { useId } from 'react';
import type { DataSourceJsonData, QueryEditorProps } from '@grafana/data';
import { t } from '../../t';
import { Combobox, InlineField, RadioButtonGroup, Stack } from '@grafana/ui';
import type { FathomDataSource } from '../DataSource';
import type { FathomQuery } from '../query';
import { FINDS, MAX_OPTIONS, readVariableQuery, type VariableQuery } from '../variableQuery';
import { FilterFields } from './FilterFields';
import { LimitField } from './LimitField';
import { LabelField } from './QueryEditor';
import { findName } from './words';

type Props = QueryEditorProps<FathomDataSource, FathomQuery, DataSourceJsonData, VariableQuery>;

export function VariableEditor({ query: saved, onChange, onRunQuery }: Props) {
  const id = useId();
  const query = readVariableQuery(saved);
  const change = (changed: VariableQuery) => {
    onChange(changed);
    onRunQuery();
  };
  return (
    <Stack direction="column" gap={0}>
      <Stack wrap="wrap" gap={0}>
        <InlineField label={t('datasource.variable.values', 'Values')}>
          <Combobox
            id={`${id}-find`}
            width={24}
            options={FINDS.map((find) => ({ value: find, label: findName(find) }))}
            value={query.find}
            onChange={({ value }) => change(readVariableQuery({ ...query, find: value }))}
          />
        </InlineField>
        {query.find === 'assets' && (
          <InlineField label={t('datasource.variable.value', 'Value of the variable')}>
            <RadioButtonGroup<VariableQuery['value']>
              aria-label={t('datasource.variable.value', 'Value of the variable')}
              options={[
                { value: 'id', label: t('datasource.variable.id', 'ID') },
                { value: 'name', label: t('datasource.variable.name', 'Name') },
              ]}
              value={query.value}
              onChange={(value) => change({ ...query, value })}
            />
          </InlineField>
        )}
        {query.find === 'label-values' && (
          <LabelField id={`${id}-label`} label={query.label} onChange={(label) => change({ ...query, label })} />
        )}
        <LimitField
          id={`${id}-limit`}
          limit={query.limit}
          max={MAX_OPTIONS}
          onChange={(limit) => change({ ...query, limit })}
        />
      </Stack>
      <FilterFields
        id={id}
        type={query.find === 'incidents' ? 'incidents' : 'assets'}
        filters={query.filters}
        onChange={(filters) => change({ ...query, filters })}
      />
    </Stack>
  );
}
