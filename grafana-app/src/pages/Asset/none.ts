/** Where a table has nothing to say. */
export const NONE = '—';
