/** HOST-RESOURCES-MIB, RFC 2790. */
import type { SnmpMetric } from '../definition.ts';
import { index, lookup, moduleOf, objects, type Rows } from './objects.ts';

const HOST = '1.3.6.1.2.1.25';
const STORAGE = `${HOST}.2`;
const STORAGE_ENTRY = `${STORAGE}.3.1`;
const DEVICE = `${HOST}.3`;
const DEVICE_ENTRY = `${DEVICE}.2.1`;
const SW_RUN_ENTRY = `${HOST}.4.2.1`;

const ACCESS = { 1: 'readWrite', 2: 'readOnly' };
const TRUTH = { 1: 'true', 2: 'false' };
const DEVICE_STATES = { 1: 'unknown', 2: 'running', 3: 'warning', 4: 'testing', 5: 'down' };
const PRINTER_STATES = { 1: 'other', 2: 'unknown', 3: 'idle', 4: 'printing', 5: 'warmup' };
const MEDIA = {
  1: 'other',
  2: 'unknown',
  3: 'hardDisk',
  4: 'floppyDisk',
  5: 'opticalDiskROM',
  6: 'opticalDiskWORM',
  7: 'opticalDiskRW',
  8: 'ramDisk',
};
const SOFTWARE_TYPES = { 1: 'unknown', 2: 'operatingSystem', 3: 'deviceDriver', 4: 'application' };
const RUN_STATES = { 1: 'running', 2: 'runnable', 3: 'notRunnable', 4: 'invalid' };

const deviceLookups = [
  lookup(['hrDeviceIndex'], 'hrDeviceDescr', `${DEVICE_ENTRY}.3`),
  lookup(['hrDeviceIndex'], 'hrDeviceType', `${DEVICE_ENTRY}.2`, 'OctetString'),
];
const devices: Rows = { indexes: [index('hrDeviceIndex')], lookups: deviceLookups };
const partitions: Rows = {
  indexes: [index('hrDeviceIndex'), index('hrPartitionIndex')],
  lookups: deviceLookups,
};
const filesystems: Rows = { indexes: [index('hrFSIndex')] };
const storages: Rows = {
  indexes: [index('hrStorageIndex')],
  lookups: [
    lookup(['hrStorageIndex'], 'hrStorageDescr', `${STORAGE_ENTRY}.3`),
    lookup(['hrStorageIndex'], 'hrStorageType', `${STORAGE_ENTRY}.2`, 'OctetString'),
  ],
};
const processes: Rows = { indexes: [index('hrSWRunIndex')] };

const systemObjects = () =>
  objects(`${HOST}.1`, {
    hrSystemUptime: [1, 'gauge', 'Hundredths of a second since the host was started'],
    hrSystemDate: [2, 'DateAndTime', 'Time of the clock of the host'],
    hrSystemInitialLoadDevice: [3, 'gauge', 'hrDeviceIndex of the device that the host starts from'],
    hrSystemInitialLoadParameters: [4, 'OctetString', 'What the operating system is started with'],
    hrSystemNumUsers: [5, 'gauge', 'Sessions of users'],
    hrSystemProcesses: [6, 'gauge', 'Processes'],
    hrSystemMaxProcesses: [7, 'gauge', 'Processes that there can be; 0 for no limit'],
  });

export const memorySize = () => objects(STORAGE, { hrMemorySize: [2, 'gauge', 'Kilobytes of main memory'] });

export const storageTable = () =>
  objects(
    STORAGE_ENTRY,
    {
      hrStorageAllocationUnits: [4, 'gauge', 'Octets of a unit of the storage'],
      hrStorageSize: [5, 'gauge', 'Size in hrStorageAllocationUnits'],
      hrStorageUsed: [6, 'gauge', 'What is in use, in hrStorageAllocationUnits'],
      hrStorageAllocationFailures: [7, 'counter', 'Requests that were refused because the storage was full'],
    },
    storages,
  );

export const storageDescr = () =>
  objects(STORAGE_ENTRY, { hrStorageDescr: [3, 'DisplayString', 'What the storage is'] }, storages);

const deviceTable = () =>
  objects(
    DEVICE_ENTRY,
    {
      hrDeviceID: [4, 'OctetString', 'OID of the product'],
      hrDeviceStatus: [5, 'gauge', 'State of the device', DEVICE_STATES],
      hrDeviceErrors: [6, 'counter', 'Errors of the device'],
    },
    devices,
  );

export const processorLoad = () =>
  objects(
    `${DEVICE}.3.1`,
    { hrProcessorLoad: [2, 'gauge', 'Percentage of the last minute in which the processor was not idle'] },
    devices,
  );

