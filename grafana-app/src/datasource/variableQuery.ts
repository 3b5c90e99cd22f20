/** What the options of a dashboard's variable are made of. */
import type { DataQuery } from '@grafana/schema';
import { readQuery, oneOf, type Filters } from './query';

export const FINDS = [
  'assets',
  'incidents',
  'kinds',
  'statuses',
  'tenants',
  'sources',
  'label-values',
  'labels',
] as const;
export type Find = (typeof FINDS)[number];

export interface VariableQuery extends DataQuery {
  find: Find;
  /** Of `assets`: what the variable's value is; its name is what is shown. */
  value: 'id' | 'name';
  /** Of `label-values`: the label's name. */
  label: string;
  filters: Filters;
  limit: number;
}

/** A longer list of options cannot be chosen from. */
export const MAX_OPTIONS = 1000;

/** Filters are those of assets, or of incidents. */
export function readVariableQuery(saved: unknown): VariableQuery {
  const given: Readonly<Record<string, unknown>> = typeof saved === 'object' && saved !== null ? { ...saved } : {};
  const find = oneOf(FINDS, given.find) ?? 'assets';
  const { refId, label, filters, limit } = readQuery({
    ...given,
    queryType: find === 'incidents' ? 'incidents' : 'assets',
    limit: given.limit ?? MAX_OPTIONS,
  });
  return {
    refId,
    find,
    value: given.value === 'name' ? 'name' : 'id',
    label,
    filters,
    limit: Math.min(limit, MAX_OPTIONS),
  };
}
