/** What the address of the inventory says, checked: anybody may have typed it. */
import type { AssetSort } from '../../components/AssetTable/AssetTable';
import { isFixed } from '../../components/AssetTable/columns';

export const PAGE_SIZES: readonly number[] = [25, 50, 100, 250];
const USUAL_PAGE_SIZE = 50;
const USUAL_SORT: AssetSort = { by: 'name', order: 'asc' };

export function toSort(by: string, order: string): AssetSort {
  return isFixed(by) ? { by, order: order === 'desc' ? 'desc' : 'asc' } : USUAL_SORT;
}

export function toPageSize(text: string): number {
  const size = Number(text);
  return PAGE_SIZES.includes(size) ? size : USUAL_PAGE_SIZE;
}

/**
 * Cursors of the pages up to this one. The address has the last of them only; those before are in the browser's history
 * and missing from a link that was sent: then the way back is to the first page.
 */
export function toTrail(cursor: string, historyState: unknown): readonly string[] {
  if (cursor === '') {
    return [];
  }
  const trail = trailOf(historyState);
  return trail.at(-1) === cursor ? trail : [cursor];
}

function trailOf(state: unknown): readonly string[] {
  const trail = typeof state === 'object' && state !== null && 'trail' in state ? state.trail : null;
  return Array.isArray(trail) ? trail.filter((each): each is string => typeof each === 'string') : [];
}
