/** UCD-SNMP-MIB and UCD-DISKIO-MIB of Net-SNMP: what its agent says of the host. */
import { deletedLabel, index, lookup, moduleOf, objects, type Rows } from './objects.ts';

const UCD = '1.3.6.1.4.1.2021';
const MEMORY = `${UCD}.4`;
const LOAD_ENTRY = `${UCD}.10.1`;
const STATS = `${UCD}.11`;
const DISK_IO_ENTRY = `${UCD}.13.15.1.1`;

const loads: Rows = {
  indexes: [index('laIndex')],
  lookups: [lookup(['laIndex'], 'laNames', `${LOAD_ENTRY}.2`), deletedLabel('laIndex')],
};
const disks: Rows = {
  indexes: [index('diskIOIndex')],
  lookups: [lookup(['diskIOIndex'], 'diskIODevice', `${DISK_IO_ENTRY}.2`)],
};

/** Sizes are in kilobytes. */
const memory = () =>
  objects(MEMORY, {
    memIndex: [1, 'gauge', 'Always 0'],
    memErrorName: [2, 'DisplayString', 'Always swap'],
    memTotalSwap: [3, 'gauge', 'Swap space'],
    memAvailSwap: [4, 'gauge', 'Swap space that is free'],
    memTotalReal: [5, 'gauge', 'Main memory'],
    memAvailReal: [6, 'gauge', 'Main memory that is free'],
    memTotalSwapTXT: [7, 'gauge', 'Swap space for text pages'],
    memAvailSwapTXT: [8, 'gauge', 'Swap space in use by text pages'],
    memTotalRealTXT: [9, 'gauge', 'Main memory for text pages'],
    memAvailRealTXT: [10, 'gauge', 'Main memory in use by text pages'],
    memTotalFree: [11, 'gauge', 'Main memory and swap space that are free'],
    memMinimumSwap: [12, 'gauge', 'Swap space that should stay free'],
    memShared: [13, 'gauge', 'Shared memory'],
    memBuffer: [14, 'gauge', 'Memory in buffers'],
    memCached: [15, 'gauge', 'Memory in caches'],
    memUsedSwapTXT: [16, 'gauge', 'Swap space in use by text pages'],
    memUsedRealTXT: [17, 'gauge', 'Main memory in use by text pages'],
    memTotalSwapX: [18, 'counter', 'Swap space, in 64 bits'],
    memAvailSwapX: [19, 'counter', 'Swap space that is free, in 64 bits'],
    memTotalRealX: [20, 'counter', 'Main memory, in 64 bits'],
    memAvailRealX: [21, 'counter', 'Main memory that is free, in 64 bits'],
    memTotalFreeX: [22, 'counter', 'Main memory and swap space that are free, in 64 bits'],
    memMinimumSwapX: [23, 'counter', 'Swap space that should stay free, in 64 bits'],
    memSharedX: [24, 'counter', 'Shared memory, in 64 bits'],
    memBufferX: [25, 'counter', 'Memory in buffers, in 64 bits'],
    memCachedX: [26, 'counter', 'Memory in caches, in 64 bits'],
    memSwapError: [
      100,
      'gauge',
      'Whether less swap space is free than should be',
      { 0: 'noError', 1: 'error' },
    ],
    memSwapErrorMsg: [101, 'DisplayString', 'What is wrong with the swap space'],
  });

const loadTable = () =>
  objects(
    LOAD_ENTRY,
    {
      laNames: [2, 'DisplayString', 'Name of the load average: Load-1, Load-5, Load-15'],
      laLoadInt: [5, 'gauge', 'Load average, times 100'],
      laLoadFloat: [6, 'Float', 'Load average'],
    },
    loads,
  );

/** Load averages by name, from the integers that every agent has. */
export const loadAverages = () =>
  objects(`${LOAD_ENTRY}.5`, {
    laLoad1: [1, 'gauge', 'Load average of 1 minute'],
    laLoad5: [2, 'gauge', 'Load average of 5 minutes'],
    laLoad15: [3, 'gauge', 'Load average of 15 minutes'],
  }).map((metric) => ({ ...metric, scale: 0.01 }));

