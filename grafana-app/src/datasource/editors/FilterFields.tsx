import React from 'react';
import { Stack } from '@grafana/ui';
import { FILTERS, type FilterName, type Filters, type QueryType } from '../query';
import { FilterField } from './FilterField';

interface Props {
  readonly id: string;
  readonly type: QueryType;
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
}

/** The filters that a type of query has. */
export function FilterFields({ id, type, filters, onChange }: Props) {
  const names: readonly FilterName[] = FILTERS[type];
  return (
    <Stack wrap="wrap" gap={0}>
      {names.map((name) => (
        <FilterField
          key={`${type} ${name}`}
          id={`${id}-${name}`}
          filter={name}
          type={type}
          values={filters[name] ?? []}
          onChange={(values) => {
            const { [name]: _before, ...others } = filters;
            onChange(values.length === 0 ? others : { ...others, [name]: values });
          }}
        />
      ))}
    </Stack>
  );
}
