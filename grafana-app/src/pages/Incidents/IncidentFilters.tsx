import React from 'react';
import { css } from '@emotion/css';
import type { TimeRange } from '@grafana/data';
import { Combobox, Field, MultiCombobox, RadioButtonGroup, TimeRangeInput, useStyles2 } from '@grafana/ui';
import { INCIDENT_STATUSES, PRIORITIES } from '../../api/values';
import { FilterBar } from '../../components/FilterBar';
import { SearchField } from '../../components/SearchField';
import { priorityName } from '../../components/severity';
import { chosenOf, searchOf } from '../../components/urlFilter';
import type { UrlState } from '../../components/urlState';
import { t } from '../../t';
import { assetOptions } from './assetOptions';
import { rawText } from './timeRange';

interface Props {
  readonly url: UrlState;
  readonly range: TimeRange;
}

export function IncidentFilters({ url, range }: Props) {
  const styles = useStyles2(getStyles);
  const asset = url.get('asset');
  const filter = (values: Parameters<UrlState['set']>[0], options?: { replace: boolean }) =>
    url.set({ ...values, after: undefined }, options);
  return (
    <FilterBar label={t('incidents.filter.label', 'Filter incidents')}>
      {/* First, where its menu has room to the right at any width. */}
      <Field label={t('incidents.filter.time', 'Going on in')} noMargin>
        <TimeRangeInput
          value={range}
          clearable
          hideTimeZone
          placeholder={t('incidents.filter.any-time', 'Any time')}
          onChange={({ raw }) => filter({ from: rawText(raw.from), to: rawText(raw.to) })}
        />
      </Field>
      <Field label={t('incidents.filter.search', 'Search')} htmlFor="incident-search" noMargin className={styles.wide}>
        <SearchField
          id="incident-search"
          placeholder={t('incidents.filter.search-hint', 'Title or asset')}
          value={searchOf(url)}
          onChange={(search) => filter({ search }, { replace: true })}
        />
      </Field>
      <Field label={t('incidents.filter.status', 'Status')} noMargin>
        <RadioButtonGroup
          aria-label={t('incidents.filter.status', 'Status')}
          value={INCIDENT_STATUSES.find((each) => each === url.get('status')) ?? ''}
          options={[
            { value: '', label: t('incidents.filter.all', 'All') },
            { value: 'open', label: t('incidents.filter.open', 'Open') },
            { value: 'resolved', label: t('incidents.filter.resolved', 'Resolved') },
          ]}
          onChange={(status) => filter({ status })}
        />
      </Field>
      <Field label={t('incidents.filter.severity', 'Severity')} htmlFor="incident-severity" noMargin>
        <MultiCombobox
          id="incident-severity"
          width={28}
          placeholder={t('incidents.filter.any', 'Any')}
          options={PRIORITIES.map((value) => ({ value, label: priorityName(value) }))}
          value={chosenOf(url, 'severity', PRIORITIES)}
          onChange={(chosen) => filter({ severity: chosen.map(({ value }) => value) })}
        />
      </Field>
      <Field label={t('incidents.filter.asset', 'Asset')} htmlFor="incident-asset" noMargin>
        <Combobox
          id="incident-asset"
          width={28}
          isClearable
          createCustomValue
          placeholder={t('incidents.filter.any', 'Any')}
          options={assetOptions}
          value={asset === '' ? null : asset}
          onChange={(option) => filter({ asset: option?.value })}
        />
      </Field>
    </FilterBar>
  );
}

const getStyles = () => ({
  wide: css({ flex: '1 1 200px', maxWidth: 400 }),
});
