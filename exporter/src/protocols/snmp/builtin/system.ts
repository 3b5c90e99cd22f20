/** SNMPv2-MIB, RFC 3418. */
import { index, lookup, moduleOf, objects } from './objects.ts';

const SYSTEM = '1.3.6.1.2.1.1';
const OR_ENTRY = `${SYSTEM}.9.1`;

export const systemObjects = () =>
  objects(SYSTEM, {
    sysDescr: [1, 'DisplayString', 'What the device is: hardware, operating system, software'],
    sysObjectID: [2, 'OctetString', "The vendor's OID for the kind of device"],
    sysUpTime: [3, 'gauge', 'Hundredths of a second since the agent was last started'],
    sysContact: [4, 'DisplayString', 'Who is to be asked about the device'],
    sysName: [5, 'DisplayString', 'Name that the device was given'],
    sysLocation: [6, 'DisplayString', 'Where the device is'],
    sysServices: [7, 'gauge', 'Sum of 2^(layer-1) of the layers of the network that the device serves'],
    sysORLastChange: [8, 'gauge', 'sysUpTime at the last change of what sysORID lists'],
  });

const capabilities = () =>
  objects(
    OR_ENTRY,
    {
      sysORIndex: [1, 'gauge', 'Number of the capability'],
      sysORID: [2, 'OctetString', 'OID of the capability of the agent'],
      sysORDescr: [3, 'DisplayString', 'What the capability is'],
      sysORUpTime: [4, 'gauge', 'sysUpTime when the capability was added'],
    },
    { indexes: [index('sysORIndex')], lookups: [lookup(['sysORIndex'], 'sysORDescr', `${OR_ENTRY}.3`)] },
  );

export const system = () => moduleOf('system', [SYSTEM], [...systemObjects(), ...capabilities()]);
