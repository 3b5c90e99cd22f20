/** Columns `m1`, `m2`, … of one table as modules, devices and replies have them. */
import { type Reply, Status } from './snmp-agent/answer.ts';
import { integerContent, tlv } from './snmp-agent/ber.ts';
import { Tag, varbind } from './snmp-agent/table.ts';
import { integer, type Mib } from './snmp-memory.ts';

export const table = { indexes: [{ labelname: 'i', type: 'gauge' }] };
export const column = (n: number, more: object = table) => ({
  name: `m${n}`,
  oid: `1.3.1.${n}`,
  type: 'gauge',
  help: 'H.',
  ...more,
});
export const columns = (count: number) => Array.from({ length: count }, (_, i) => column(i + 1));
/** Columns 1.3.1.1… of rows 1…, and something behind them. */
export function mibOf(count: number, rows: number): Mib {
  const mib: Record<string, ReturnType<typeof integer>> = { '1.4.1.0': integer(0) };
  for (let c = 1; c <= count; c += 1) for (let r = 1; r <= rows; r += 1) mib[`1.3.1.${c}.${r}`] = integer(r);
  return mib;
}
export const module = (count: number, more: object = {}) => ({
  walk: ['1.3.1'],
  metrics: columns(count),
  ...more,
});
export const oid = (text: string) => text.split('.').map(Number);
export const told = (...oids: readonly string[]): Reply => ({
  status: Status.noError,
  index: 0,
  varbinds: oids.map((each) => varbind(oid(each), tlv(Tag.integer, integerContent(1)))),
});
export const failing = (status: number, index = 0): Reply => ({ status, index, varbinds: [] });
