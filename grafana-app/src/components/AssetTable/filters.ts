/** What an inventory is narrowed to. Several values of one filter widen it, several filters narrow it. */
import type { AssetFacets, FacetValue } from '../../api/types';

export const DIMENSIONS = ['kind', 'status', 'tenant', 'source'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export interface AssetFilters extends Readonly<Record<Dimension, readonly string[]>> {
  readonly search: string;
  /** `name=value`, at most one of each name. */
  readonly labels: readonly string[];
}

export const NO_FILTERS: AssetFilters = { kind: [], status: [], tenant: [], source: [], search: '', labels: [] };

/** One chosen value, to be shown and removed. */
export interface Choice {
  readonly filter: Dimension | 'labels' | 'search';
  readonly value: string;
}

export function choicesOf(filters: AssetFilters): readonly Choice[] {
  return [
    ...(filters.search === '' ? [] : [{ filter: 'search' as const, value: filters.search }]),
    ...DIMENSIONS.flatMap((filter) => filters[filter].map((value) => ({ filter, value }))),
    ...filters.labels.map((value) => ({ filter: 'labels' as const, value })),
  ];
}

export function isChosen(filters: AssetFilters, { filter, value }: Choice): boolean {
  return filter === 'search' ? filters.search === value : filters[filter].includes(value);
}

export function toggleChoice(filters: AssetFilters, choice: Choice): AssetFilters {
  const { filter, value } = choice;
  const there = isChosen(filters, choice);
  if (filter === 'search') {
    return { ...filters, search: there ? '' : value };
  }
  const kept = filters[filter].filter((each) => each !== value && (there || !excludes(filter, each, value)));
  return { ...filters, [filter]: there ? kept : [...kept, value] };
}

/** An asset has one value of a label, so that two of them would leave nothing. */
function excludes(filter: Dimension | 'labels', one: string, other: string): boolean {
  return filter === 'labels' && labelName(one) === labelName(other);
}

export const labelName = (label: string): string => label.slice(0, label.indexOf('='));

/** Lists are separated by commas, and labels named before the first `=`. */
export function isSelectable(filter: Dimension | 'labels', value: string): boolean {
  return !value.includes(',') && (filter !== 'labels' || /^[^=]{1,128}=/u.test(value));
}

const FACETS = { kind: 'kinds', status: 'statuses', tenant: 'tenants', source: 'sources' } as const;

export function facetOf(facets: AssetFacets, dimension: Dimension): readonly FacetValue[] {
  return facets[FACETS[dimension]];
}
