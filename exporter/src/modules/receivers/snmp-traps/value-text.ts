import type { TrapVarbind } from '../../../contract/snmp-traps.ts';
import { ValueType } from '../../../model/snmp.ts';
import type { OidNames } from '../../../protocols/snmp/names.ts';

/** Descriptions of interfaces and texts of alarms are shorter; a trap is no log file. */
const MAX_TEXT = 512;
/** Bytes that are shown of what is no text. */
const MAX_HEX_BYTES = 128;
/** Control characters but tab, line feed and carriage return, and what stands for bytes that are no UTF-8. */
const NOT_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffd]/;

/** A value as people read it: text where it is text, else hexadecimal; OIDs by name. */
export function shownValue({ type, value }: TrapVarbind, nameOf: OidNames): string | number | null {
  if (Buffer.isBuffer(value)) return type === ValueType.opaque ? hexOf(value) : textOf(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'string') return shortened(value);
  if (value === null || typeof value === 'number') return value;
  return shortened(nameOf(value));
}

/** C programs end their texts with a zero. */
function textOf(octets: Buffer): string {
  const text = octets.toString('utf8').replace(/\0$/, '');
  return NOT_TEXT.test(text) ? hexOf(octets) : shortened(text);
}

function hexOf(octets: Buffer): string {
  const pairs = octets.subarray(0, MAX_HEX_BYTES).toString('hex').toUpperCase().match(/../g) ?? [];
  return pairs.join(':') + (octets.length > MAX_HEX_BYTES ? '…' : '');
}

function shortened(text: string): string {
  if (text.length <= MAX_TEXT) return text;
  // Half of a pair of surrogates would be no text.
  return `${text.slice(0, MAX_TEXT - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
