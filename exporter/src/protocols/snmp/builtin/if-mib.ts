/** IF-MIB, RFC 2863. */
import { IF_TYPES } from './if-types.ts';
import { index, lookup, moduleOf, objects, type Rows } from './objects.ts';

const INTERFACES = '1.3.6.1.2.1.2';
const IF_ENTRY = `${INTERFACES}.2.1`;
const IF_X_TABLE = '1.3.6.1.2.1.31.1.1';
const IF_X_ENTRY = `${IF_X_TABLE}.1`;

const STATES = {
  1: 'up',
  2: 'down',
  3: 'testing',
  4: 'unknown',
  5: 'dormant',
  6: 'notPresent',
  7: 'lowerLayerDown',
};
const TRUTH = { 1: 'true', 2: 'false' };

export const IF_DESCR = `${IF_ENTRY}.2`;
export const IF_NAME = `${IF_X_ENTRY}.1`;

const interfaces: Rows = {
  indexes: [index('ifIndex')],
  lookups: [
    lookup(['ifIndex'], 'ifAlias', `${IF_X_ENTRY}.18`),
    lookup(['ifIndex'], 'ifDescr', IF_DESCR),
    lookup(['ifIndex'], 'ifName', IF_NAME),
  ],
};

/** ifTable; what is only a label in the module `if_mib` is `ifDescr`. */
export const ifTable = () =>
  objects(
    IF_ENTRY,
    {
      ifIndex: [1, 'gauge', 'Number of the interface'],
      ifDescr: [2, 'DisplayString', 'Name of the interface, or what it is'],
      ifType: [3, 'EnumAsInfo', 'Kind of interface', IF_TYPES],
      ifMtu: [4, 'gauge', 'Octets of the largest packet'],
      ifSpeed: [5, 'gauge', 'Bandwidth in bits per second; 4294967295 for more than that'],
      ifPhysAddress: [6, 'PhysAddress48', 'Hardware address'],
      ifAdminStatus: [7, 'gauge', 'State that was asked for', { 1: 'up', 2: 'down', 3: 'testing' }],
      ifOperStatus: [8, 'gauge', 'State that the interface is in', STATES],
      ifLastChange: [9, 'gauge', 'sysUpTime when the interface came into its state'],
      ifInOctets: [10, 'counter', 'Octets received'],
      ifInUcastPkts: [11, 'counter', 'Unicast packets received'],
      ifInNUcastPkts: [12, 'counter', 'Multicast and broadcast packets received'],
      ifInDiscards: [13, 'counter', 'Packets received without errors and thrown away'],
      ifInErrors: [14, 'counter', 'Packets received with errors'],
      ifInUnknownProtos: [15, 'counter', 'Packets received of a protocol that is not known'],
      ifOutOctets: [16, 'counter', 'Octets sent'],
      ifOutUcastPkts: [17, 'counter', 'Unicast packets to be sent'],
      ifOutNUcastPkts: [18, 'counter', 'Multicast and broadcast packets to be sent'],
      ifOutDiscards: [19, 'counter', 'Packets to be sent that were without errors and thrown away'],
      ifOutErrors: [20, 'counter', 'Packets that could not be sent because of errors'],
      ifOutQLen: [21, 'gauge', 'Packets in the queue to be sent'],
      ifSpecific: [22, 'OctetString', 'OID of what describes this kind of interface'],
    },
    interfaces,
  );

const ifXTable = () =>
  objects(
    IF_X_ENTRY,
    {
      ifInMulticastPkts: [2, 'counter', 'Multicast packets received'],
      ifInBroadcastPkts: [3, 'counter', 'Broadcast packets received'],
      ifOutMulticastPkts: [4, 'counter', 'Multicast packets to be sent'],
      ifOutBroadcastPkts: [5, 'counter', 'Broadcast packets to be sent'],
      ifHCInOctets: [6, 'counter', 'Octets received, in 64 bits'],
      ifHCInUcastPkts: [7, 'counter', 'Unicast packets received, in 64 bits'],
      ifHCInMulticastPkts: [8, 'counter', 'Multicast packets received, in 64 bits'],
      ifHCInBroadcastPkts: [9, 'counter', 'Broadcast packets received, in 64 bits'],
      ifHCOutOctets: [10, 'counter', 'Octets sent, in 64 bits'],
      ifHCOutUcastPkts: [11, 'counter', 'Unicast packets to be sent, in 64 bits'],
      ifHCOutMulticastPkts: [12, 'counter', 'Multicast packets to be sent, in 64 bits'],
      ifHCOutBroadcastPkts: [13, 'counter', 'Broadcast packets to be sent, in 64 bits'],
      ifLinkUpDownTrapEnable: [
        14,
        'gauge',
        'Whether linkUp and linkDown are sent as traps',
        { 1: 'enabled', 2: 'disabled' },
      ],
      ifHighSpeed: [15, 'gauge', 'Bandwidth in millions of bits per second'],
      ifPromiscuousMode: [16, 'gauge', 'Whether packets to all stations are accepted', TRUTH],
      ifConnectorPresent: [17, 'gauge', 'Whether there is a physical connector', TRUTH],
      ifCounterDiscontinuityTime: [
        19,
        'gauge',
        'sysUpTime when a counter of the interface last lost continuity',
      ],
    },
    interfaces,
  );

const ifNumber = () => objects(INTERFACES, { ifNumber: [1, 'gauge', 'Interfaces, whatever their state'] });

export const ifMib = () =>
  moduleOf(
    'if_mib',
    [INTERFACES, IF_X_TABLE],
    [...ifNumber(), ...ifTable().filter(({ name }) => name !== 'ifDescr'), ...ifXTable()],
  );
