import { ValueType, type Varbinds } from '../../../model/snmp.ts';

const WRAP_AT = 2 ** 53;

/** A value as a sample; what is no number counts as 0, as gosnmp has it. `wrap`: Counter64 modulo 2^53. */
export function numberValue(varbinds: Varbinds, i: number, wrap: boolean): number {
  const value = varbinds.number(i);
  if (Number.isNaN(value)) return isFloat(varbinds.type(i)) ? value : 0;
  if (value < WRAP_AT || !wrap || varbinds.type(i) !== ValueType.counter64) return value;
  return Number(varbinds.bigint(i) % BigInt(WRAP_AT));
}

/** The number of a state or a type. */
export function enumNumber(varbinds: Varbinds, i: number): number {
  return Math.trunc(numberValue(varbinds, i, false)) || 0;
}

/** A value as a part of an OID: gosnmp takes what has fractions for 0. */
export function integerValue(varbinds: Varbinds, i: number): number {
  return isFloat(varbinds.type(i)) ? 0 : numberValue(varbinds, i, false);
}

const isFloat = (type: ValueType) => type === ValueType.opaqueFloat || type === ValueType.opaqueDouble;
