/** Values of a device as people read them: text that is bounded, addresses, numbers. */
import type { Oid } from '../../../model/snmp.ts';
import { ValueType } from '../../../model/snmp.ts';
import { plainAddress } from '../../../protocols/plain-address.ts';
import type { DeviceTables } from '../../../protocols/snmp/table.ts';

/** Descriptions of some devices have a page of licence terms. */
const MAX_TEXT = 255;

/** Null when there is none. Some devices fill up with blanks or zeros. */
export function textOf(tables: DeviceTables, oid: Oid, row = ''): string | null {
  const text = tables.text(oid, row).replaceAll('\0', '').trim();
  return text === '' ? null : text.slice(0, MAX_TEXT);
}

/** Null when there is none. */
export function numberOf(tables: DeviceTables, oid: Oid, row = ''): number | null {
  const number = tables.number(oid, row);
  return Number.isFinite(number) ? number : null;
}

/** Null when it is no string of octets. */
export function octetsOf(tables: DeviceTables, oid: Oid, row = ''): Buffer | null {
  const cell = tables.cell(oid, row);
  if (cell?.varbinds.type(cell.i) !== ValueType.octetString) return null;
  return cell.varbinds.octets(cell.i);
}

/** `aa:bb:cc:00:11:22`; null when it is none that tells devices apart. */
export function macOf(octets: Uint8Array | null): string | null {
  if (octets?.length !== 6 || octets.every((octet) => octet === 0 || octet === 0xff)) return null;
  return [...octets].map((octet) => octet.toString(16).padStart(2, '0')).join(':');
}

/** Of 4 or 16 octets; null for others, and for those that mean no host. */
export function addressOf(octets: readonly number[] | Uint8Array): string | null {
  const all = [...octets];
  if (all.every((octet) => octet === 0)) return null;
  if (all.length === 4) return all.join('.');
  if (all.length !== 16) return null;
  const groups = Array.from({ length: 8 }, (_, i) => (all[2 * i] ?? 0) * 256 + (all[2 * i + 1] ?? 0));
  return plainAddress(groups.map((group) => group.toString(16)).join(':'));
}
