/** Asks the API for the options of a variable. */
import { get } from '../api/client';
import type { AssetFacets } from '../api/types';
import { interpolate, labelSelectors, type Replace } from './interpolate';
import { collect } from './paging';
import { QueryError } from './queryError';
import type { Find, VariableQuery } from './variableQuery';

export interface Option {
  readonly text: string;
  readonly value: string;
}

/** @throws ApiError, QueryError */
export async function findOptions(query: VariableQuery, replace: Replace, signal: AbortSignal): Promise<Option[]> {
  const { lists, labels, search } = interpolate(query.filters, replace);
  const { kind, status, tenant, source, severity, asset } = lists;
  if (query.find === 'incidents') {
    const filter = { status, severity, search, asset: asset?.[0] };
    const found = await collect(
      (page) => get('/incidents', { query: { ...filter, ...page }, signal }),
      query.limit,
      signal
    );
    return found.items.map(({ id, title }) => ({ text: title, value: id }));
  }
  const found: Option[] = [];
  for (const selector of labelSelectors(labels)) {
    const filter = { kind, status, tenant, source, search, labels: selector };
    if (query.find === 'assets') {
      const { items } = await collect(
        (page) => get('/assets', { query: { ...filter, sort: 'name', ...page }, signal }),
        query.limit,
        signal
      );
      found.push(...items.map(({ id, name }) => ({ text: name, value: query.value === 'id' ? id : name })));
    } else {
      const facets = await get('/assets/facets', { query: filter, signal });
      found.push(...valuesIn(facets, query.find, replace(query.label)).map((value) => ({ text: value, value })));
    }
  }
  return [...new Map(found.map((option) => [option.value, option])).values()].slice(0, query.limit);
}

function valuesIn(facets: AssetFacets, find: Exclude<Find, 'assets' | 'incidents'>, label: string): readonly string[] {
  switch (find) {
    case 'kinds':
      return facets.kinds.map(({ value }) => value);
    case 'statuses':
      return facets.statuses.map(({ value }) => value);
    case 'tenants':
      return facets.tenants.map(({ value }) => value);
    case 'sources':
      return facets.sources.map(({ value }) => value);
    case 'labels':
      return facets.labels.map(({ name }) => name);
    case 'label-values':
      if (label === '') {
        throw new QueryError({ code: 'no-label-name' });
      }
      return facets.labels.find(({ name }) => name === label)?.values.map(({ value }) => value) ?? [];
  }
}
