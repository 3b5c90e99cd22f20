/** Processors, memory and storage of a device that is a computer. */
import { formatOid } from '../../../protocols/snmp/oid.ts';
import type { DeviceTables } from '../../../protocols/snmp/table.ts';
import {
  PROCESSOR_LOAD,
  STORAGE,
  STORAGE_TYPE,
  STORAGE_TYPES,
  UCD_CPU_IDLE,
  UCD_LOAD,
  UCD_MEMORY,
} from './objects.ts';
import type { Reading, Storage } from './reading.ts';

/** Beyond 2^31 units some agents tell a negative number. */
const WRAP = 2 ** 32;
const KIBIBYTE = 1024;
/** Names of Net-SNMP for what Linux gives back when it is needed. */
const AVAILABLE = 'Available memory';
const BUFFERS = 'Memory buffers';
const CACHED = 'Cached memory';
const MAX_NAME = 128;

const { ram, ...disks } = STORAGE_TYPE;
const nameOfType = (type: number) => formatOid([...STORAGE_TYPES, type]);
const RAM = nameOfType(ram);
const DISKS: ReadonlySet<string> = new Set(Object.values(disks).map(nameOfType));

interface Row extends Storage {
  readonly type: string;
}

export function readStorages(
  tables: DeviceTables,
  ignored: RegExp | null,
): Pick<Reading, 'memory' | 'storages'> {
  const rows = tables.rows([STORAGE.size]).map((row) => storageOf(tables, row));
  const isShown = ({ type, name, sizeBytes }: Row) =>
    DISKS.has(type) && sizeBytes > 0 && ignored?.test(name) !== true;
  return { memory: memoryOf(rows) ?? ucdMemory(tables), storages: rows.filter(isShown) };
}

function storageOf(tables: DeviceTables, row: string): Row {
  const units = tables.number(STORAGE.units, row);
  const bytes = (value: number) => (value < 0 ? value + WRAP : value) * units;
  const type = tables.cell(STORAGE.type, row);
  return {
    type: type ? formatOid(type.varbinds.oidValue(type.i)) : '',
    name: tables.text(STORAGE.descr, row).slice(0, MAX_NAME),
    sizeBytes: bytes(tables.number(STORAGE.size, row)),
    usedBytes: bytes(tables.number(STORAGE.used, row)),
  };
}

function memoryOf(rows: readonly Row[]): Reading['memory'] {
  const memory = rows.find(({ type, sizeBytes }) => type === RAM && sizeBytes > 0);
  if (!memory) return null;
  const named = (wanted: string) => rows.find(({ name }) => name === wanted);
  const available = named(AVAILABLE)?.sizeBytes;
  const given = (named(BUFFERS)?.usedBytes ?? 0) + (named(CACHED)?.usedBytes ?? 0);
  return within(memory.sizeBytes, available ?? memory.sizeBytes - memory.usedBytes + given);
}

function ucdMemory(tables: DeviceTables): Reading['memory'] {
  const { total, free, ...given } = UCD_MEMORY;
  const spare = Object.values(given).map((oid) => tables.number(oid) || 0);
  const available = spare.reduce((sum, each) => sum + each, tables.number(free));
  return within(tables.number(total) * KIBIBYTE, available * KIBIBYTE);
}

function within(totalBytes: number, available: number): Reading['memory'] {
  if (!(totalBytes > 0) || Number.isNaN(available)) return null;
  return { totalBytes, availableBytes: Math.min(totalBytes, Math.max(0, available)) };
}

export function readProcessors(tables: DeviceTables): number[] {
  const loads = [...tables.column(PROCESSOR_LOAD).keys()].map((row) => tables.number(PROCESSOR_LOAD, row));
  const busy = loads.length > 0 ? loads : [100 - tables.number(UCD_CPU_IDLE)];
  return busy.filter((percent) => percent >= 0 && percent <= 100);
}

export function readLoad(tables: DeviceTables): number | null {
  const hundredths = tables.number(UCD_LOAD);
  return hundredths >= 0 ? hundredths / 100 : null;
}
