import { formattedValueToString, getValueFormat } from '@grafana/data';

/** Writes values with their unit, one of Grafana's (`bytes`, `percent`): `1.5 GiB`. Without a unit: `1.5 K`. */
export function formatterOf(unit: string): (value: number, decimals?: number) => string {
  const format = getValueFormat(unit === '' ? 'short' : unit);
  return (value, decimals) => formattedValueToString(format(value, decimals));
}
