import React, { useMemo } from 'react';
import { Field, MultiCombobox, RadioButtonGroup } from '@grafana/ui';
import { useAssetFacets } from '../../api/assets';
import { ASSET_KINDS, ASSET_STATUSES } from '../../api/values';
import { kindName, statusName } from '../../components/assetWords';
import { FilterBar } from '../../components/FilterBar';
import { SearchField } from '../../components/SearchField';
import type { Coloring } from '../../components/TopologyGraph/graph';
import type { UrlState } from '../../components/urlState';
import { t } from '../../t';
import type { Filter, TopologyState } from './topologyState';

interface Props {
  readonly state: TopologyState;
  readonly url: UrlState;
}

/** What is shown, and how. */
export function Filters({ state, url }: Props) {
  const facets = useAssetFacets({}, { enabled: true });
  const tenants = facets.data?.tenants ?? [];
  const options = useMemo(
    () => ({
      kind: ASSET_KINDS.map((value) => ({ value, label: kindName(value) })),
      status: ASSET_STATUSES.map((value) => ({ value, label: statusName(value) })),
    }),
    []
  );
  const choose = (filter: Filter) => (chosen: Array<{ value: string }>) =>
    url.set({ [filter]: chosen.map(({ value }) => value) });
  return (
    <FilterBar label={t('topology.filter', 'Filter the topology')}>
      <Field noMargin label={t('topology.search', 'Search')} htmlFor="topology-search">
        <SearchField
          id="topology-search"
          width={24}
          placeholder={t('topology.search-placeholder', 'Name or id')}
          value={state.search}
          onChange={(search) => url.set({ search, focus: undefined, only: undefined }, { replace: true })}
        />
      </Field>
      <Field noMargin label={t('topology.kind', 'Kind')} htmlFor="topology-kind">
        <MultiCombobox
          id="topology-kind"
          width={22}
          options={options.kind}
          value={[...state.filters.kind]}
          placeholder={t('topology.any', 'Any')}
          onChange={choose('kind')}
        />
      </Field>
      <Field noMargin label={t('topology.status', 'Status')} htmlFor="topology-status">
        <MultiCombobox
          id="topology-status"
          width={18}
          options={options.status}
          value={[...state.filters.status]}
          placeholder={t('topology.not-gone', 'All but gone')}
          onChange={choose('status')}
        />
      </Field>
      {(tenants.length > 1 || state.filters.tenant.length > 0) && (
        <Field noMargin label={t('topology.tenant', 'Tenant')} htmlFor="topology-tenant">
          <MultiCombobox
            id="topology-tenant"
            width={18}
            options={tenants.map(({ value, count }) => ({ value, label: value, description: String(count) }))}
            value={[...state.filters.tenant]}
            placeholder={t('topology.any', 'Any')}
            onChange={choose('tenant')}
          />
        </Field>
      )}
      <Field noMargin label={t('topology.colour', 'Colour')}>
        <RadioButtonGroup<Coloring>
          aria-label={t('topology.colour', 'Colour')}
          options={[
            { value: 'health', label: t('topology.by-health', 'Health') },
            { value: 'score', label: t('topology.by-score', 'Threat score') },
          ]}
          value={state.coloring}
          onChange={(coloring) => url.set({ color: coloring === 'score' ? 'score' : undefined })}
        />
      </Field>
      <Field noMargin label={t('topology.as', 'Show as')}>
        <RadioButtonGroup<TopologyState['view']>
          aria-label={t('topology.as', 'Show as')}
          options={[
            { value: 'graph', label: t('topology.as-graph', 'Graph'), icon: 'sitemap' },
            { value: 'list', label: t('topology.as-list', 'List'), icon: 'list-ul' },
          ]}
          value={state.view}
          onChange={(view) => url.set({ view: view === 'list' ? 'list' : undefined })}
        />
      </Field>
    </FilterBar>
  );
}
