/** By itself, as it is all of a query that module.js needs. */
import type { FathomQuery, QueryType } from './query';

const LIMITS: Readonly<Record<QueryType, number>> = {
  assets: 1000,
  'asset-counts': 100,
  events: 500,
  scores: 100,
  'score-history': 10,
  recommendations: 100,
  incidents: 100,
  'root-cause': 20,
  topology: 500,
  changes: 500,
};

export const defaultLimit = (type: QueryType): number => LIMITS[type];

export function newQuery(queryType: QueryType, refId = 'A'): FathomQuery {
  return { refId, queryType, filters: {}, limit: defaultLimit(queryType), by: 'kind', label: '', columns: [] };
}
