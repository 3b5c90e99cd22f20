import React from 'react';
import { t } from '../../t';
import { TextField } from './TextField';

interface Props {
  readonly id: string;
  readonly limit: number;
  readonly max: number;
  readonly onChange: (limit: number) => void;
}

export function LimitField({ id, limit, max, onChange }: Props) {
  return (
    <TextField
      id={id}
      type="number"
      label={t('datasource.limit', 'Limit')}
      tooltip={t('datasource.limit-hint', 'The most that is asked for: from 1 to {{max}}.', { max })}
      width={10}
      value={String(limit)}
      onChange={(text) => {
        const wanted = Math.trunc(Number(text));
        onChange(Number.isFinite(wanted) && wanted >= 1 ? Math.min(max, wanted) : limit);
      }}
    />
  );
}
