/** Values as net-snmp's tools show them: with their type. */
import { ValueType, type Varbinds } from '../../model/snmp.ts';
import { formatSeconds } from '../printable.ts';
import { valueText } from '../../protocols/snmp/convert/value-text.ts';

export interface ShownValue {
  readonly type: string;
  readonly value: string | number;
}

const TYPES: Readonly<Record<ValueType, string>> = {
  [ValueType.integer]: 'INTEGER',
  [ValueType.octetString]: 'STRING',
  [ValueType.null]: 'NULL',
  [ValueType.oid]: 'OID',
  [ValueType.ipAddress]: 'IpAddress',
  [ValueType.counter32]: 'Counter32',
  [ValueType.gauge32]: 'Gauge32',
  [ValueType.timeTicks]: 'Timeticks',
  [ValueType.opaque]: 'Opaque',
  [ValueType.counter64]: 'Counter64',
  [ValueType.uinteger32]: 'UInteger32',
  [ValueType.noSuchObject]: 'No Such Object',
  [ValueType.noSuchInstance]: 'No Such Instance',
  [ValueType.endOfMibView]: 'End of MIB View',
  [ValueType.opaqueFloat]: 'Float',
  [ValueType.opaqueDouble]: 'Double',
};
/** All but tab, line feed and carriage return: then the octets are no text. */
const CONTROL = /[\p{Cc}]/u;
const TICKS_PER_SECOND = 100;

export function shownValue(varbinds: Varbinds, i: number): ShownValue {
  const type = varbinds.type(i);
  const name = TYPES[type];
  if (type === ValueType.octetString) return octetsShown(varbinds.octets(i));
  if (type === ValueType.opaque) return { type: name, value: spaced(varbinds.octets(i)) };
  const number = varbinds.number(i);
  if (Number.isSafeInteger(number)) return { type: name, value: number };
  return { type: name, value: valueText(varbinds, i, 'DisplayString', null) };
}

function octetsShown(octets: Buffer): ShownValue {
  const text = octets.toString('utf8');
  const isText = !text.includes('\ufffd') && !CONTROL.test(text.replace(/[\t\r\n]/g, ''));
  return isText ? { type: 'STRING', value: text } : { type: 'Hex-STRING', value: spaced(octets) };
}

const spaced = (octets: Buffer) => (octets.toString('hex').toUpperCase().match(/../g) ?? []).join(' ');

/** `INTEGER: 7`; ticks with the time they are. */
export function valueWords({ type, value }: ShownValue): string {
  if (type === 'Timeticks' && typeof value === 'number')
    return `${type}: (${value}) ${formatSeconds(value / TICKS_PER_SECOND)}`;
  return value === '' && type !== 'STRING' ? type : `${type}: ${value}`;
}