const systemStats = () =>
  objects(STATS, {
    ssIndex: [1, 'gauge', 'Always 1'],
    ssErrorName: [2, 'DisplayString', 'Always systemStats'],
    ssSwapIn: [3, 'gauge', 'Kilobytes a second from swap, over a minute'],
    ssSwapOut: [4, 'gauge', 'Kilobytes a second to swap, over a minute'],
    ssIOSent: [5, 'gauge', 'Blocks a second to disks, over a minute'],
    ssIOReceive: [6, 'gauge', 'Blocks a second from disks, over a minute'],
    ssSysInterrupts: [7, 'gauge', 'Interrupts a second, over a minute'],
    ssSysContext: [8, 'gauge', 'Context switches a second, over a minute'],
    ssCpuUser: [9, 'gauge', 'Percentage of processor time in user code, over a minute'],
    ssCpuSystem: [10, 'gauge', 'Percentage of processor time in the system, over a minute'],
    ssCpuIdle: [11, 'gauge', 'Percentage of processor time idle, over a minute'],
    ssCpuRawUser: [50, 'counter', 'Ticks of processor time in user code'],
    ssCpuRawNice: [51, 'counter', 'Ticks of processor time in code of low priority'],
    ssCpuRawSystem: [52, 'counter', 'Ticks of processor time in the system'],
    ssCpuRawIdle: [53, 'counter', 'Ticks of processor time idle'],
    ssCpuRawWait: [54, 'counter', 'Ticks of processor time waiting for input and output'],
    ssCpuRawKernel: [55, 'counter', 'Ticks of processor time in the kernel'],
    ssCpuRawInterrupt: [56, 'counter', 'Ticks of processor time in interrupts of hardware'],
    ssIORawSent: [57, 'counter', 'Blocks written to disks'],
    ssIORawReceived: [58, 'counter', 'Blocks read from disks'],
    ssRawInterrupts: [59, 'counter', 'Interrupts'],
    ssRawContexts: [60, 'counter', 'Context switches'],
    ssCpuRawSoftIRQ: [61, 'counter', 'Ticks of processor time in interrupts of software'],
    ssRawSwapIn: [62, 'counter', 'Blocks from swap'],
    ssRawSwapOut: [63, 'counter', 'Blocks to swap'],
    ssCpuRawSteal: [64, 'counter', 'Ticks of processor time that the hypervisor gave to others'],
    ssCpuRawGuest: [65, 'counter', 'Ticks of processor time in guests'],
    ssCpuRawGuestNice: [66, 'counter', 'Ticks of processor time in guests of low priority'],
    ssCpuNumCpus: [67, 'gauge', 'Processors'],
  });

export const diskIo = () =>
  objects(
    DISK_IO_ENTRY,
    {
      diskIOIndex: [1, 'gauge', 'Number of the device'],
      diskIODevice: [2, 'DisplayString', 'Name of the device'],
      diskIONRead: [3, 'counter', 'Bytes read'],
      diskIONWritten: [4, 'counter', 'Bytes written'],
      diskIOReads: [5, 'counter', 'Reads'],
      diskIOWrites: [6, 'counter', 'Writes'],
      diskIOLA1: [9, 'gauge', 'Percentage of 1 minute in which the device was busy'],
      diskIOLA5: [10, 'gauge', 'Percentage of 5 minutes in which the device was busy'],
      diskIOLA15: [11, 'gauge', 'Percentage of 15 minutes in which the device was busy'],
      diskIONReadX: [12, 'counter', 'Bytes read, in 64 bits'],
      diskIONWrittenX: [13, 'counter', 'Bytes written, in 64 bits'],
      diskIOBusyTime: [14, 'counter', 'Microseconds in which the device was busy'],
    },
    disks,
  );

const LOAD_WALKS = [2, 5, 6].map((column) => `${LOAD_ENTRY}.${column}`);

export const ucd = () => [
  moduleOf('ucd_memory', [MEMORY], memory()),
  moduleOf('ucd_la_table', LOAD_WALKS, loadTable()),
  moduleOf('ucd_system_stats', [STATS], systemStats()),
  moduleOf('ucd_disk_io', [DISK_IO_ENTRY], diskIo()),
  moduleOf(
    'ucd',
    [MEMORY, ...LOAD_WALKS, STATS, DISK_IO_ENTRY],
    [...memory(), ...loadTable(), ...systemStats(), ...diskIo()],
  ),
];
