import type { AssetDraft } from '../model/asset.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { formatBytes, formatSeconds } from './printable.ts';
import { table } from './table.ts';

export interface ScanResult {
  readonly scanner: string;
  readonly assets: readonly AssetDraft[];
  readonly complete: boolean;
  /** Why it failed, or why it is not complete. */
  readonly error: string | null;
  readonly notes?: readonly string[];
}

interface Column {
  readonly title: string;
  /** Its name, or the way to it by dots. */
  readonly attribute: string;
  readonly show?: (value: number) => string;
}

const MACHINE_COLUMNS: readonly Column[] = [
  { title: 'BMC', attribute: 'bmc.address' },
  { title: 'NAME', attribute: 'bmc.target' },
  { title: 'VENDOR', attribute: 'vendor' },
  { title: 'MODEL', attribute: 'model' },
  { title: 'SERIAL', attribute: 'serial' },
  { title: 'POWER', attribute: 'bmc.power' },
  { title: 'HEALTH', attribute: 'bmc.health' },
  { title: 'FIRMWARE', attribute: 'bmc.firmware' },
  { title: 'RACK', attribute: 'bmc.place.rack' },
  { title: 'PARTS', attribute: 'bmc.parts.length', show: String },
];

/** Attributes worth a column; other scanners show kind, id and name. */
const COLUMNS: Readonly<Record<string, readonly Column[]>> = {
  ports: [
    { title: 'PORT', attribute: 'port', show: String },
    { title: 'PROTO', attribute: 'protocol' },
    { title: 'ADDRESSES', attribute: 'addresses' },
    { title: 'SERVICE', attribute: 'service' },
    { title: 'PROCESS', attribute: 'process' },
    { title: 'PID', attribute: 'pid', show: String },
    { title: 'CONNECTIONS', attribute: 'stats.connections', show: String },
    { title: 'ESTABLISHED', attribute: 'stats.established', show: String },
  ],
  snmp: [
    { title: 'ADDRESS', attribute: 'address' },
    { title: 'NAME', attribute: 'sysName' },
    { title: 'TYPE', attribute: 'type' },
    { title: 'VENDOR', attribute: 'vendor' },
    { title: 'MODEL', attribute: 'model' },
    { title: 'UP FOR', attribute: 'stats.uptimeSeconds', show: formatSeconds },
    { title: 'INTERFACES', attribute: 'interfaceCount', show: String },
    { title: 'AUTH', attribute: 'snmp.auth' },
    { title: 'LOCATION', attribute: 'location' },
  ],
  ipmi: MACHINE_COLUMNS,
  redfish: MACHINE_COLUMNS,
  processes: [
    { title: 'PID', attribute: 'pid', show: String },
    { title: 'NAME', attribute: 'name' },
    { title: 'USER', attribute: 'user' },
    { title: 'CPU %', attribute: 'stats.cpuPercent', show: (value) => value.toFixed(1) },
    { title: 'MEMORY', attribute: 'stats.memoryBytes', show: formatBytes },
    { title: 'STATUS', attribute: 'stats.status' },
    { title: 'COMMAND', attribute: 'cmdline' },
  ],
};

export function scanTables(results: readonly ScanResult[]): string {
  const sections = results.map((result) =>
    [heading(result), body(result), ...(result.notes ?? [])].filter(Boolean).join('\n'),
  );
  const total = results.reduce((sum, { assets }) => sum + assets.length, 0);
  return [...sections, `${total} ${total === 1 ? 'asset' : 'assets'} found`].join('\n\n');
}

/** Without a reason nothing is missing: it only cannot be told what has gone since. */
function heading({ scanner, assets, complete, error }: ScanResult): string {
  const isIncomplete = !complete && error !== null;
  return `${scanner}: ${assets.length} found${isIncomplete ? ` (incomplete: ${error})` : ''}`;
}

function body({ scanner, assets }: ScanResult): string {
  const columns = COLUMNS[scanner];
  if (assets.length === 0) return '';
  if (scanner === 'system') return assets.map(facts).join('\n\n');
  if (!columns)
    return table(
      ['KIND', 'ID', 'NAME'],
      assets.map(({ kind, id, name }) => [kind, id, name]),
    );
  const numbers = columns.filter(({ show }) => show).map(({ title }) => title);
  return table(
    columns.map(({ title }) => title),
    assets.map((asset) => columns.map((column) => cell(asset, column))),
    numbers,
  );
}

function cell({ attributes }: AssetDraft, { attribute, show }: Column): string {
  const path = attribute.split('.');
  const value = path.reduce<Json | undefined>(
    (node, part) => (node as JsonObject | undefined)?.[part],
    attributes,
  );
  return typeof value === 'number' && show ? show(value) : text(value);
}

/** One asset, a line for each fact. */
function facts({ id, name, attributes }: AssetDraft): string {
  const rows = Object.entries(attributes).map(([fact, value]) => [fact, factText(fact, value)]);
  return table(['FACT', name], [['id', id], ...rows]);
}

function factText(fact: string, value: Json): string {
  if (typeof value === 'number' && /bytes$/i.test(fact)) return formatBytes(value);
  if (typeof value === 'number' && /seconds$/i.test(fact)) return formatSeconds(value);
  return text(value);
}

function text(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(text).join(', ');
  if (typeof value !== 'object') return String(value);
  return Object.entries(value)
    .map(([key, inner]) => `${key} ${text(inner)}`)
    .join(' ');
}
