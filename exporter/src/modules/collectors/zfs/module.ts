import { z } from 'zod';
import { gauge, type Out, pattern, untyped } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { type KnownKeys, readKstat, readObjset } from './kstat.ts';
import { type IoColumn, readPoolIo } from './pool-io.ts';
import { type KnownPools, KSTATS, noPools, poolsAmong } from './pools.ts';

/** Files of statistics of all of ZFS, by the part of the metrics' names. */
const FILES = {
  abd: 'abdstats',
  arc: 'arcstats',
  dbuf: 'dbufstats',
  dmu_tx: 'dmu_tx',
  dnode: 'dnodestats',
  fm: 'fm',
  vdev_cache: 'vdev_cache_stats',
  vdev_mirror: 'vdev_mirror_stats',
  xuio: 'xuio_stats',
  zfetch: 'zfetchstats',
  zil: 'zil',
} as const;
type Part = keyof typeof FILES;
const PARTS = Object.keys(FILES) as Part[];
const FILE_NAMES: ReadonlySet<string> = new Set(Object.values(FILES));

const POOL_STATES = ['online', 'degraded', 'faulted', 'offline', 'removed', 'unavail', 'suspended'] as const;
/** Up to 26 series each: the limit of a module's series is near. */
const MAX_DATASETS = 1800;

const statistics = (part: Part, inFile: (name: string) => string = (name) => name) =>
  pattern({
    prefix: `node_zfs_${part}_`,
    variable: 'name',
    type: 'untyped',
    help: (name) => `kstat.zfs.misc.${FILES[part]}.${inFile(name)}`,
  });
const poolIo = (column: IoColumn) => untyped(`kstat.zfs.misc.io.${column}`, ['zpool']);

const metrics = {
  abd: statistics('abd'),
  arc: statistics('arc'),
  dbuf: statistics('dbuf'),
  dmu_tx: statistics('dmu_tx'),
  dnode: statistics('dnode'),
  // The only file whose names have dashes, and none of them an underscore.
  fm: statistics('fm', (name) => name.replaceAll('_', '-')),
  vdev_cache: statistics('vdev_cache'),
  vdev_mirror: statistics('vdev_mirror'),
  xuio: statistics('xuio'),
  zfetch: statistics('zfetch'),
  zil: statistics('zil'),
  node_zfs_zpool_nread: poolIo('nread'),
  node_zfs_zpool_nwritten: poolIo('nwritten'),
  node_zfs_zpool_reads: poolIo('reads'),
  node_zfs_zpool_writes: poolIo('writes'),
  node_zfs_zpool_wtime: poolIo('wtime'),
  node_zfs_zpool_wlentime: poolIo('wlentime'),
  node_zfs_zpool_wupdate: poolIo('wupdate'),
  node_zfs_zpool_rtime: poolIo('rtime'),
  node_zfs_zpool_rlentime: poolIo('rlentime'),
  node_zfs_zpool_rupdate: poolIo('rupdate'),
  node_zfs_zpool_wcnt: poolIo('wcnt'),
  node_zfs_zpool_rcnt: poolIo('rcnt'),
  node_zfs_zpool_state: gauge('kstat.zfs.misc.state', ['zpool', 'state']),
  dataset: pattern({
    prefix: 'node_zfs_zpool_dataset_',
    variable: 'name',
    type: 'untyped',
    help: (name) => `kstat.zfs.misc.objset.${name}`,
    labels: ['zpool', 'dataset'],
  }),
};

interface State {
  readonly keys: Readonly<Record<Part | 'objset', KnownKeys>>;
  readonly pools: KnownPools;
}

/** What the runs of this scrape share. */
interface Run {
  readonly procfs: FileTree;
  readonly out: Out<typeof metrics>;
  readonly objsetKeys: KnownKeys;
  /** `pool/dataset` of those shown: while one is renamed, its old name can be another's already. */
  readonly datasets: Set<string>;
}

export default defineCollector({
  id: 'zfs',
  summary: 'ZFS: cache, intent log and other statistics, and the state and traffic of pools and data sets.',
  config: z.object({}),
  metrics,
  needs: ['procfs'],
  init: (): State => ({
    keys: {
      ...(Object.fromEntries(PARTS.map((part) => [part, []])) as unknown as Record<Part, KnownKeys>),
      objset: [],
    },
    pools: noPools(),
  }),
  collect({ procfs, state, partial }, _config, out) {
    if (!procfs.exists(KSTATS)) throw new ModuleError('unsupported', `${KSTATS}: the kernel has no ZFS`);
    const names = procfs.list(KSTATS);
    for (const part of PARTS) {
      if (!names.includes(FILES[part])) continue;
      const bytes = procfs.readIfPresent(`${KSTATS}/${FILES[part]}`);
      if (bytes !== null) readKstat(bytes, state.keys[part], out[part]);
    }
    const run: Run = { procfs, out, objsetKeys: state.keys.objset, datasets: new Set() };
    for (const pool of poolsAmong(names, FILE_NAMES, procfs, state.pools)) writePool(run, pool);
    if (run.datasets.size > MAX_DATASETS)
      partial(new ModuleError('limit_exceeded', `more than ${MAX_DATASETS} data sets`));
  },
});

function writePool(run: Run, pool: string): void {
  const folder = `${KSTATS}/${pool}`;
  for (const name of run.procfs.listIfPresent(folder)) {
    if (name === 'io') writeIo(run, pool, `${folder}/io`);
    else if (name === 'state') writeState(run, pool, `${folder}/state`);
    else if (name.startsWith('objset-')) writeDataset(run, pool, `${folder}/${name}`);
  }
}

function writeIo({ procfs, out }: Run, pool: string, path: string): void {
  const bytes = procfs.readIfPresent(path);
  if (bytes === null) return; // exported just now
  readPoolIo(bytes, (column, value) => out[`node_zfs_zpool_${column}`](value, pool));
}

function writeState({ procfs, out }: Run, pool: string, path: string): void {
  const bytes = procfs.readIfPresent(path);
  if (bytes === null) return; // exported just now
  const actual = bytes.toString('latin1').split('\n', 1)[0]?.toLowerCase();
  for (const state of POOL_STATES) out.node_zfs_zpool_state(state === actual ? 1 : 0, pool, state);
}

function writeDataset(run: Run, pool: string, path: string): void {
  if (run.datasets.size > MAX_DATASETS) return;
  const bytes = readComingAndGoing(run.procfs, path);
  if (bytes === null) return;
  let shown: boolean | null = null;
  readObjset(bytes, run.objsetKeys, (dataset, name, value) => {
    shown ??= isFirst(run.datasets, `${pool}/${dataset}`);
    if (shown) run.out.dataset(name, value, pool, dataset);
  });
}

function isFirst(datasets: Set<string>, dataset: string): boolean {
  const before = datasets.size;
  datasets.add(dataset);
  return datasets.size > before && datasets.size <= MAX_DATASETS;
}

/** There may be thousands of data sets, mounted and unmounted at any time: no descriptors are kept. */
function readComingAndGoing(procfs: FileTree, path: string): Buffer | null {
  try {
    return procfs.readOnce(path);
  } catch (error) {
    if (error instanceof ModuleError && error.code === 'unsupported') return null;
    throw error;
  }
}
