import type { AssetFiles } from './aav.ts';
import type { Inventory } from './store.ts';

/** An inventory that keeps a file for each asset. Files are written before a report is answered. */
export function withAssetFiles(inventory: Inventory, files: AssetFiles): Inventory {
  return {
    ...inventory,
    async report(report) {
      const changed = await inventory.report(report);
      await files.write(changed);
      return changed;
    },
    async age(staleMs, forgetMs) {
      const aged = await inventory.age(staleMs, forgetMs);
      await files.write(aged.stale);
      await files.remove(aged.forgotten);
      return aged;
    },
  };
}
