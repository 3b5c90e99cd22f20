/** LLDP-MIB of IEEE 802.1AB: the device, its ports and its neighbours. */
import { deletedLabel, index, lookup, moduleOf, objects, type Rows } from './objects.ts';

const LLDP = '1.0.8802.1.1.2.1';
const LOCAL = `${LLDP}.3`;
const LOCAL_PORT_ENTRY = `${LOCAL}.7.1`;
const REMOTE = `${LLDP}.4`;
const REMOTE_ENTRY = `${REMOTE}.1.1`;

const CHASSIS_SUBTYPES = {
  1: 'chassisComponent',
  2: 'interfaceAlias',
  3: 'portComponent',
  4: 'macAddress',
  5: 'networkAddress',
  6: 'interfaceName',
  7: 'local',
};
const CAPABILITIES = {
  0: 'other',
  1: 'repeater',
  2: 'bridge',
  3: 'wlanAccessPoint',
  4: 'router',
  5: 'telephone',
  6: 'docsisCableDevice',
  7: 'stationOnly',
};

const REMOTE_KEY = ['lldpRemTimeMark', 'lldpRemLocalPortNum', 'lldpRemIndex'];
const remoteIndexes = REMOTE_KEY.map((name) => index(name));
/** The time at which a neighbour was last heard anew would make new series of it. */
const remoteLookups = [
  lookup(['lldpRemLocalPortNum'], 'lldpLocPortId', `${LOCAL_PORT_ENTRY}.3`, 'LldpPortId'),
  lookup(REMOTE_KEY, 'lldpRemSysName', `${REMOTE_ENTRY}.9`),
  deletedLabel('lldpRemTimeMark'),
];
const ports: Rows = {
  indexes: [index('lldpLocPortNum')],
  lookups: [lookup(['lldpLocPortNum'], 'lldpLocPortDesc', `${LOCAL_PORT_ENTRY}.4`)],
};
const neighbours: Rows = { indexes: remoteIndexes, lookups: remoteLookups };
/** The address is preceded by its kind: 1 for IPv4, 2 for IPv6, as in an InetAddress. */
const addresses: Rows = {
  indexes: [...remoteIndexes, index('lldpRemManAddr', 'InetAddress')],
  lookups: remoteLookups,
};

export const lldp = () =>
  moduleOf(
    'lldp',
    [LOCAL, REMOTE],
    [
      ...objects(LOCAL, {
        lldpLocChassisIdSubtype: [1, 'gauge', 'Kind of lldpLocChassisId', CHASSIS_SUBTYPES],
        lldpLocChassisId: [2, 'OctetString', 'What identifies the device'],
        lldpLocSysName: [3, 'DisplayString', 'Name of the device'],
        lldpLocSysDesc: [4, 'DisplayString', 'What the device is'],
        lldpLocSysCapEnabled: [6, 'Bits', 'What the device does', CAPABILITIES],
      }),
      ...objects(LOCAL_PORT_ENTRY, { lldpLocPortId: [3, 'LldpPortId', 'What identifies the port'] }, ports),
      ...objects(
        REMOTE_ENTRY,
        {
          lldpRemChassisIdSubtype: [4, 'gauge', 'Kind of lldpRemChassisId', CHASSIS_SUBTYPES],
          lldpRemChassisId: [5, 'OctetString', 'What identifies the neighbour'],
          lldpRemPortId: [7, 'LldpPortId', 'What identifies the port of the neighbour'],
          lldpRemPortDesc: [8, 'DisplayString', 'What the port of the neighbour is'],
          lldpRemSysName: [9, 'DisplayString', 'Name of the neighbour'],
          lldpRemSysDesc: [10, 'DisplayString', 'What the neighbour is'],
          lldpRemSysCapEnabled: [12, 'Bits', 'What the neighbour does', CAPABILITIES],
        },
        neighbours,
      ),
      ...objects(
        `${REMOTE}.2.1`,
        { lldpRemManAddrIfId: [4, 'gauge', 'Number of the interface at which the neighbour is managed'] },
        addresses,
      ),
    ],
  );
