/** The columns chosen last, in this browser: for an address that has none. */
import { store } from '@grafana/data';

const KEY = 'fathom.inventory.columns';

/** Empty when there are none. */
export function readColumns(): string {
  try {
    const columns: unknown = store.get(KEY);
    return typeof columns === 'string' ? columns : '';
  } catch {
    // A browser may forbid storage: the usual columns are shown.
    return '';
  }
}

export function rememberColumns(columns: string): void {
  try {
    store.set(KEY, columns);
  } catch {
    // Storage may be full or forbidden: the address has the columns, they are just not there the next time.
  }
}
