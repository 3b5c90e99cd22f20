import React from 'react';
import { t } from '../../t';
import { InlineField, MultiCombobox } from '@grafana/ui';
import type { FilterName, QueryType } from '../query';
import { choicesOf } from './choices';
import { TextField } from './TextField';
import { filterName } from './words';

interface Props {
  readonly id: string;
  readonly filter: FilterName;
  readonly type: QueryType;
  readonly values: readonly string[];
  readonly onChange: (values: string[]) => void;
}

/** Any of the values will do. */
export function FilterField({ id, filter, type, values, onChange }: Props) {
  const label = filterName(filter);
  if (filter === 'search' || filter === 'minScore' || filter === 'depth') {
    return (
      <TextField
        id={id}
        label={label}
        value={values.join(' ')}
        width={filter === 'search' ? 24 : 10}
        onChange={(text) => onChange(text.trim() === '' ? [] : [text.trim()])}
      />
    );
  }
  const choices = choicesOf(filter, type);
  const named = Array.isArray(choices) ? new Map(choices.map((choice) => [choice.value, choice.label])) : new Map();
  return (
    <InlineField label={label}>
      <MultiCombobox
        id={id}
        width={30}
        createCustomValue
        isClearable
        placeholder={t('datasource.any', 'Any')}
        options={choices}
        value={values.map((value) => ({ value, label: named.get(value) ?? value }))}
        onChange={(chosen) => onChange(chosen.map(({ value }) => value))}
      />
    </InlineField>
  );
}
