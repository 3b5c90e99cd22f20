import { useQuery } from '@tanstack/react-query';
import { get } from '../../api/client';
import type { Asset, Incident } from '../../api/types';
import { assetsNamed, incidentsOf, isAddress, spellings } from './match';

export interface Found {
  readonly incidents: readonly Incident[];
  readonly assets: readonly Asset[];
}

interface Wanted {
  readonly names: readonly string[];
  readonly alert: string;
}

/** The newest: alerts are looked at while they are new. */
const INCIDENTS = 200;
const MAX_SPELLINGS = 12;
const PAGE = 1000;
/** Machines whose addresses are looked through, as addresses are not searched by the API. */
const MAX_PAGES = 5;
const WITH_ADDRESSES = ['host', 'vm', 'cloud-instance', 'network-device', 'bmc', 'storage'];

/** The incidents with the alert, or else the assets with the names. */
export function useTarget(wanted: Wanted) {
  return useQuery({ queryKey: ['go', wanted], queryFn: ({ signal }) => findTarget(wanted, signal) });
}

async function findTarget({ names, alert }: Wanted, signal: AbortSignal): Promise<Found> {
  const spelled = spellings(names).slice(0, MAX_SPELLINGS);
  const assets = await findAssets(spelled, signal);
  if (alert === '') {
    return { incidents: [], assets };
  }
  const { items } = await get('/incidents', { query: { search: alert, limit: INCIDENTS }, signal });
  // Alertmanager's labels may name the asset otherwise than the alert at hand does.
  const incidents = incidentsOf(items, alert, [...spelled, ...assets.map(({ id }) => id.toLowerCase())]);
  return incidents.length > 0 ? { incidents, assets: [] } : { incidents: [], assets };
}

async function findAssets(spelled: readonly string[], signal: AbortSignal): Promise<readonly Asset[]> {
  for (const name of spelled) {
    const [found, labelled] = await Promise.all([
      get('/assets', { query: { search: name, limit: PAGE }, signal }),
      get('/assets', { query: { labels: `instance=${name}`, limit: PAGE }, signal }),
    ]);
    const named = assetsNamed([...found.items, ...labelled.items], [name]);
    if (named.length > 0) {
      return [...new Map(named.map((asset) => [asset.id, asset])).values()];
    }
  }
  const addresses = spelled.filter(isAddress);
  return addresses.length > 0 ? findByAddress(addresses, signal) : [];
}

async function findByAddress(addresses: readonly string[], signal: AbortSignal): Promise<readonly Asset[]> {
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { items, nextCursor } = await get('/assets', {
      query: { kind: WITH_ADDRESSES, status: ['active', 'stale'], limit: PAGE, cursor },
      signal,
    });
    const named = assetsNamed(items, addresses);
    if (named.length > 0 || nextCursor === null) {
      return named;
    }
    cursor = nextCursor;
  }
  return [];
}
