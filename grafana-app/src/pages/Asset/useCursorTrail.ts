import { useCallback } from 'react';
import { useUrlState } from '../../components/urlState';

/** The pages gone through, in the URL: cursors have no commas. Filters that change clear `trail`. */
export function useCursorTrail(): [readonly string[], (trail: readonly string[]) => void] {
  const url = useUrlState();
  const { set } = url;
  const setTrail = useCallback((trail: readonly string[]) => set({ trail }), [set]);
  return [url.list('trail'), setTrail];
}
