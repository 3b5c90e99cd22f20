/** About one asset: what to do about it, what runs on it. */
import { useQuery } from '@tanstack/react-query';
import { get } from './client';
import { useAssetRelations } from './relations';
import type { Asset } from './types';

/** Reports and scores of an asset come with every scan. */
const LIVE_MS = 30_000;
/** The most that one page of the API holds: all ports or processes of a host are sorted here, as their figures are. */
export const MAX_RELATED = 1000;

/** Its threat score and the recommendations that nobody has finished with, the most severe first. */
export function useAssetAdvice(id: string) {
  return useQuery({
    queryKey: ['assets', 'advice', id],
    queryFn: ({ signal }) => get('/assets/{id}/recommendation', { path: { id }, signal }),
    refetchInterval: LIVE_MS,
  });
}

/** Those that run on it, with their attributes: its ports as services, its processes. Active ones come first. */
export function useRunningOn(id: string, kind: Asset['kind']) {
  return useAssetRelations(id, {
    direction: 'in',
    type: 'runs-on',
    kind,
    attributes: 'true',
    sort: 'status',
    limit: MAX_RELATED,
  });
}
