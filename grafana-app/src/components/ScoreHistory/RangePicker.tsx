import React from 'react';
import { RadioButtonGroup } from '@grafana/ui';
import { t } from '../../t';
import { RANGES } from './range';

interface Props {
  readonly hours: number;
  readonly onChange: (hours: number) => void;
}

export function RangePicker({ hours, onChange }: Props) {
  return (
    <RadioButtonGroup
      size="sm"
      aria-label={t('threats.range.label', 'Time range, until now')}
      value={hours}
      options={RANGES.map((value) => ({ value, label: rangeName(value) }))}
      onChange={onChange}
    />
  );
}

function rangeName(hours: number): string {
  return hours < 48
    ? t('threats.range.hours', '{{hours}} h', { hours })
    : t('threats.range.days', '{{days}} d', { days: hours / 24 });
}