const deviceDetails = () => [
  ...objects(`${DEVICE}.4.1`, { hrNetworkIfIndex: [1, 'gauge', 'ifIndex of the network device'] }, devices),
  ...objects(
    `${DEVICE}.5.1`,
    {
      hrPrinterStatus: [1, 'EnumAsStateSet', 'State of the printer', PRINTER_STATES],
      hrPrinterDetectedErrorState: [2, 'OctetString', 'Bits of what is wrong with the printer'],
    },
    devices,
  ),
  ...objects(
    `${DEVICE}.6.1`,
    {
      hrDiskStorageAccess: [1, 'gauge', 'Whether the disk can be written', ACCESS],
      hrDiskStorageMedia: [2, 'gauge', 'Kind of disk', MEDIA],
      hrDiskStorageRemoveble: [3, 'gauge', 'Whether the disk can be taken out', TRUTH],
      hrDiskStorageCapacity: [4, 'gauge', 'Kilobytes of the disk'],
    },
    devices,
  ),
];

const partitionTable = () =>
  objects(
    `${DEVICE}.7.1`,
    {
      hrPartitionIndex: [1, 'gauge', 'Number of the partition on its disk'],
      hrPartitionLabel: [2, 'OctetString', 'Name of the partition'],
      hrPartitionID: [3, 'OctetString', 'What the operating system calls the partition'],
      hrPartitionSize: [4, 'gauge', 'Kilobytes of the partition'],
      hrPartitionFSIndex: [5, 'gauge', 'hrFSIndex of the file system on it; 0 for none'],
    },
    partitions,
  );

const filesystemTable = () =>
  objects(
    `${DEVICE}.8.1`,
    {
      hrFSIndex: [1, 'gauge', 'Number of the file system'],
      hrFSMountPoint: [2, 'OctetString', 'Path of the root of the file system'],
      hrFSRemoteMountPoint: [3, 'OctetString', 'Server that the file system comes from'],
      hrFSType: [4, 'OctetString', 'OID of the kind of file system'],
      hrFSAccess: [5, 'gauge', 'Whether the file system can be written', ACCESS],
      hrFSBootable: [6, 'gauge', 'Whether the host can be started from it', TRUTH],
      hrFSStorageIndex: [7, 'gauge', 'hrStorageIndex of the file system'],
      hrFSLastFullBackupDate: [8, 'DateAndTime', 'When all of it was last saved'],
      hrFSLastPartialBackupDate: [9, 'DateAndTime', 'When part of it was last saved'],
    },
    filesystems,
  );

const runningSoftware = () => [
  ...objects(`${HOST}.4`, { hrSWOSIndex: [1, 'gauge', 'hrSWRunIndex of the operating system'] }),
  ...objects(
    SW_RUN_ENTRY,
    {
      hrSWRunIndex: [1, 'gauge', 'Number of the process'],
      hrSWRunName: [2, 'OctetString', 'Name of the process'],
      hrSWRunID: [3, 'OctetString', 'OID of the product'],
      hrSWRunPath: [4, 'OctetString', 'Path of what is run'],
      hrSWRunParameters: [5, 'OctetString', 'Arguments of the process'],
      hrSWRunType: [6, 'gauge', 'Kind of software', SOFTWARE_TYPES],
      hrSWRunStatus: [7, 'gauge', 'State of the process', RUN_STATES],
    },
    processes,
  ),
];

/** Readable, and with the name as a label, where the module `hrSWRun` has octets as its model in snmp_exporter. */
export const namedProcesses = () =>
  objects(
    SW_RUN_ENTRY,
    {
      hrSWRunName: [2, 'DisplayString', 'Name of the process'],
      hrSWRunPath: [4, 'DisplayString', 'Path of what is run'],
      hrSWRunParameters: [5, 'DisplayString', 'Arguments of the process'],
      hrSWRunStatus: [7, 'gauge', 'State of the process', RUN_STATES],
    },
    { ...processes, lookups: [lookup(['hrSWRunIndex'], 'hrSWRunName', `${SW_RUN_ENTRY}.2`)] },
  );

const performance = () =>
  objects(
    `${HOST}.5.1.1`,
    {
      hrSWRunPerfCPU: [1, 'gauge', 'Hundredths of a second of processor time that the process has used'],
      hrSWRunPerfMem: [2, 'gauge', 'Kilobytes of main memory that the process has'],
    },
    processes,
  );

/** As snmp_exporter has it: 1 for true, 0 for false. */
const zeroOrOne = (metric: SnmpMetric) =>
  metric.name === 'hrDiskStorageRemoveble' ? { ...metric, scale: -1, offset: 2 } : metric;

export const hostResources = () => [
  moduleOf('hrSystem', [`${HOST}.1`], systemObjects()),
  moduleOf('hrStorage', [STORAGE], [...memorySize(), ...storageTable()]),
  moduleOf(
    'hrDevice',
    [DEVICE],
    [
      ...deviceTable(),
      ...processorLoad(),
      ...deviceDetails().map(zeroOrOne),
      ...partitionTable(),
      ...filesystemTable(),
    ],
  ),
  moduleOf('hrProcessor', [`${DEVICE}.3`, `${DEVICE_ENTRY}.2`, `${DEVICE_ENTRY}.3`], processorLoad()),
  moduleOf('hrSWRun', [`${HOST}.4`], runningSoftware()),
  moduleOf('hrSWRunPerf', [`${HOST}.5`], performance()),
];
