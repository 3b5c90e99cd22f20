/** What filters can be chosen from. */
import type { ComboboxOption } from '@grafana/ui';
import { get } from '../../api/client';
import {
  ASSET_KINDS,
  ASSET_STATUSES,
  EVENT_SEVERITIES,
  PRIORITIES,
  RECOMMENDATION_STATES,
  THREAT_LEVELS,
} from '../../api/values';
import { kindName, statusName } from '../../components/assetWords';
import { stateName } from '../../components/recommendationWords';
import { eventSeverityName, levelName, priorityName } from '../../components/severity';
import { t } from '../../t';
import type { FilterName, QueryType } from '../query';

type Options = Array<ComboboxOption<string>>;
type Choices = Options | ((input: string) => Promise<Options>);

const FIELDS = ['created', 'status', 'name', 'kind', 'labels', 'attributes', 'relations'];
/** As many as one scrolls through. */
const SUGGESTED = 50;

/** Variables and whatever else is typed can always be had; these are suggestions. */
export function choicesOf(filter: FilterName, type: QueryType): Choices {
  switch (filter) {
    case 'kind':
      return type === 'events' ? [] : optionsOf(ASSET_KINDS, kindName);
    case 'status':
      return isAboutIncidents(type) ? incidentStatuses() : optionsOf(ASSET_STATUSES, statusName);
    case 'severity':
      return type === 'events' ? optionsOf(EVENT_SEVERITIES, eventSeverityName) : optionsOf(PRIORITIES, priorityName);
    case 'level':
      return optionsOf(THREAT_LEVELS, levelName);
    case 'state':
      return optionsOf(RECOMMENDATION_STATES, stateName);
    case 'asset':
    case 'entity':
    case 'focus':
      return assets;
    case 'incident':
      return incidents;
    case 'tenant':
      return tenants;
    case 'source':
      return type === 'events' ? [] : sources;
    case 'labels':
      return labels;
    case 'advisor':
      return advisors;
    case 'field':
      return FIELDS.map((value) => ({ value }));
    case 'search':
    case 'minScore':
    case 'depth':
      return [];
  }
}

export const isAboutIncidents = (type: QueryType): boolean => type === 'incidents' || type === 'root-cause';

/** Names of the labels that assets have. */
export async function labelNames(input: string): Promise<Options> {
  const facets = await get('/assets/facets', {});
  return matching(
    facets.labels.map(({ name }) => ({ value: name })),
    input
  );
}

function optionsOf<T extends string>(values: readonly T[], name: (value: T) => string): Options {
  return values.map((value) => ({ value, label: name(value) }));
}

function incidentStatuses(): Options {
  return [
    { value: 'open', label: t('datasource.incident-open', 'Open') },
    { value: 'resolved', label: t('datasource.incident-resolved', 'Resolved') },
  ];
}

async function assets(input: string): Promise<Options> {
  const search = input.trim() === '' ? undefined : input.trim();
  const { items } = await get('/assets', { query: { search, sort: 'name', limit: SUGGESTED } });
  return items.map(({ id, name }) => ({ value: id, label: name, description: id }));
}

async function incidents(input: string): Promise<Options> {
  const search = input.trim() === '' ? undefined : input.trim();
  const { items } = await get('/incidents', { query: { search, limit: SUGGESTED } });
  return items.map(({ id, title }) => ({ value: id, label: title, description: id }));
}

async function tenants(input: string): Promise<Options> {
  const facets = await get('/assets/facets', {});
  return matching(facets.tenants, input);
}

async function sources(input: string): Promise<Options> {
  const facets = await get('/assets/facets', {});
  return matching(facets.sources, input);
}

async function labels(input: string): Promise<Options> {
  const facets = await get('/assets/facets', {});
  return matching(
    facets.labels.flatMap(({ name, values }) => values.map(({ value }) => ({ value: `${name}=${value}` }))),
    input
  );
}

async function advisors(input: string): Promise<Options> {
  const { modules } = await get('/health', {});
  return matching(
    modules.filter(({ kind }) => kind === 'advisor').map(({ id }) => ({ value: id })),
    input
  );
}

function matching(found: ReadonlyArray<{ readonly value: string }>, input: string): Options {
  const wanted = input.trim().toLowerCase();
  return found
    .filter(({ value }) => value.toLowerCase().includes(wanted))
    .slice(0, SUGGESTED)
    .map(({ value }) => ({ value }));
}
