import { useQuery } from '@tanstack/react-query';
import { get } from '../../api/client';
import { ApiError } from '../../api/errors';
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
/** Of one name: others only contain it. */
const NAMED = 100;
const MAX_SPELLINGS = 12;
/** Machines whose addresses are looked through, as addresses are not searched by the API. */
const PAGE = 1000;
const MAX_PAGES = 5;
const WITH_ADDRESSES = ['host', 'vm', 'cloud-instance', 'network-device', 'bmc', 'storage'];

/** The incidents with the alert, or else the assets with the names. */
export function useTarget(wanted: Wanted) {
  return useQuery({ queryKey: ['go', wanted], queryFn: ({ signal }) => findTarget(wanted, signal) });
}

async function findTarget({ names, alert }: Wanted, signal: AbortSignal): Promise<Found> {
  const spelled = spellings(names).slice(0, MAX_SPELLINGS);
  if (alert !== '') {
    const { items } = await get('/incidents', { query: { search: alert, limit: INCIDENTS }, signal });
    const incidents = incidentsOf(items, alert, spelled);
    if (incidents.length > 0) {
      return { incidents, assets: [] };
    }
  }
  return { incidents: [], assets: await findAssets(spelled, signal) };
}

async function findAssets(spelled: readonly string[], signal: AbortSignal): Promise<readonly Asset[]> {
  for (const name of spelled) {
    const byId = await assetWithId(name, signal);
    if (byId !== null) {
      return [byId];
    }
    const { items } = await get('/assets', { query: { search: name, limit: NAMED }, signal });
    const named = assetsNamed(items, [name]);
    if (named.length > 0) {
      return named;
    }
  }
  const addresses = spelled.filter(isAddress);
  return addresses.length > 0 ? findByAddress(addresses, signal) : [];
}

async function assetWithId(id: string, signal: AbortSignal): Promise<Asset | null> {
  try {
    return await get('/assets/{id}', { path: { id }, signal });
  } catch (error) {
    const isNoId = error instanceof ApiError && (error.reason === 'not-found' || error.reason === 'invalid');
    if (isNoId && error.hop === 'fathom') {
      return null;
    }
    throw error;
  }
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
