/** Two pools of ZFS 2.0, one of them on the way out, with data sets. */
import type { MachinePart } from '../machine-part.ts';

const HEAD = 'name                            type data\n';
const rows = (type: number, values: Readonly<Record<string, number>>) =>
  Object.entries(values)
    .map(([name, value]) => `${name.padEnd(31)} ${String(type).padEnd(4)} ${value}\n`)
    .join('');
const kstat = (values: Readonly<Record<string, number>>) =>
  `9 1 0x01 7 1904 8012538347 351689526932992\n${HEAD}${rows(4, values)}`;
const objset = (dataset: string, writes: number) =>
  `40 1 0x01 7 2160 221578688875 6665999035587\n${HEAD}dataset_name                    7    ${dataset}\n${rows(4, { writes, nwritten: writes * 4096, reads: 2, nread: 28, nunlinks: 3, nunlinked: 3 })}`;
const io = (nread: number) =>
  `12 3 0x00 1 80 79205351707403 395818011156865
nread    nwritten reads    writes   wtime    wlentime wupdate  rtime    rlentime rupdate  wcnt     rcnt
${nread} 3206144  22       132      7155162  104112268 79210489694949 24168078 104112268 79210489849220 1        2
`;
const BELOW = 'proc/spl/kstat/zfs';

export default {
  files: {
    [`${BELOW}/arcstats`]:
      kstat({ hits: 8772612, misses: 604635, c_max: 8367976448, size: 1603939792 }) +
      rows(3, { memory_available_bytes: -33554432 }),
    [`${BELOW}/dbufstats`]: kstat({ dbuf_cache_count: 27, hash_hits: 134 }),
    [`${BELOW}/dmu_tx`]: kstat({ dmu_tx_assigned: 3532844, dmu_tx_delay: 0 }),
    [`${BELOW}/fm`]: kstat({ 'erpt-dropped': 18, 'payload-set-failed': 1 }),
    [`${BELOW}/zfetchstats`]: kstat({ hits: 7067992, misses: 11 }),
    [`${BELOW}/zil`]: kstat({ zil_commit_count: 10, zil_itx_needcopy_bytes: 18446744073709 }),
    [`${BELOW}/vdev_mirror_stats`]: kstat({ rotating_linear: 0, preferred_found: 94 }),
    [`${BELOW}/dbufs`]: 'pool objset object\n',
    [`${BELOW}/dbgmsg`]: 'timestamp    message\n',
    [`${BELOW}/tank/io`]: io(1884160),
    [`${BELOW}/tank/state`]: 'ONLINE\n',
    [`${BELOW}/tank/objset-0x36`]: objset('tank', 4),
    [`${BELOW}/tank/objset-0x80`]: objset('tank/home', 17),
    [`${BELOW}/tank/txgs`]: 'txg      birth            state\n',
    [`${BELOW}/old-pool/io`]: io(5),
    [`${BELOW}/old-pool/state`]: 'DEGRADED\n',
  },
  differs: {
    node_zfs_arc_memory_available_bytes: 'signed values came after 1.5.0',
    'node_zfs_dbuf_*': 'came after 1.5.0',
    node_zfs_zpool_state: 'its state suspended came after 1.5.0',
  },
} satisfies MachinePart;
