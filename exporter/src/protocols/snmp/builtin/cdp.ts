/** CISCO-CDP-MIB: the neighbours of devices that speak CDP. */
import { IF_DESCR } from './if-mib.ts';
import { index, lookup, moduleOf, objects } from './objects.ts';

const CDP = '1.3.6.1.4.1.9.9.23.1';
const CACHE_ENTRY = `${CDP}.2.1.1`;
const KEY = ['cdpCacheIfIndex', 'cdpCacheDeviceIndex'];

export const cdp = () =>
  moduleOf(
    'cdp',
    [CACHE_ENTRY, `${CDP}.3`, IF_DESCR],
    [
      ...objects(`${CDP}.3`, {
        cdpGlobalRun: [1, 'gauge', 'Whether CDP runs', { 1: 'true', 2: 'false' }],
        cdpGlobalDeviceId: [4, 'DisplayString', 'Name of the device'],
      }),
      ...objects(
        CACHE_ENTRY,
        {
          // Its kind lies in front of it, as that of an InetAddress does: 1 is IPv4.
          cdpCacheAddress: [4, 'InetAddress', 'Address of the neighbour'],
          cdpCacheVersion: [5, 'DisplayString', 'Software of the neighbour'],
          cdpCacheDeviceId: [6, 'DisplayString', 'Name of the neighbour'],
          cdpCacheDevicePort: [7, 'DisplayString', 'Port of the neighbour'],
          cdpCachePlatform: [8, 'DisplayString', 'Hardware of the neighbour'],
          cdpCacheNativeVLAN: [11, 'gauge', 'VLAN of the port of the neighbour'],
          cdpCacheDuplex: [
            12,
            'gauge',
            'Duplex of the port of the neighbour',
            { 1: 'unknown', 2: 'halfduplex', 3: 'fullduplex' },
          ],
        },
        {
          indexes: KEY.map((name) => index(name)),
          lookups: [
            lookup(['cdpCacheIfIndex'], 'ifDescr', IF_DESCR),
            lookup(KEY, 'cdpCacheDeviceId', `${CACHE_ENTRY}.6`),
          ],
        },
      ),
    ],
  );
