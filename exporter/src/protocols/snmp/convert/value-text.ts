/** The value of a varbind as the text of a label. */
import { ValueType, type Varbinds } from '../../../model/snmp.ts';
import { plainAddress } from '../../plain-address.ts';
import { applyDisplayHint, type DisplayHint } from './display-hint.ts';
import { indexPart, plainForm } from './index-text.ts';
import { physAddress, REPLACEMENT, utf8Text } from './octets-text.ts';

/** Of 32 bits a decimal number has nine digits at most that tell it from its neighbours. */
const FLOAT_DIGITS = 9;
/** None of the types below shows more; a label is cut behind them anyway. */
const MAX_SHOWN_OCTETS = 2048;
/** Other types are shown as OctetString is. */
const SHOWN_BY_INDEX_RULES = new Set([
  'Integer32',
  'Integer',
  'gauge',
  'counter',
  'EnumAsInfo',
  'PhysAddress48',
  'InetAddressIPv4',
  'InetAddressIPv6',
  'InetAddress',
  'InetAddressMissingSize',
  'LldpPortId',
]);

/** `type` says how octets are shown; a hint goes before what an OctetString looks like otherwise. */
export function valueText(varbinds: Varbinds, i: number, type: string, hint: DisplayHint | null): string {
  switch (varbinds.type(i)) {
    case ValueType.oid:
      return varbinds.oidValue(i).join('.');
    case ValueType.ipAddress:
      return addressText(varbinds.octets(i));
    case ValueType.octetString:
    case ValueType.opaque:
      return octetsText(varbinds, i, type, hint);
    case ValueType.opaqueFloat:
      return plainDecimal(shortestFloat(varbinds.number(i)));
    case ValueType.opaqueDouble:
      return plainDecimal(varbinds.number(i));
    case ValueType.null:
    case ValueType.noSuchObject:
    case ValueType.noSuchInstance:
    case ValueType.endOfMibView:
      return '';
    case ValueType.integer:
    case ValueType.counter32:
    case ValueType.gauge32:
    case ValueType.timeTicks:
    case ValueType.counter64:
    case ValueType.uinteger32:
      return integerText(varbinds, i);
  }
}

/** Some agents have an address of IPv6 where there is room for IPv4 only: gosnmp writes it in its shortest form. */
function addressText(octets: Buffer): string {
  if (octets.length === 16) return plainAddress(indexPart([...octets], plainForm('InetAddressIPv6')).text);
  return [...octets].join('.');
}

function integerText(varbinds: Varbinds, i: number): string {
  const number = varbinds.number(i);
  return Number.isSafeInteger(number) ? String(number) : String(varbinds.bigint(i));
}

function octetsText(varbinds: Varbinds, i: number, type: string, hint: DisplayHint | null): string {
  if (type === 'DisplayString') {
    const text = varbinds.utf8(i);
    return text.includes(REPLACEMENT) ? utf8Text(varbinds.octets(i)) : text;
  }
  const octets = varbinds.octets(i);
  if (type === 'PhysAddress48' && octets.length === 6) return physAddress(octets);
  if (SHOWN_BY_INDEX_RULES.has(type))
    return indexPart([...octets.subarray(0, MAX_SHOWN_OCTETS)], plainForm(type)).text;
  const hinted = hint && type === 'OctetString' ? applyDisplayHint(hint, octets) : null;
  if (hinted) return utf8Text(hinted);
  return octets.length === 0 ? '' : `0x${octets.toString('hex').toUpperCase()}`;
}

/** The number of fewest digits that is the same in 32 bits. */
function shortestFloat(value: number): number {
  for (let digits = 1; digits < FLOAT_DIGITS; digits += 1) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) return shorter;
  }
  return value;
}

/** Without an exponent, as strconv.FormatFloat(value, 'f', -1, 64) has it. */
function plainDecimal(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const text = String(value);
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return Object.is(value, -0) ? '-0' : text;
  const [, sign = '', first = '', fraction = '', exponent] = match;
  const digits = first + fraction;
  const point = 1 + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return sign + digits.padEnd(point, '0');
}
