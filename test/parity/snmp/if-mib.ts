/** What snmp_exporter's generator makes of IF-MIB with its customary lookups. RFC 2863 */
import type { EnumValues, OldMetric, OldModule } from './old-form.ts';

const IF_ENTRY = '1.3.6.1.2.1.2.2.1';
const IF_X_ENTRY = '1.3.6.1.2.1.31.1.1.1';

const UP_DOWN = ['up', 'down', 'testing'];
const OPER = [...UP_DOWN, 'unknown', 'dormant', 'notPresent', 'lowerLayerDown'];
const TRUTH = ['true', 'false'];
const TYPES = new Map([
  [1, 'other'],
  [6, 'ethernetCsmacd'],
  [24, 'softwareLoopback'],
  [131, 'tunnel'],
  [161, 'ieee8023adLag'],
]);
/** Numbered from 1. */
const numbered = (names: readonly string[]): EnumValues => new Map(names.map((name, i) => [i + 1, name]));

type Column = readonly [number: number, name: string, type: string, values?: EnumValues];

const IF_COLUMNS: readonly Column[] = [
  [1, 'ifIndex', 'gauge'],
  [3, 'ifType', 'EnumAsInfo', TYPES],
  [4, 'ifMtu', 'gauge'],
  [5, 'ifSpeed', 'gauge'],
  [6, 'ifPhysAddress', 'PhysAddress48'],
  [7, 'ifAdminStatus', 'gauge', numbered(UP_DOWN)],
  [8, 'ifOperStatus', 'gauge', numbered(OPER)],
  [9, 'ifLastChange', 'gauge'],
  [10, 'ifInOctets', 'counter'],
  [11, 'ifInUcastPkts', 'counter'],
  [12, 'ifInNUcastPkts', 'counter'],
  [13, 'ifInDiscards', 'counter'],
  [14, 'ifInErrors', 'counter'],
  [15, 'ifInUnknownProtos', 'counter'],
  [16, 'ifOutOctets', 'counter'],
  [17, 'ifOutUcastPkts', 'counter'],
  [18, 'ifOutNUcastPkts', 'counter'],
  [19, 'ifOutDiscards', 'counter'],
  [20, 'ifOutErrors', 'counter'],
  [21, 'ifOutQLen', 'gauge'],
  [22, 'ifSpecific', 'OctetString'],
];

const IF_X_COLUMNS: readonly Column[] = [
  [2, 'ifInMulticastPkts', 'counter'],
  [3, 'ifInBroadcastPkts', 'counter'],
  [4, 'ifOutMulticastPkts', 'counter'],
  [5, 'ifOutBroadcastPkts', 'counter'],
  [6, 'ifHCInOctets', 'counter'],
  [7, 'ifHCInUcastPkts', 'counter'],
  [8, 'ifHCInMulticastPkts', 'counter'],
  [9, 'ifHCInBroadcastPkts', 'counter'],
  [10, 'ifHCOutOctets', 'counter'],
  [11, 'ifHCOutUcastPkts', 'counter'],
  [12, 'ifHCOutMulticastPkts', 'counter'],
  [13, 'ifHCOutBroadcastPkts', 'counter'],
  [14, 'ifLinkUpDownTrapEnable', 'gauge', numbered(['enabled', 'disabled'])],
  [15, 'ifHighSpeed', 'gauge'],
  [16, 'ifPromiscuousMode', 'gauge', numbered(TRUTH)],
  [17, 'ifConnectorPresent', 'gauge', numbered(TRUTH)],
  [19, 'ifCounterDiscontinuityTime', 'gauge'],
];

const LOOKUPS = [
  ['ifAlias', `${IF_X_ENTRY}.18`],
  ['ifDescr', `${IF_ENTRY}.2`],
  ['ifName', `${IF_X_ENTRY}.1`],
].map(([labelname, oid]) => ({ labels: ['ifIndex'], labelname, oid, type: 'DisplayString' }));

function metricsOf(entry: string, columns: readonly Column[]): OldMetric[] {
  return columns.map(([number, name, type, values]) => ({
    name,
    oid: `${entry}.${number}`,
    type,
    help: `Column ${name} of an interface - ${entry}.${number}`,
    indexes: [{ labelname: 'ifIndex', type: 'gauge' }],
    lookups: LOOKUPS,
    ...(values && { enum_values: values }),
  }));
}

const scalar = (name: string, oid: string): OldMetric => ({
  name,
  oid,
  type: 'gauge',
  help: `${name} - ${oid}`,
});

export const IF_MIB: OldModule = {
  walk: ['1.3.6.1.2.1.2', '1.3.6.1.2.1.31.1.1'],
  get: ['1.3.6.1.2.1.1.3.0'],
  metrics: [
    scalar('sysUpTime', '1.3.6.1.2.1.1.3'),
    scalar('ifNumber', '1.3.6.1.2.1.2.1'),
    ...metricsOf(IF_ENTRY, IF_COLUMNS),
    ...metricsOf(IF_X_ENTRY, IF_X_COLUMNS),
  ],
};
