import type { FileTree } from '../../../contract/ports.ts';

/** Where spl shows the statistics of ZFS, below /proc. */
export const KSTATS = 'spl/kstat/zfs';
/** What lies beside the pools in every version of ZFS is a file, and no file becomes a pool later. */
export interface KnownPools {
  /** The names of which `pools` were made. */
  names: string;
  pools: readonly string[];
}

export const noPools = (): KnownPools => ({ names: '', pools: [] });

/** The pools among what lies in the folder: those names that are folders themselves. */
export function poolsAmong(
  names: readonly string[],
  notPools: ReadonlySet<string>,
  procfs: FileTree,
  known: KnownPools,
): readonly string[] {
  const key = names.join('/');
  if (key !== known.names) {
    known.pools = names.filter(
      (name) => !notPools.has(name) && procfs.listIfPresent(`${KSTATS}/${name}`).length > 0,
    );
    known.names = key;
  }
  return known.pools;
}
