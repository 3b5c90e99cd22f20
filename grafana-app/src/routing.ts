import { APP_ID } from './constants';

export const ROUTES = {
  overview: 'overview',
  inventory: 'inventory',
  asset: 'inventory/:id/:tab?',
  topology: 'topology',
  incidents: 'incidents',
  incident: 'incidents/:id',
  recommendations: 'recommendations',
  recommendation: 'recommendations/:id',
  threats: 'threats',
  threat: 'threats/:entity',
  go: 'go',
} as const;

const BASE = `/a/${APP_ID}`;

type Query = Readonly<Record<string, string | number | undefined>>;

function withQuery(path: string, query: Query = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]]
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}

const segment = encodeURIComponent;

/** Paths within Grafana, without the sub-path it may be served from: the router and Grafana's links add that. */
export const paths = {
  overview: () => `${BASE}/overview`,
  inventory: (query?: Query) => withQuery(`${BASE}/inventory`, query),
  asset: (id: string, tab?: string, query?: Query) =>
    withQuery(`${BASE}/inventory/${segment(id)}${tab === undefined ? '' : `/${tab}`}`, query),
  topology: (query?: Query) => withQuery(`${BASE}/topology`, query),
  incidents: (query?: Query) => withQuery(`${BASE}/incidents`, query),
  incident: (id: string, query?: Query) => withQuery(`${BASE}/incidents/${segment(id)}`, query),
  recommendations: (query?: Query) => withQuery(`${BASE}/recommendations`, query),
  recommendation: (id: string) => `${BASE}/recommendations/${segment(id)}`,
  threats: (query?: Query) => withQuery(`${BASE}/threats`, query),
  threat: (entity: string, query?: Query) => withQuery(`${BASE}/threats/${segment(entity)}`, query),
  configuration: () => `/plugins/${APP_ID}`,
} as const;
