import React from 'react';
import { dateTime } from '@grafana/data';
import { Combobox, DateTimePicker, Field, useStyles2 } from '@grafana/ui';
import { EVENT_SEVERITIES } from '../../api/values';
import { SearchField } from '../../components/SearchField';
import { eventSeverityName } from '../../components/severity';
import { useUrlState } from '../../components/urlState';
import { t } from '../../t';
import type { EventFilter } from './eventFilter';
import { getFilterStyles } from './filterStyles';

interface Props {
  readonly filter: EventFilter;
  readonly kinds: readonly string[];
}

/** Every change begins at the newest page again, and closes what was opened. */
const RESTART = { trail: undefined, open: undefined };

export function EventFilters({ filter, kinds }: Props) {
  const styles = useStyles2(getFilterStyles);
  const url = useUrlState();
  return (
    <div role="search" aria-label={t('asset.events.filter', 'Filter events')} className={styles.filters}>
      <Field label={t('asset.events.search', 'Search in messages')} noMargin>
        <SearchField
          id="asset-events-search"
          value={filter.search ?? ''}
          onChange={(search) => url.set({ search, ...RESTART }, { replace: true })}
        />
      </Field>
      <Field label={t('asset.events.severity', 'Severity')} noMargin>
        <Combobox
          id="asset-events-severity"
          isClearable
          placeholder={t('asset.events.all-severities', 'All')}
          value={filter.severity ?? null}
          options={EVENT_SEVERITIES.map((value) => ({ value, label: eventSeverityName(value) }))}
          onChange={(option) => url.set({ severity: option?.value, ...RESTART })}
        />
      </Field>
      <Field label={t('asset.events.kind', 'Kind')} noMargin>
        <Combobox
          id="asset-events-kind"
          isClearable
          createCustomValue
          placeholder={t('asset.events.all-kinds', 'All')}
          value={filter.kind ?? null}
          options={kinds.map((value) => ({ value, label: value }))}
          onChange={(option) => url.set({ kind: option?.value, ...RESTART })}
        />
      </Field>
      <TimeField name="from" label={t('asset.events.from', 'From')} value={filter.from} />
      <TimeField name="to" label={t('asset.events.to', 'To')} value={filter.to} />
    </div>
  );
}

function TimeField({
  name,
  label,
  value,
}: {
  readonly name: 'from' | 'to';
  readonly label: string;
  readonly value: string | undefined;
}) {
  const url = useUrlState();
  return (
    <Field label={label} noMargin>
      <DateTimePicker
        clearable
        date={value === undefined ? undefined : dateTime(value)}
        onChange={(time) => url.set({ [name]: time?.isValid() === true ? time.toISOString() : undefined, ...RESTART })}
      />
    </Field>
  );
}
